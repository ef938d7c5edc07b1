#include "engine/royalties/subscription.h"

#include "engine/core/money.h"
#include "engine/royalties/allocation.h"

#include <algorithm>
#include <array>

namespace engine::royalties {
namespace {

constexpr std::array<std::string_view, 3> kWords{"pool", "carry", "platform"};

bool used_something(const Subscriber& one) {
  return std::any_of(one.used.begin(), one.used.end(),
                     [](const UsedUnits& used) { return used.units > 0; });
}

Result<void> add_fee(const Subscriber& one, std::vector<std::int64_t>& amounts) {
  std::vector<std::int64_t> units;
  units.reserve(one.used.size());
  for (const UsedUnits& used : one.used) units.push_back(used.units);
  TRY(const auto parts, allocated(one.amount, units));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::int64_t& amount = amounts[one.used[i].item];
    TRY(amount, sum(amount, parts[i]));
  }
  return {};
}

/// What everybody used of everything.
Result<std::vector<std::int64_t>> all_units(const std::vector<Subscriber>& subscribers,
                                            std::size_t items) {
  std::vector<std::int64_t> units(items);
  for (const Subscriber& one : subscribers) {
    for (const UsedUnits& used : one.used) {
      TRY(units[used.item], sum(units[used.item], used.units));
    }
  }
  return units;
}

}  // namespace

std::string_view to_string(Idle idle) { return kWords[static_cast<std::size_t>(idle)]; }

std::optional<Idle> idle_named(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == word) return static_cast<Idle>(i);
  }
  return std::nullopt;
}

Result<UserCentricPool> user_centric(const std::vector<Subscriber>& subscribers, std::size_t items,
                                     Idle idle) {
  UserCentricPool pool;
  pool.amounts.resize(items);
  bool any_use = false;
  for (const Subscriber& one : subscribers) {
    if (used_something(one)) {
      any_use = true;
      TRY_VOID(add_fee(one, pool.amounts));
    } else {
      TRY(pool.idle, sum(pool.idle, one.amount));
    }
  }
  if (idle != Idle::kPool || !any_use) return pool;
  TRY(const auto units, all_units(subscribers, items));
  TRY(const auto shared, allocated(pool.idle, units));
  for (std::size_t i = 0; i < items; ++i) {
    TRY(pool.amounts[i], sum(pool.amounts[i], shared[i]));
  }
  pool.idle = 0;
  return pool;
}

}  // namespace engine::royalties

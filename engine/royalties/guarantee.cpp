#include "engine/royalties/guarantee.h"

#include "engine/core/wide.h"
#include "engine/royalties/allocation.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace engine::royalties {
namespace {

constexpr std::array<std::string_view, 3> kWords{"top_up", "waterfill", "floor_plus_share"};

using Amounts = std::vector<std::int64_t>;

Result<std::int64_t> total(std::span<const std::int64_t> amounts) {
  const auto fitting = narrowed(std::accumulate(amounts.begin(), amounts.end(), Wide{0}));
  if (fitting) return *fitting;
  return fail(Errc::kInvalidInput, "the guaranteed amounts are too large to be added up");
}

Result<GuaranteedPool> topped_up(std::int64_t pool, std::span<const std::int64_t> units,
                                 std::span<const std::int64_t> floors) {
  GuaranteedPool result;
  TRY(result.amounts, allocated(pool, units));
  Wide added = 0;
  for (std::size_t i = 0; i < floors.size(); ++i) {
    const std::int64_t missing = std::max<std::int64_t>(floors[i] - result.amounts[i], 0);
    result.amounts[i] += missing;
    added += missing;
  }
  const auto fitting = narrowed(added);
  if (!fitting) return fail(Errc::kInvalidInput, "the guaranteed amounts are too large");
  result.platform_adds = *fitting;
  return result;
}

/// Who is below the floor is taken out at the floor, which leaves less for the others, so that it
/// is asked again until nobody is.
Result<GuaranteedPool> waterfilled(std::int64_t pool, std::span<const std::int64_t> units,
                                   std::span<const std::int64_t> floors) {
  Amounts free_units(units.begin(), units.end());
  std::vector<bool> at_floor(units.size());
  std::int64_t left = pool;
  for (bool changed = true; changed;) {
    changed = false;
    const Wide all = std::accumulate(free_units.begin(), free_units.end(), Wide{0});
    const std::int64_t shared = left;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const bool below = Wide{shared} * free_units[i] < Wide{floors[i]} * all || all == 0;
      if (at_floor[i] || floors[i] == 0 || !below) continue;
      at_floor[i] = changed = true;
      left -= floors[i];
    }
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (at_floor[i]) free_units[i] = 0;
    }
  }
  GuaranteedPool result;
  TRY(result.amounts, allocated(left, free_units));
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (at_floor[i]) result.amounts[i] = floors[i];
  }
  return result;
}

Result<GuaranteedPool> floors_and_shares(std::int64_t left, std::span<const std::int64_t> units,
                                         std::span<const std::int64_t> floors) {
  GuaranteedPool result;
  TRY(result.amounts, allocated(left, units));
  for (std::size_t i = 0; i < floors.size(); ++i) result.amounts[i] += floors[i];
  return result;
}

}  // namespace

std::string_view to_string(GuaranteePolicy policy) {
  return kWords[static_cast<std::size_t>(policy)];
}

std::optional<GuaranteePolicy> guarantee_policy_named(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == word) return static_cast<GuaranteePolicy>(i);
  }
  return std::nullopt;
}

Result<GuaranteedPool> with_guarantee(std::int64_t pool, std::span<const std::int64_t> units,
                                      std::span<const std::int64_t> floors,
                                      GuaranteePolicy policy) {
  if (pool < 0) return fail(Errc::kInvalidInput, "a pool with a guarantee is negative");
  if (policy == GuaranteePolicy::kTopUp) return topped_up(pool, units, floors);
  TRY(const std::int64_t promised, total(floors));
  if (promised > pool) {
    GuaranteedPool result;
    TRY(result.amounts, allocated(pool, floors));
    result.shortfall = promised - pool;
    return result;
  }
  if (policy == GuaranteePolicy::kWaterfill) return waterfilled(pool, units, floors);
  return floors_and_shares(pool - promised, units, floors);
}

}  // namespace engine::royalties

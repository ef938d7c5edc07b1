#include "engine/royalties/pool_charging.h"

#include "engine/core/text.h"
#include "engine/royalties/allocation.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

namespace engine::royalties {
namespace {

using Amounts = std::vector<std::int64_t>;

bool is_among(const std::vector<std::string>& words, const std::string& word) {
  return words.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

/// A use in a pool, and what it counts there.
struct Claimant {
  std::size_t use = 0;
  std::int64_t units = 0;
};

Amounts units_of(const std::vector<Claimant>& claimants) {
  Amounts units;
  units.reserve(claimants.size());
  for (const Claimant& one : claimants) units.push_back(one.units);
  return units;
}

/// What each claimant gets: of the pool, and on top of it from the platform.
struct Shared {
  Amounts gross;
  Amounts topped_up;
};

/// Splits what a recording gets over its uses, by units, or evenly where none has any.
Result<Amounts> over_uses(std::int64_t amount, const Amounts& units) {
  const bool any = std::any_of(units.begin(), units.end(), [](auto unit) { return unit > 0; });
  return allocated(amount, any ? units : Amounts(units.size(), 1));
}

class PoolCharging {
 public:
  PoolCharging(const RateCard& card, std::size_t rate, const Uses& uses)
      : name_(card.rates[rate].name), rules_(card.rates[rate].pool), rate_(rate), uses_(uses) {}

  /// A pool, and what each subscriber brought to it.
  struct Filled {
    Pool pool;
    std::map<std::string, std::int64_t> fees;  // Micros, × rate.
  };

  /// By name.
  Result<std::map<std::string, Filled>> filled(const std::vector<RevenueRow>& revenue,
                                               const History& history) const {
    std::map<std::string, Filled> pools;
    for (const RevenueRow& row : revenue) {
      if (is_mine(row)) TRY_VOID(pour(row, pools));
    }
    for (auto& [name, one] : pools) {
      TRY(const std::int64_t revenue_micros, scaled(one.pool.revenue.minor, kMicros, 1));
      one.pool.kept = revenue_micros - one.pool.amount;
      const auto carried = history.carried.find(name);
      if (carried == history.carried.end()) continue;
      one.pool.carried_in = carried->second;
      TRY(one.pool.amount, sum(one.pool.amount, carried->second));
    }
    return pools;
  }

  std::vector<Claimant> claimants_of(const Pool& pool, const std::vector<std::size_t>& chosen,
                                     const std::vector<UnitsOfUse>& units) const {
    std::vector<Claimant> claimants;
    for (const std::size_t use : chosen) {
      if (holds(pool, uses_.uses[use])) claimants.push_back({use, units[use].units});
    }
    return claimants;
  }

  /// `claimants` are ordered by id of use.
  Result<Shared> share(Filled& filled, const std::vector<Claimant>& claimants) const {
    Pool& pool = filled.pool;
    const Amounts units = units_of(claimants);
    for (const std::int64_t one : units) {
      TRY(pool.units, sum(pool.units, one));
    }
    Shared shared{Amounts(units.size()), Amounts(units.size())};
    if (std::none_of(units.begin(), units.end(), [](auto unit) { return unit > 0; })) {
      pool.unclaimed = pool.amount;
    } else if (rules_.user_centric) {
      TRY(shared.gross, by_subscriber(filled, claimants));
    } else if (rules_.guarantee && pool.amount > 0) {
      TRY(shared, with_floors(pool, claimants));
    } else {
      TRY(shared.gross, allocated(pool.amount, units));
    }
    return shared;
  }

 private:
  bool is_mine(const RevenueRow& row) const {
    return is_among(rules_.platforms, row.platform) && is_among(rules_.plans, row.plan) &&
           is_among(rules_.territories, row.territory);
  }

  bool holds(const Pool& pool, const Use& use) const {
    const PlayedVideo& video = uses_.video_of(use);
    const PlayedLicence* const licence = uses_.licence_of(use);
    const RevenueRow& key = pool.key;
    if (!key.platform.empty() && to_lower_ascii(key.platform) != to_lower_ascii(video.platform)) {
      return false;
    }
    if (!key.territory.empty() && !catalogue::lies_in(video.territory, key.territory)) return false;
    return key.plan.empty() || (licence != nullptr && licence->tier == key.plan);
  }

  std::string name_of(const RevenueRow& row) const {
    const std::string territory =
        row.territory.empty() ? "" : catalogue::territory_name(row.territory);
    const std::string currency(row.amount.currency.code());
    return name_ + ": " + joined({row.platform, territory, row.plan, currency}, ", ");
  }

  Result<void> pour(const RevenueRow& row, std::map<std::string, Filled>& pools) const {
    if (rules_.user_centric && row.subscriber.empty()) {
      return fail(Errc::kInvalidInput, "revenue, line " + std::to_string(row.line) +
                                           ": names no subscriber, and \"" + name_ +
                                           "\" is user-centric");
    }
    const std::string name = name_of(row);
    auto place = pools.find(name);
    if (place == pools.end()) {
      Pool pool{.name = name, .rate = rate_, .key = row, .revenue = {0, row.amount.currency}};
      pool.unclaimed_goes = rules_.empty;
      place = pools.emplace(name, Filled{std::move(pool), {}}).first;
    }
    Filled& filled = place->second;
    TRY(const std::int64_t micros, scaled(row.amount.minor, kMicros, 1));
    TRY(const std::int64_t part, part_of(micros, rules_.rate));
    TRY(filled.pool.revenue, sum(filled.pool.revenue, row.amount));
    TRY(filled.pool.amount, sum(filled.pool.amount, part));
    TRY(filled.fees[row.subscriber], sum(filled.fees[row.subscriber], part));
    return {};
  }

  /// Each subscriber's fee to what that subscriber used; what was carried in is idle money.
  Result<Amounts> by_subscriber(Filled& filled, const std::vector<Claimant>& claimants) const {
    std::vector<Subscriber> subscribers;
    std::unordered_map<std::string, std::size_t> places;
    for (const auto& [name, fee] : filled.fees) {
      places.emplace(name, subscribers.size());
      subscribers.push_back({fee, {}});
    }
    for (std::size_t i = 0; i < claimants.size(); ++i) {
      const auto place = places.find(uses_.buyer_of(uses_.uses[claimants[i].use]));
      if (place == places.end()) continue;
      subscribers[place->second].used.push_back({i, claimants[i].units});
    }
    subscribers.push_back({filled.pool.carried_in, {}});
    TRY(UserCentricPool shared, user_centric(subscribers, claimants.size(), rules_.idle));
    filled.pool.unclaimed = shared.idle;
    if (rules_.idle == Idle::kCarry) filled.pool.unclaimed_goes = EmptyPool::kCarry;
    if (rules_.idle == Idle::kPlatform) filled.pool.unclaimed_goes = EmptyPool::kPlatform;
    return std::move(shared.amounts);
  }

  /// Floors are promised by use, and kept by recording: what one of its uses has above the floor
  /// fills up another.
  Result<Shared> with_floors(Pool& pool, const std::vector<Claimant>& claimants) const {
    std::map<std::string, std::vector<std::size_t>> by_recording;
    for (std::size_t i = 0; i < claimants.size(); ++i) {
      by_recording[uses_.track_of(uses_.uses[claimants[i].use]).recording].push_back(i);
    }
    Amounts units;
    Amounts floors;
    for (const auto& [recording, places] : by_recording) {
      units.push_back(0);
      for (const std::size_t place : places) {
        TRY(units.back(), sum(units.back(), claimants[place].units));
      }
      TRY(const std::int64_t floor, scaled(rules_.guarantee->per_use, kMicros, 1));
      TRY(floors.emplace_back(), scaled(floor, static_cast<std::int64_t>(places.size()), 1));
    }
    TRY(const GuaranteedPool kept,
        with_guarantee(pool.amount, units, floors, rules_.guarantee->policy));
    pool.platform_adds = kept.platform_adds;
    pool.shortfall = kept.shortfall;
    Amounts of_pool = kept.amounts;
    if (kept.platform_adds > 0) {
      TRY(of_pool, allocated(pool.amount, units));
    }
    Shared shared{Amounts(claimants.size()), Amounts(claimants.size())};
    std::size_t recording = 0;
    for (const auto& [id, places] : by_recording) {
      Amounts weights;
      for (const std::size_t place : places) weights.push_back(claimants[place].units);
      TRY(const Amounts gross, over_uses(of_pool[recording], weights));
      TRY(const Amounts added, over_uses(kept.amounts[recording] - of_pool[recording], weights));
      for (std::size_t i = 0; i < places.size(); ++i) {
        shared.gross[places[i]] = gross[i];
        shared.topped_up[places[i]] = added[i];
      }
      ++recording;
    }
    return shared;
  }

  const std::string& name_;
  const PoolRules& rules_;
  std::size_t rate_;
  const Uses& uses_;
};

}  // namespace

Result<void> charge_pools(const RateCard& card, std::size_t rate, const Uses& uses,
                          const std::vector<std::size_t>& chosen,
                          const std::vector<UnitsOfUse>& units,
                          const std::vector<RevenueRow>& revenue, const History& history,
                          Charges& charges) {
  const PoolCharging charging(card, rate, uses);
  TRY(auto pools, charging.filled(revenue, history));
  std::vector<bool> in_a_pool(uses.uses.size());
  for (auto& [name, filled] : pools) {
    const auto claimants = charging.claimants_of(filled.pool, chosen, units);
    TRY(const Shared shared, charging.share(filled, claimants));
    for (std::size_t i = 0; i < claimants.size(); ++i) {
      in_a_pool[claimants[i].use] = true;
      charges.charges.push_back({.use = claimants[i].use,
                                 .rate = rate,
                                 .pool = charges.pools.size(),
                                 .units = claimants[i].units,
                                 .gross = shared.gross[i],
                                 .topped_up = shared.topped_up[i],
                                 .currency = filled.pool.revenue.currency});
    }
    if (filled.pool.shortfall > 0) {
      charges.warnings.push_back(
          "guarantee_shortfall: " + name + " lacks " +
          to_string(Money{filled.pool.shortfall / kMicros, filled.pool.revenue.currency}) +
          " to keep its guarantee; it was shared by the guaranteed amounts");
    }
    charges.pools.push_back(std::move(filled.pool));
  }
  for (const std::size_t use : chosen) {
    if (in_a_pool[use]) continue;
    charges.uncharged["no revenue for its pool of \"" + card.rates[rate].name + "\""].push_back(
        use);
  }
  return {};
}

}  // namespace engine::royalties

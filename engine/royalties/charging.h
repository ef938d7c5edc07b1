// What each use earns, before anybody's share: a price, a part of a licence's price, or a part of a
// pool. Amounts are in micros: millionths of a minor unit, which is what is rounded last, once a
// party and statement.
//
// Every amount that comes in is told where it goes: the charges, commission and pool notes sum to
// the income, to the micro.
#pragma once

#include "engine/core/money.h"
#include "engine/core/result.h"
#include "engine/royalties/rate_card.h"
#include "engine/royalties/revenue.h"
#include "engine/royalties/use.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace engine::royalties {

/// Micros of one minor unit.
inline constexpr std::int64_t kMicros = 1'000'000;

/// What was booked in earlier periods and matters in this one.
struct History {
  /// By rate and buyer: uses that have drawn on its bundles.
  std::map<std::pair<std::string, std::string>, std::int64_t> drawn{};
  std::set<std::string> sold{};  ///< Licences whose price has been split.
  /// By pool: micros that were carried over.
  std::map<std::string, std::int64_t> carried{};
};

/// Revenue of one platform, territory, plan and currency under one rate, and where it goes.
struct Pool {
  std::string name;  ///< "plus: YouTube, DE, gold, EUR"
  std::size_t rate = 0;
  RevenueRow key;               ///< Platform, territory and plan; empty: any.
  Money revenue;                ///< Of all rows.
  std::int64_t carried_in = 0;  ///< Micros, of earlier periods.
  std::int64_t amount = 0;      ///< Micros to share: revenue × rate + carried_in.
  std::int64_t units = 0;       ///< Of all its uses.
  std::int64_t kept = 0;        ///< Micros: what the rate leaves to the platform.
  std::int64_t unclaimed = 0;   ///< Micros of the amount that no use has a claim on,
  EmptyPool unclaimed_goes = EmptyPool::kCarry;  ///< and where they go.
  std::int64_t platform_adds = 0;                ///< Micros, to keep a guarantee.
  std::int64_t shortfall = 0;                    ///< Micros that guarantees lack.
};

/// Where the money of a charge comes from.
enum class Source : std::uint8_t { kIncome, kBundle };

struct Charge {
  std::size_t use = 0;
  std::size_t rate = 0;
  std::optional<std::size_t> pool{};
  std::int64_t units = 0;
  std::int64_t gross = 0;      ///< Micros, before commission.
  std::int64_t topped_up = 0;  ///< Micros that the platform adds; free of commission.
  Ratio commission{};          ///< Of the gross.
  Source source = Source::kIncome;
  Currency currency;
};

/// A bundle that was begun: its price is income, and its uses draw on it.
struct BundleSale {
  std::size_t rate = 0;
  std::string buyer;
  std::int64_t number = 0;  ///< Of the buyer's bundles of this rate, from 0.
  std::int64_t price = 0;   ///< Micros.
};

struct Charges {
  std::vector<Charge> charges{};  ///< By id of use, then pool.
  std::vector<Pool> pools{};
  std::vector<BundleSale> bundles{};
  /// Uses without a charge, by why; of one reason in the order of their ids.
  std::map<std::string, std::vector<std::size_t>> uncharged{};
  std::vector<std::string> warnings{};
};

/// Depends on what is given, and not on the order in which it is. Errors: kInvalidInput when a use
/// that is licensed fits no rate, when a rate lacks what it needs (a price of a licence, a
/// subscriber), or when amounts do not fit.
Result<Charges> charges_of(const RateCard& card, const Uses& uses,
                           const std::vector<RevenueRow>& revenue, const History& history);

}  // namespace engine::royalties

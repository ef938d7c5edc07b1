// What is written into the books: a booking is one event (a use that earned, a pool that was
// shared, a statement that was settled) and moves amounts from account to account. So whatever
// leaves one account enters another, and all balances sum to zero.
#pragma once

#include "engine/core/money.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::royalties {

/// Accounts by name; those of parties, buyers and pools have one for each holder.
namespace account {
inline constexpr std::string_view kIncome = "income";    ///< Where money comes from; goes below 0.
inline constexpr std::string_view kBundles = "bundles";  ///< By buyer: not drawn yet.
inline constexpr std::string_view kPlatform = "platform";             ///< What rates leave to it.
inline constexpr std::string_view kPlatformFunds = "platform_funds";  ///< Guarantees; goes below 0.
inline constexpr std::string_view kCommission = "commission";
inline constexpr std::string_view kBreakage = "breakage";    ///< Pools without uses.
inline constexpr std::string_view kCarriedPool = "carried";  ///< The same, by pool: later.
inline constexpr std::string_view kUnmatched = "unmatched";  ///< Nobody is on record for it.
inline constexpr std::string_view kHeldDispute = "held_dispute";
inline constexpr std::string_view kHeldConflict = "held_conflict";
inline constexpr std::string_view kHeldOverClaim = "held_over_claim";
// By party.
inline constexpr std::string_view kAccrued = "accrued";  ///< Earned, and on no statement yet.
inline constexpr std::string_view kFees = "fees";        ///< Earned by administering others.
inline constexpr std::string_view kCarriedOver = "carried_over";      ///< Below the threshold.
inline constexpr std::string_view kRoundingCarry = "rounding_carry";  ///< Below a minor unit.
inline constexpr std::string_view kReserve = "reserve";
inline constexpr std::string_view kRecouped = "recouped";  ///< Of advances, by id of the advance.
inline constexpr std::string_view kWithheld = "withheld";
inline constexpr std::string_view kExchange = "exchange";  ///< Between two currencies.
inline constexpr std::string_view kPayable = "payable";
inline constexpr std::string_view kPaid = "paid";
}  // namespace account

struct Account {
  std::string_view name;  ///< One of `account`.
  std::string holder{};   ///< Key of a party, a buyer, a pool; empty: the house.
  Currency currency;

  friend auto operator<=>(const Account&, const Account&) = default;
};

struct Transfer {
  Account from;
  Account to;
  std::int64_t micros = 0;     ///< Below 0 in reversals, and for refunds.
  std::int32_t share_ppm = 0;  ///< Of a party in the work; 0: it is no share.
};

/// What a booking of a use is about, for statements; empty for other bookings.
struct BookedUse {
  std::string usage{};
  std::string rate{};
  std::string pool{};
  std::string licence{};
  std::string buyer{};
  std::string state{};      ///< Of the verdict.
  std::string territory{};  ///< TIS code.
  std::string day{};        ///< "2026-10-31".
  std::string note{};       ///< Why nobody, or not everybody, was credited.
  std::int64_t units = 0;
  std::int64_t gross = 0;  ///< Micros.
  std::string commission{};

  friend bool operator==(const BookedUse&, const BookedUse&) = default;
};

struct Booking {
  std::string subject;  ///< What it is about; in a period, one booking of a subject is in force.
  BookedUse use{};
  std::vector<Transfer> transfers{};
};

}  // namespace engine::royalties

#include "engine/royalties/settlement.h"

#include "engine/core/wide.h"
#include "engine/royalties/allocation.h"
#include "engine/royalties/party.h"

#include <algorithm>
#include <set>

namespace engine::royalties {
namespace {

using PartyAndCurrency = std::pair<std::string, Currency>;

/// What is left of advances, and of what may be recouped in this period.
struct AdvanceLeft {
  const Advance* advance = nullptr;
  std::int64_t left = 0;  // Minor units.
};

class Settling {
 public:
  Settling(const RateCard& card, const BookPeriod& period, const Unsettled& unsettled)
      : card_(card), period_(period), from_(unsettled), agreements_(card) {}

  Result<std::vector<Booking>> run() {
    TRY_VOID(look_up_advances());
    std::vector<Booking> bookings;
    for (const auto& [party, currency] : parties()) {
      TRY(Booking booking, settled(party, currency));
      if (!booking.transfers.empty()) bookings.push_back(std::move(booking));
    }
    return bookings;
  }

 private:
  Result<void> look_up_advances() {
    for (const Advance& advance : card_.advances) {
      const Account account{account::kRecouped, advance.id, advance.amount.currency};
      std::int64_t left = advance.amount.minor - balance(account) / kMicros;
      if (advance.cap) left = std::min(left, *advance.cap);
      advances_.push_back({&advance, std::max<std::int64_t>(left, 0)});
    }
    return {};
  }

  /// Everybody with something to settle, by key and currency.
  std::set<PartyAndCurrency> parties() const {
    std::set<PartyAndCurrency> all;
    for (const auto& [account, micros] : from_.balances) {
      const bool counts = account.name == account::kAccrued || account.name == account::kFees ||
                          account.name == account::kCarriedOver ||
                          account.name == account::kReserve;
      if (counts) all.emplace(account.holder, account.currency);
    }
    return all;
  }

  std::int64_t balance(const Account& account) const {
    const auto found = from_.balances.find(account);
    return found == from_.balances.end() ? 0 : found->second;
  }

  Payee payee_with(const std::string& key) const {
    const auto found = from_.payees.find(key);
    return found == from_.payees.end() ? Payee{key, key} : found->second;
  }

  Result<Booking> settled(const std::string& party, const Currency& currency) {
    const auto mine = [&](std::string_view name) { return Account{name, party, currency}; };
    const Account hub = mine(account::kAccrued);
    Booking booking{.subject = "statement/" + party + "/" + std::string(currency.code())};
    const auto move = [&](const Account& from, const Account& to, std::int64_t micros) {
      if (micros != 0) booking.transfers.push_back({from, to, micros});
    };
    const Payee payee = payee_with(party);
    const Agreement* const agreement = agreements_.find(payee);
    const std::int64_t rounding = balance(mine(account::kRoundingCarry));
    const std::int64_t fees = balance(mine(account::kFees));
    const std::int64_t carried = balance(mine(account::kCarriedOver));
    TRY(std::int64_t micros, sum(balance(hub), rounding));
    TRY(micros, sum(micros, fees));
    const std::int64_t earned = micros / kMicros;  // Towards zero, so that reversals mirror.
    TRY(const std::int64_t released, released_to(mine(account::kReserve), agreement));
    const bool nothing = micros == 0 && rounding == 0 && fees == 0 && released == 0;
    if (nothing && carried == 0) return booking;

    move(mine(account::kFees), hub, fees);
    move(mine(account::kRoundingCarry), hub, rounding);
    move(hub, mine(account::kRoundingCarry), micros % kMicros);
    std::int64_t due = earned;
    TRY_VOID(recoup(payee, agreement, currency, due, move, hub));
    if (agreement != nullptr && agreement->reserve && due > 0) {
      TRY(const std::int64_t reserved, part_of(due, agreement->reserve->rate));
      move(hub, mine(account::kReserve), reserved * kMicros);
      due -= reserved;
    }
    move(mine(account::kReserve), hub, released);
    TRY(due, sum(due, released / kMicros));
    if (agreement != nullptr && due > 0) {
      TRY(const std::int64_t withheld, part_of(due, agreement->withholding));
      move(hub, mine(account::kWithheld), withheld * kMicros);
      due -= withheld;
    }
    move(mine(account::kCarriedOver), hub, carried);
    TRY(due, sum(due, carried / kMicros));
    TRY_VOID(pay_or_carry(agreement, {due, currency}, mine, move));
    return booking;
  }

  template <class Move>
  Result<void> recoup(const Payee& payee, const Agreement* agreement, const Currency& currency,
                      std::int64_t& due, const Move& move, const Account& hub) {
    for (AdvanceLeft& one : advances_) {
      const Advance& advance = *one.advance;
      const bool own = Agreements::is(advance.party, payee);
      const bool of_group =
          !advance.group.empty() && agreement != nullptr && agreement->group == advance.group;
      if ((!own && !of_group) || due <= 0 || one.left <= 0) continue;
      TRY(const std::int64_t part, part_of(due, advance.recoup));
      TRY(const auto taken, recouped({part, currency}, {one.left, advance.amount.currency}));
      const Account recouped_of{account::kRecouped, advance.id, advance.amount.currency};
      if (advance.amount.currency == currency) {
        move(hub, recouped_of, taken.amount * kMicros);
      } else {
        move(hub, Account{account::kExchange, {}, currency}, taken.amount * kMicros);
        move(Account{account::kExchange, {}, advance.amount.currency}, recouped_of,
             taken.repaid * kMicros);
      }
      one.left -= taken.repaid;
      due -= taken.amount;
    }
    return {};
  }

  struct Taken {
    std::int64_t amount = 0;  // Of what is due.
    std::int64_t repaid = 0;  // Of the advance, in its currency.
  };

  /// As much of `part` as what is `left` of an advance needs. Nothing where the currencies are not
  /// the same and the card has no rate between them: then the advance waits.
  Result<Taken> recouped(const Money& part, const Money& left) const {
    if (part.currency == left.currency) {
      const std::int64_t amount = std::min(part.minor, left.minor);
      return Taken{amount, amount};
    }
    const ExchangeRate* const rate = rate_between(part.currency, left.currency);
    if (rate == nullptr) return Taken{};
    TRY(const Money repaid, exchanged(part, left.currency));
    if (repaid.minor <= left.minor)
      return repaid.minor == 0 ? Taken{} : Taken{part.minor, repaid.minor};
    // All that is left: what it takes of the part, at the same rate.
    TRY(const std::int64_t amount, scaled(part.minor, left.minor, repaid.minor));
    return Taken{amount, left.minor};
  }

  const ExchangeRate* rate_between(const Currency& from, const Currency& to) const {
    const auto found = std::ranges::find_if(
        card_.exchange, [&](const ExchangeRate& one) { return one.from == from && one.to == to; });
    return found == card_.exchange.end() ? nullptr : &*found;
  }

  /// What of earlier reserves comes free in this period; all that is left when no reserve is agreed
  /// any more.
  Result<std::int64_t> released_to(const Account& reserve, const Agreement* agreement) const {
    if (agreement == nullptr || !agreement->reserve) return balance(reserve);
    std::int64_t released = 0;
    const auto held = from_.reserves.find(reserve);
    if (held == from_.reserves.end()) return released;
    std::vector<Ratio> shares;
    for (const ReserveRelease& one : agreement->reserve->releases) shares.push_back(one.share);
    for (const auto& [period, micros] : held->second) {
      TRY(const auto parts, allocated(micros / kMicros, shares));
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (period.later(agreement->reserve->releases[i].after) != period_) continue;
        TRY(released, sum(released, parts[i] * kMicros));
      }
    }
    return std::min(released, std::max<std::int64_t>(balance(reserve), 0));
  }

  template <class Mine, class Move>
  Result<void> pay_or_carry(const Agreement* agreement, const Money& due, const Mine& mine,
                            const Move& move) const {
    const Account hub = mine(account::kAccrued);
    TRY(const std::int64_t micros, scaled(due.minor, kMicros, 1));
    Money payable = due;
    if (agreement != nullptr && agreement->currency && due.minor > 0) {
      TRY(payable, exchanged(due, *agreement->currency));
    }
    const std::int64_t threshold = agreement == nullptr ? 0 : agreement->threshold;
    if (payable.minor <= 0 || payable.minor < threshold) {
      move(hub, mine(account::kCarriedOver), micros);
    } else if (payable.currency == due.currency) {
      move(hub, mine(account::kPayable), micros);
    } else {
      TRY(const std::int64_t payable_micros, scaled(payable.minor, kMicros, 1));
      move(hub, Account{account::kExchange, {}, due.currency}, micros);
      move(Account{account::kExchange, {}, payable.currency},
           Account{account::kPayable, hub.holder, payable.currency}, payable_micros);
    }
    return {};
  }

  /// Once, of the total, to the nearest minor unit, ties to even.
  Result<Money> exchanged(const Money& amount, const Currency& to) const {
    if (amount.currency == to) return amount;
    const ExchangeRate* const one = rate_between(amount.currency, to);
    if (one == nullptr) {
      return fail(Errc::kInvalidInput,
                  "missing rate of exchange from " + std::string(amount.currency.code()) + " to " +
                      std::string(to.code()) + "; add it to the rate card: [[exchange]]");
    }
    Wide above = Wide{amount.minor} * one->rate.numerator;
    Wide below = one->rate.denominator;
    for (unsigned i = to.exponent(); i < amount.currency.exponent(); ++i) below *= 10;
    for (unsigned i = amount.currency.exponent(); i < to.exponent(); ++i) above *= 10;
    const auto minor = narrowed(half_even(above, below));
    if (!minor) return fail(Errc::kInvalidInput, to_string(amount) + " is too large to exchange");
    return Money{*minor, to};
  }

  const RateCard& card_;
  const BookPeriod& period_;
  const Unsettled& from_;
  Agreements agreements_;
  std::vector<AdvanceLeft> advances_;
};

}  // namespace

Result<std::vector<Booking>> settlements(const RateCard& card, const BookPeriod& period,
                                         const Unsettled& unsettled) {
  return Settling(card, period, unsettled).run();
}

AccountOfParty account_of(std::span<const Transfer> transfers, const Currency& currency) {
  AccountOfParty account{.currency = currency};
  std::int64_t in = 0;
  std::int64_t out = 0;
  std::int64_t to_exchange = 0;  // What the next transfer gives in another currency.
  for (const Transfer& one : transfers) {
    const std::int64_t minor = one.micros / kMicros;
    const bool inwards = one.to.name == account::kAccrued;
    if (one.to.name == account::kPayable) account.payable = Money{minor, one.to.currency};
    if (one.from.name == account::kExchange) {
      if (one.to.name == account::kPayable) account.due = to_exchange;
      if (one.to.name == account::kRecouped) {
        account.recouped.push_back({one.to.holder, to_exchange, Money{minor, one.to.currency}});
      }
      continue;
    }
    (inwards ? in : out) += one.micros;
    if (one.from.name == account::kFees) account.fees_micros = one.micros;
    if (one.from.name == account::kRoundingCarry) account.rounding_in_micros = one.micros;
    if (one.from.name == account::kCarriedOver) account.carried_in = minor;
    if (one.from.name == account::kReserve) account.released = minor;
    if (one.to.name == account::kRoundingCarry) account.rounding_out_micros = one.micros;
    if (one.to.name == account::kRecouped) account.recouped.push_back({one.to.holder, minor});
    if (one.to.name == account::kReserve) account.reserved = minor;
    if (one.to.name == account::kWithheld) account.withheld = minor;
    if (one.to.name == account::kCarriedOver) account.carried_out = minor;
    if (one.to.name == account::kExchange) to_exchange = minor;
    if (one.to.name == account::kPayable) account.due = minor;
  }
  account.earned_micros = out - in;
  return account;
}

Result<Unsettled> unsettled(const Books& books, const BookPeriod& period) {
  Unsettled all;
  TRY(all.balances, books.balances(period));
  TRY(all.reserves, books.reserves());
  TRY(all.payees, books.payees());
  return all;
}

Result<PostingOutcome> close_period(Books& books, const BookPeriod& period, const Author& author) {
  if (books.is_closed(period)) {
    return fail(Errc::kInvalidInput, "period " + period.text() + " is closed already");
  }
  TRY(const RateCard card, books.card_of(period));
  TRY(const auto first, books.first_open());
  if (first && *first < period) {
    return fail(Errc::kInvalidInput, "period " + first->text() +
                                         " is still open; close it first: `cuetrace royalty "
                                         "close " +
                                         first->text() + "`");
  }
  TRY(auto transaction, storage::Transaction::begin(books.database()));
  TRY(const Unsettled open, unsettled(books, period));
  TRY(const auto bookings, settlements(card, period, open));
  TRY(const PostingOutcome outcome, books.post({.period = period,
                                                .booked_in = period,
                                                .kind = BookingKind::kStatement,
                                                .card = &card,
                                                .author = author},
                                               [&](const TakeBooking& take) -> Result<void> {
                                                 for (const Booking& one : bookings)
                                                   TRY_VOID(take(one));
                                                 return {};
                                               },
                                               {}));
  TRY_VOID(books.set_closed(period, true, author));
  TRY_VOID(transaction.commit());
  return outcome;
}

Result<PostingOutcome> reopen_period(Books& books, const BookPeriod& period, const Author& author) {
  if (!books.is_closed(period)) {
    return fail(Errc::kInvalidInput, "period " + period.text() + " is not closed");
  }
  TRY(const auto last, books.last_closed());
  if (last && *last > period) {
    return fail(Errc::kInvalidInput, "period " + last->text() + " is closed, and builds on " +
                                         period.text() + "; reopen it first");
  }
  TRY(const auto paid, books.movements(period, BookingKind::kPayment));
  if (!paid.empty()) {
    return fail(Errc::kInvalidInput,
                "statements of " + period.text() +
                    " have been paid; `cuetrace royalty run --book-in` books what has changed "
                    "into a later period");
  }
  TRY(auto transaction, storage::Transaction::begin(books.database()));
  TRY(const PostingOutcome outcome,
      books.post({.period = period,
                  .booked_in = period,
                  .kind = BookingKind::kStatement,
                  .author = author},
                 [](const TakeBooking&) -> Result<void> { return {}; }, {}));
  TRY_VOID(books.set_closed(period, false, author));
  TRY_VOID(transaction.commit());
  return outcome;
}

}  // namespace engine::royalties

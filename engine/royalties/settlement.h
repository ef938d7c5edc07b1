// What becomes of what a party has earned when a period is closed. In this order: rounded to minor
// units once, and the rest carried; advances recouped; a part kept in reserve, and older ones
// released; what the user says is withheld; what was carried over added; then it is payable, in the
// currency of the agreement, or, below the threshold, carried over.
//
// Every step is a transfer from the party's account `accrued`, or into it, which is empty behind
// it: the statement of account is read from the transfers (AccountOfParty).
#pragma once

#include "engine/core/result.h"
#include "engine/royalties/booking.h"
#include "engine/royalties/books.h"
#include "engine/royalties/crediting.h"
#include "engine/royalties/period.h"
#include "engine/royalties/rate_card.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace engine::royalties {

/// What the books have, up to and with the period that is settled.
struct Unsettled {
  Balances balances;
  std::map<Account, std::map<BookPeriod, std::int64_t>> reserves;  ///< Books::reserves.
  Payees payees;
};

/// One booking a party and currency, "statement/PARTY/EUR", by key of party.
/// Errors: kInvalidInput when a rate of exchange is missing or amounts do not fit.
Result<std::vector<Booking>> settlements(const RateCard& card, const BookPeriod& period,
                                         const Unsettled& unsettled);

/// What an advance took of what was due.
struct Recoupment {
  std::string advance;            ///< Its id.
  std::int64_t amount = 0;        ///< Of what was due.
  std::optional<Money> repaid{};  ///< In the advance's currency, where that is another.

  friend bool operator==(const Recoupment&, const Recoupment&) = default;
};

/// A settlement as people read it. Amounts in minor units of `currency`, but where micros are said.
struct AccountOfParty {
  Currency currency;
  std::int64_t carried_in = 0;  ///< Of earlier statements, below the threshold.
  std::int64_t rounding_in_micros = 0;
  std::int64_t earned_micros = 0;  ///< Of shares.
  std::int64_t fees_micros = 0;    ///< Of administering others.
  std::vector<Recoupment> recouped{};
  std::int64_t reserved = 0;
  std::int64_t released = 0;
  std::int64_t withheld = 0;
  std::int64_t rounding_out_micros = 0;
  std::int64_t carried_out = 0;
  std::int64_t due = 0;            ///< Before exchange; 0 when it is carried.
  std::optional<Money> payable{};  ///< In the currency of the agreement.
};

/// Reads a booking of `settlements`, or the same from the books.
AccountOfParty account_of(std::span<const Transfer> transfers, const Currency& currency);

/// Settles every party and closes the period: both, or neither.
/// Errors: kInvalidInput when it is closed, when an earlier period is open, or of `settlements`;
/// kNotFound when nothing was booked in it.
Result<PostingOutcome> close_period(Books& books, const BookPeriod& period, const Author& author);

/// Takes the settlements back and opens the period. Errors: kInvalidInput when it is not closed,
/// when a later one is, or when some of it was paid.
Result<PostingOutcome> reopen_period(Books& books, const BookPeriod& period, const Author& author);

/// Errors: those of the database.
Result<Unsettled> unsettled(const Books& books, const BookPeriod& period);

}  // namespace engine::royalties

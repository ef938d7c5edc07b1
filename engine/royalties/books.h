// The books: every accrual, settlement and payment, by double entry, kept for good. Nothing in them
// is ever changed; what turns out otherwise is reversed, to the micro, and booked anew. The views
// named *_v are documented in books_schema.cpp.
//
// A booking is known by its subject within a period, and by what it says: so a run that finds what
// it found before posts nothing.
#pragma once

#include "engine/core/author.h"
#include "engine/core/result.h"
#include "engine/royalties/booking.h"
#include "engine/royalties/charging.h"
#include "engine/royalties/crediting.h"
#include "engine/royalties/period.h"
#include "engine/royalties/rate_card.h"
#include "engine/storage/database.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace engine::royalties {

/// What kind of event bookings are of; those of one kind never touch those of another.
enum class BookingKind : std::uint8_t { kUse, kStatement, kPayment };

struct PostingRequest {
  BookPeriod period;     ///< That the bookings are about.
  BookPeriod booked_in;  ///< In whose statements they stand: the same, or a later one.
  BookingKind kind = BookingKind::kUse;
  const RateCard* card = nullptr;  ///< Null for payments.
  Author author{};
};

struct PostingOutcome {
  std::int64_t posted = 0;
  std::int64_t reversed = 0;
  std::int64_t unchanged = 0;

  friend bool operator==(const PostingOutcome&, const PostingOutcome&) = default;
};

using TakeBooking = std::function<Result<void>(const Booking&)>;
using Balances = std::map<Account, std::int64_t>;  ///< Micros; none is 0.

/// A transfer as it stands in the books.
struct BookedTransfer {
  std::int64_t booking = 0;
  std::int64_t position = 0;  ///< In the booking, from 0; of one booking, no two have the same.
  std::int64_t reverses = 0;  ///< The booking that this one takes back; 0: none.
  std::string subject;
  std::string period;
  BookedUse use;
  Transfer transfer;
};

/// A use that is in the books, and earns nothing.
struct UnpaidUse {
  std::int64_t booking = 0;
  std::string usage;
  std::string rate;  ///< Empty: it came to none.
  std::string why;
};

/// Threads: those of the database, one at a time.
class Books {
 public:
  /// Brings the schema up to date (or checks it, for reading). `database` must outlive this.
  static Result<Books> open(storage::Database& database);

  /// Makes the bookings of a period, and kind, those that `make` hands over: new ones are posted,
  /// those that say something else are reversed and posted anew, those that are no longer made are
  /// reversed. All of it in one transaction; inside one of the caller's, a part of it, so that a
  /// dry run is one that is not committed.
  /// Errors: kInvalidInput for a closed period, periods of another kind, a rate card whose version
  /// is on record with other rates, a subject that is handed over twice; those of `make`.
  Result<PostingOutcome> post(const PostingRequest& request,
                              const std::function<Result<void>(const TakeBooking&)>& make,
                              const Payees& payees);

  bool is_closed(const BookPeriod& period) const;
  /// Notes that a period is closed, or open again. Whether it may be is the caller's to know.
  Result<void> set_closed(const BookPeriod& period, bool closed, const Author& author);
  /// The last period that is closed, and the first with bookings that is not.
  Result<std::optional<BookPeriod>> last_closed() const;
  Result<std::optional<BookPeriod>> first_open() const;
  /// All that something was booked in, the newest first, as texts: "2026-10".
  Result<std::vector<std::string>> periods() const;

  /// What earlier periods left for the charges of this one.
  Result<History> history(const BookPeriod& period) const;

  /// Of all that was booked in periods up to `until`; of everything without it.
  Result<Balances> balances(const std::optional<BookPeriod>& until = {}) const;
  /// Of what was booked in this period alone, and of one kind if one is named.
  Result<Balances> movements(const BookPeriod& period, std::optional<BookingKind> kind = {}) const;

  /// What moved into accounts of a holder in a period (of statements and payments, also out), in
  /// the order of booking; without bookings that were reversed in the same period.
  Result<std::vector<BookedTransfer>> transfers(const BookPeriod& booked_in, BookingKind kind,
                                                const std::string& holder) const;

  /// What went into accounts of money that nobody may have yet (held_..., unmatched) in a period,
  /// in the same way.
  Result<std::vector<BookedTransfer>> held(const BookPeriod& booked_in) const;

  /// All transfers of the statements of a period, in the same way.
  Result<std::vector<BookedTransfer>> statements(const BookPeriod& booked_in) const;

  /// Uses that are booked in a period and earn nothing, in the order of booking.
  /// Errors: those of `visit` and of the database.
  Result<void> unpaid(const BookPeriod& booked_in,
                      const std::function<Result<void>(const UnpaidUse&)>& visit) const;

  /// The bookings of pools that are in force in a period, by name of the pool.
  Result<std::map<std::string, BookedUse>> pools(const BookPeriod& period) const;

  /// What was kept back in each period's statements: by account of the reserve, then period.
  Result<std::map<Account, std::map<BookPeriod, std::int64_t>>> reserves() const;

  /// Holders of accounts that moved in a period, in bookings of one kind.
  Result<std::vector<std::string>> holders(const BookPeriod& booked_in, BookingKind kind) const;

  /// The rate card of the period's last run. Errors: kNotFound when there was none.
  Result<RateCard> card_of(const BookPeriod& period) const;

  Result<Payees> payees() const;

  /// The file of payments as it was made; empty when none was.
  Result<std::optional<std::string>> payment_file(const BookPeriod& period) const;
  Result<void> keep_payment_file(const BookPeriod& period, const std::string& format,
                                 const std::string& text, const Author& author);

  storage::Database& database() { return *database_; }

 private:
  explicit Books(storage::Database& database) : database_(&database) {}
  Result<std::vector<BookedTransfer>> booked(const BookPeriod& booked_in, BookingKind kind,
                                             const std::string& condition,
                                             const std::string& holder) const;
  Result<void> check_open(const PostingRequest& request) const;
  Result<std::int64_t> begin_run(const PostingRequest& request);
  Result<std::int64_t> card_number(const RateCard& card);

  storage::Database* database_;
};

}  // namespace engine::royalties

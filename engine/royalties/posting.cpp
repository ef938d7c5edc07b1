// Books::post: what a run hands over, against what the books have.

#include "engine/core/digest.h"
#include "engine/core/id.h"
#include "engine/royalties/books.h"

#include <array>
#include <cstring>
#include <unordered_map>

namespace engine::royalties {
namespace {

using storage::Database;
using storage::Row;
using storage::Transaction;
using storage::Values;

using Key = std::array<std::uint8_t, 16>;

struct HashOfKey {
  std::size_t operator()(const Key& key) const {
    std::size_t hash = 0;
    std::memcpy(&hash, key.data(), sizeof hash);
    return hash;
  }
};

/// Names are constants of booking.h, which differ by where they stand.
struct HashOfAccount {
  std::size_t operator()(const Account& account) const {
    return std::hash<std::string>()(account.holder) * 31 +
           std::hash<const char*>()(account.name.data());
  }
};

/// A booking in force, and whether this run has made it again.
struct InForce {
  std::int64_t number = 0;
  Key content{};
  bool seen = false;
};

Key key_of(std::string_view subject) { return Sha256().add(subject).finish_id(); }

/// A number, and a text with its length, as bytes that nothing else makes.
void add(std::string& bytes, std::int64_t number) {
  std::array<char, sizeof number> raw{};
  std::memcpy(raw.data(), &number, sizeof number);
  bytes.append(raw.data(), raw.size());
}
void add(std::string& bytes, std::string_view text) {
  add(bytes, static_cast<std::int64_t>(text.size()));
  bytes += text;
}

/// Of all that a booking says, and of the rate card's name and version.
Key content_of(const Booking& booking, const RateCard* card) {
  std::string bytes;
  if (card != nullptr) {
    add(bytes, card->name);
    add(bytes, card->version);
  }
  const BookedUse& use = booking.use;
  for (const std::string* const text :
       {&booking.subject, &use.rate, &use.pool, &use.licence, &use.buyer, &use.state,
        &use.territory, &use.day, &use.note, &use.commission}) {
    add(bytes, *text);
  }
  add(bytes, use.units);
  add(bytes, use.gross);
  for (const Transfer& one : booking.transfers) {
    for (const Account* const account : {&one.from, &one.to}) {
      add(bytes, account->name);
      add(bytes, account->holder);
      add(bytes, account->currency.code());
    }
    add(bytes, one.micros);
    add(bytes, std::int64_t{one.share_ppm});
  }
  return key_of(bytes);
}

class Posting {
 public:
  Posting(Database& database, const PostingRequest& request)
      : database_(database), request_(request) {}

  Result<void> load() {
    return database_.each(
        "SELECT b.booking_number, b.subject, b.content FROM royalty_booking AS b "
        "WHERE b.period = ? AND b.kind = ? AND b.reverses IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM royalty_booking AS r WHERE r.reverses = b.booking_number)",
        {request_.period.text(), static_cast<std::int64_t>(request_.kind)},
        [&](const Row& row) -> Result<void> {
          const auto content = from_hex(row.text(2));
          if (!content) return fail(Errc::kCorrupt, "a booking's digest is damaged");
          in_force_[key_of(row.text(1))] = {row.integer(0), *content, false};
          return {};
        });
  }

  /// `begin` makes the run's row, once something is posted.
  Result<void> take(const Booking& booking, const std::function<Result<std::int64_t>()>& begin) {
    const Key key = key_of(booking.subject);
    const Key content = content_of(booking, request_.card);
    const auto found = in_force_.find(key);
    if (found != in_force_.end()) {
      if (found->second.seen) {
        return fail(Errc::kInvalidInput, booking.subject + " was booked twice in one run");
      }
      found->second.seen = true;
      if (found->second.content == content) {
        ++outcome_.unchanged;
        return {};
      }
    }
    if (run_ == 0) {
      TRY(run_, begin());
    }
    if (found != in_force_.end()) TRY_VOID(reverse(found->second.number));
    TRY_VOID(insert(booking, content));
    if (found == in_force_.end()) in_force_[key] = {0, content, true};
    return {};
  }

  Result<PostingOutcome> finish(const std::function<Result<std::int64_t>()>& begin) {
    std::vector<std::int64_t> gone;
    for (const auto& [key, one] : in_force_) {
      if (!one.seen) gone.push_back(one.number);
    }
    std::sort(gone.begin(), gone.end());
    for (const std::int64_t number : gone) {
      if (run_ == 0) {
        TRY(run_, begin());
      }
      TRY_VOID(reverse(number));
    }
    return outcome_;
  }

 private:
  Result<void> insert(const Booking& booking, const Key& content) {
    const BookedUse& use = booking.use;
    TRY(const std::int64_t number, next_number());
    TRY_VOID(database_.run(
        "INSERT INTO royalty_booking VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?)",
        {number, run_, static_cast<std::int64_t>(request_.kind), request_.period.text(),
         request_.booked_in.text(), booking.subject, to_hex(content), use.usage, use.rate, use.pool,
         use.licence, use.buyer, use.state, use.territory, use.day, use.note, use.units, use.gross,
         use.commission}));
    std::int64_t position = 0;
    for (const Transfer& one : booking.transfers) {
      TRY(const std::int64_t from, account_number(one.from));
      TRY(const std::int64_t to, account_number(one.to));
      TRY_VOID(
          database_.run("INSERT INTO royalty_transfer VALUES (?, ?, ?, ?, ?, ?)",
                        {number, position++, from, to, one.micros, std::int64_t{one.share_ppm}}));
    }
    ++outcome_.posted;
    return {};
  }

  Result<void> reverse(std::int64_t booking) {
    TRY(const std::int64_t number, next_number());
    TRY_VOID(database_.run(
        "INSERT INTO royalty_booking SELECT ?, ?, kind, period, ?, subject, content, "
        "booking_number,"
        " usage_id, rate, pool, licence, buyer, state, territory, day, note, -units, -gross, "
        "commission FROM royalty_booking WHERE booking_number = ?",
        {number, run_, request_.booked_in.text(), booking}));
    TRY_VOID(database_.run(
        "INSERT INTO royalty_transfer SELECT ?, position, from_account, to_account, -micros, "
        "share_ppm FROM royalty_transfer WHERE booking_number = ?",
        {number, booking}));
    ++outcome_.reversed;
    return {};
  }

  Result<std::int64_t> next_number() {
    if (next_ == 0) {
      TRY_VOID(database_.each("SELECT coalesce(max(booking_number), 0) FROM royalty_booking", {},
                              [&](const Row& row) -> Result<void> {
                                next_ = row.integer(0);
                                return {};
                              }));
    }
    return ++next_;
  }

  Result<std::int64_t> account_number(const Account& account) {
    const auto known = accounts_.find(account);
    if (known != accounts_.end()) return known->second;
    const Values values{std::string(account.name), account.holder,
                        std::string(account.currency.code())};
    TRY_VOID(
        database_.run("INSERT INTO royalty_account (name, holder, currency) VALUES (?, ?, ?) "
                      "ON CONFLICT DO NOTHING",
                      values));
    std::int64_t number = 0;
    TRY_VOID(database_.each(
        "SELECT account_number FROM royalty_account WHERE name = ? AND holder = ? AND currency = ?",
        values, [&](const Row& row) -> Result<void> {
          number = row.integer(0);
          return {};
        }));
    accounts_.emplace(account, number);
    return number;
  }

  Database& database_;
  const PostingRequest& request_;
  std::unordered_map<Key, InForce, HashOfKey> in_force_;
  std::unordered_map<Account, std::int64_t, HashOfAccount> accounts_;
  PostingOutcome outcome_;
  std::int64_t run_ = 0;   // 0: nothing has been posted yet.
  std::int64_t next_ = 0;  // The last number of a booking; 0: not asked yet.
};

Result<void> keep_payees(Database& database, const Payees& payees) {
  for (const auto& [key, payee] : payees) {
    TRY_VOID(
        database.run("INSERT INTO royalty_party VALUES (?, ?, ?) ON CONFLICT (party) DO UPDATE SET "
                     "name = excluded.name, ipi = excluded.ipi WHERE name <> excluded.name OR "
                     "ipi <> excluded.ipi",
                     {key, payee.name, payee.ipi}));
  }
  return {};
}

}  // namespace

Result<PostingOutcome> Books::post(const PostingRequest& request,
                                   const std::function<Result<void>(const TakeBooking&)>& make,
                                   const Payees& payees) {
  TRY_VOID(check_open(request));
  TRY(Transaction transaction, Transaction::begin(*database_));
  Posting posting(*database_, request);
  TRY_VOID(posting.load());
  const auto begin = [&] { return begin_run(request); };
  TRY_VOID(make([&](const Booking& booking) { return posting.take(booking, begin); }));
  TRY(const PostingOutcome outcome, posting.finish(begin));
  TRY_VOID(keep_payees(*database_, payees));
  TRY_VOID(transaction.commit());
  return outcome;
}

Result<std::int64_t> Books::card_number(const RateCard& card) {
  TRY_VOID(database_->run(
      "INSERT INTO royalty_card (digest, name, version, document) VALUES (?, ?, ?, ?) "
      "ON CONFLICT DO NOTHING",
      {card.digest, card.name, card.version, card.json}));
  std::int64_t number = 0;
  std::string digest;
  TRY_VOID(
      database_->each("SELECT card_number, digest FROM royalty_card WHERE name = ? AND version = ?",
                      {card.name, card.version}, [&](const Row& row) -> Result<void> {
                        number = row.integer(0);
                        digest = row.text(1);
                        return {};
                      }));
  if (digest == card.digest) return number;
  return fail(Errc::kInvalidInput, "rate card \"" + card.name + "\" " + card.version +
                                       " is on record with other rates; give what has changed a "
                                       "version of its own");
}

Result<std::int64_t> Books::begin_run(const PostingRequest& request) {
  storage::Value card;
  if (request.card != nullptr) {
    TRY(const std::int64_t number, card_number(*request.card));
    card = number;
  }
  TRY_VOID(database_->run(
      "INSERT INTO royalty_run (period, booked_in, kind, card_number, by_whom, posted_at) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      {request.period.text(), request.booked_in.text(), static_cast<std::int64_t>(request.kind),
       card, request.author.name, request.author.at}));
  std::int64_t run = 0;
  TRY_VOID(database_->each("SELECT last_insert_rowid()", {}, [&](const Row& row) -> Result<void> {
    run = row.integer(0);
    return {};
  }));
  return run;
}

Result<void> Books::check_open(const PostingRequest& request) const {
  if (request.kind != BookingKind::kUse) return {};
  const std::string period = request.booked_in.text();
  if (is_closed(request.booked_in)) {
    return fail(Errc::kInvalidInput,
                "period " + period + " is closed; `cuetrace royalty reopen " + period +
                    "` opens it while nothing of it is paid, and --book-in PERIOD books what has "
                    "changed into a later one");
  }
  TRY(const auto closed, last_closed());
  if (closed && closed->is_quarter() != request.booked_in.is_quarter()) {
    return fail(Errc::kInvalidInput, period + ": these books are kept by " +
                                         (closed->is_quarter() ? "quarter" : "month") + ", as " +
                                         closed->text());
  }
  if (closed && request.booked_in < *closed) {
    return fail(Errc::kInvalidInput, "period " + closed->text() +
                                         " is closed already, so nothing can be booked into " +
                                         period + "; add --book-in with a later period");
  }
  return {};
}

}  // namespace engine::royalties

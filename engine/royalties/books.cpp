#include "engine/royalties/books.h"

#include "engine/royalties/books_schema.h"

#include <array>

namespace engine::royalties {
namespace {

using storage::Database;
using storage::Row;
using storage::Transaction;
using storage::Values;

constexpr std::array kAccounts{
    account::kIncome,      account::kBundles,      account::kPlatform,      account::kPlatformFunds,
    account::kCommission,  account::kBreakage,     account::kCarriedPool,   account::kUnmatched,
    account::kHeldDispute, account::kHeldConflict, account::kHeldOverClaim, account::kAccrued,
    account::kFees,        account::kCarriedOver,  account::kRoundingCarry, account::kReserve,
    account::kRecouped,    account::kWithheld,     account::kExchange,      account::kPayable,
    account::kPaid};

/// The columns name, holder and currency, from `column` on.
Result<Account> account_at(const Row& row, int column) {
  const std::string name = row.text(column);
  TRY(const Currency currency, Currency::named(row.text(column + 2)));
  for (const std::string_view known : kAccounts) {
    if (known == name) return Account{known, row.text(column + 1), currency};
  }
  return fail(Errc::kCorrupt, "the books have an account \"" + name + "\" of no known kind");
}

/// Balances of the transfers of bookings `b` that `where` lets through. All of them are walked
/// once, in their order: CROSS JOIN keeps SQLite from looking each account up by its index.
Result<Balances> summed(const Database& database, const std::string& where, const Values& values) {
  const std::string booked =
      " FROM royalty_booking AS b CROSS JOIN royalty_transfer AS x USING (booking_number) " + where;
  Balances balances;
  TRY_VOID(database.each(
      "SELECT a.name, a.holder, a.currency, s.micros FROM "
      "(SELECT account_number, sum(micros) AS micros FROM "
      "(SELECT x.to_account AS account_number, x.micros AS micros" +
          booked + " UNION ALL SELECT x.from_account, -x.micros" + booked +
          ") GROUP BY account_number) AS s JOIN royalty_account AS a USING (account_number) "
          "WHERE s.micros <> 0",
      values, [&](const Row& row) -> Result<void> {
        TRY(const Account account, account_at(row, 0));
        balances.emplace(account, row.integer(3));
        return {};
      }));
  return balances;
}

Result<std::optional<BookPeriod>> period_in(const Database& database, std::string_view sql,
                                            const Values& values = {}) {
  std::optional<BookPeriod> period;
  TRY_VOID(database.each(sql, values, [&](const Row& row) -> Result<void> {
    if (row.is_null(0)) return {};
    TRY(period, BookPeriod::parse(row.text(0)));
    return {};
  }));
  return period;
}

// A million uses of ten thousand parties are asked for by account; statements and payments, of
// which there are few, by booking. CROSS JOIN has SQLite keep to the order.
constexpr std::string_view kFromAccounts =
    "royalty_account AS t CROSS JOIN royalty_transfer AS x ON x.to_account = t.account_number "
    "CROSS JOIN royalty_booking AS b USING (booking_number) ";
constexpr std::string_view kFromBookings =
    "royalty_booking AS b JOIN royalty_transfer AS x USING (booking_number) "
    "JOIN royalty_account AS t ON t.account_number = x.to_account ";

/// Bookings of uses in earlier periods that nothing has taken back.
constexpr std::string_view kInForceBefore =
    " FROM royalty_booking AS b WHERE b.period < ? AND b.kind = 0 AND b.reverses IS NULL AND "
    "NOT EXISTS (SELECT 1 FROM royalty_booking AS r WHERE r.reverses = b.booking_number) ";

}  // namespace

Result<Books> Books::open(Database& database) {
  TRY_VOID(database.migrate(books_schema()));
  // A run of a million uses inserts all over an index of accounts: kept in memory, in KiB, its
  // pages are written once.
  if (database.access() == storage::Access::kWrite) {
    TRY_VOID(database.run("PRAGMA cache_size = -98304"));
  }
  return Books(database);
}

bool Books::is_closed(const BookPeriod& period) const {
  bool closed = false;
  const auto told = database_->each(
      "SELECT closed FROM royalty_period_event WHERE period = ? ORDER BY event_number DESC LIMIT 1",
      {period.text()}, [&](const Row& row) -> Result<void> {
        closed = row.integer(0) != 0;
        return {};
      });
  return !told || closed;
}

Result<void> Books::set_closed(const BookPeriod& period, bool closed, const Author& author) {
  TRY_VOID(database_->run(
      "INSERT INTO royalty_period_event (period, closed, by_whom, made_at) VALUES (?, ?, ?, ?)",
      {period.text(), std::int64_t{closed}, author.name, author.at}));
  return {};
}

Result<std::optional<BookPeriod>> Books::last_closed() const {
  return period_in(*database_,
                   "SELECT max(period) FROM royalty_period_event AS e WHERE closed = 1 AND "
                   "event_number = (SELECT max(event_number) FROM royalty_period_event AS l "
                   "WHERE l.period = e.period)");
}

Result<std::optional<BookPeriod>> Books::first_open() const {
  return period_in(*database_,
                   "SELECT min(booked_in) FROM royalty_run AS r WHERE coalesce((SELECT closed FROM "
                   "royalty_period_event AS e WHERE e.period = r.booked_in "
                   "ORDER BY event_number DESC LIMIT 1), 0) = 0");
}

Result<std::vector<std::string>> Books::periods() const {
  std::vector<std::string> periods;
  TRY_VOID(database_->each("SELECT DISTINCT booked_in FROM royalty_run ORDER BY booked_in DESC", {},
                           [&](const storage::Row& row) -> Result<void> {
                             periods.push_back(row.text(0));
                             return {};
                           }));
  return periods;
}

Result<History> Books::history(const BookPeriod& period) const {
  History history;
  const Values before{period.text()};
  const std::string in_force(kInForceBefore);
  TRY_VOID(database_->each("SELECT rate, buyer, count(*)" + in_force +
                               "AND buyer <> '' AND usage_id <> '' "
                               "GROUP BY rate, buyer",
                           before, [&](const Row& row) -> Result<void> {
                             history.drawn[{row.text(0), row.text(1)}] = row.integer(2);
                             return {};
                           }));
  TRY_VOID(
      database_->each("SELECT DISTINCT licence" + in_force + "AND licence <> '' AND gross <> 0",
                      before, [&](const Row& row) -> Result<void> {
                        history.sold.insert(row.text(0));
                        return {};
                      }));
  TRY(const Balances balances, summed(*database_, "WHERE b.period < ?1", before));
  for (const auto& [account, micros] : balances) {
    if (account.name == account::kCarriedPool) history.carried[account.holder] = micros;
  }
  return history;
}

Result<Balances> Books::balances(const std::optional<BookPeriod>& until) const {
  if (!until) return summed(*database_, "", {});
  return summed(*database_, "WHERE b.booked_in <= ?1", {until->text()});
}

Result<Balances> Books::movements(const BookPeriod& period, std::optional<BookingKind> kind) const {
  if (!kind) return summed(*database_, "WHERE b.booked_in = ?1", {period.text()});
  return summed(*database_, "WHERE b.booked_in = ?1 AND b.kind = ?2",
                {period.text(), static_cast<std::int64_t>(*kind)});
}

Result<std::vector<BookedTransfer>> Books::transfers(const BookPeriod& booked_in, BookingKind kind,
                                                     const std::string& holder) const {
  if (kind == BookingKind::kUse) return booked(booked_in, kind, "t.holder = ?3", holder);
  return booked(booked_in, kind, "(f.holder = ?3 OR t.holder = ?3)", holder);
}

Result<std::vector<BookedTransfer>> Books::held(const BookPeriod& booked_in) const {
  return booked(booked_in, BookingKind::kUse,
                "t.name IN ('held_dispute', 'held_conflict', 'held_over_claim', 'unmatched') "
                "AND t.holder = ?3",
                {});
}

Result<std::vector<BookedTransfer>> Books::statements(const BookPeriod& booked_in) const {
  return booked(booked_in, BookingKind::kStatement, "?3 = ''", {});
}

Result<void> Books::unpaid(const BookPeriod& booked_in,
                           const std::function<Result<void>(const UnpaidUse&)>& visit) const {
  return database_->each(
      "SELECT booking_number, usage_id, rate, note FROM royalty_booking AS b "
      "WHERE booked_in = ? AND kind = 0 AND usage_id <> '' AND gross = 0 AND reverses IS NULL "
      "AND NOT EXISTS (SELECT 1 FROM royalty_booking AS r WHERE r.reverses = b.booking_number) "
      "ORDER BY booking_number",
      {booked_in.text()}, [&](const Row& row) -> Result<void> {
        return visit({row.integer(0), row.text(1), row.text(2), row.text(3)});
      });
}

Result<std::vector<BookedTransfer>> Books::booked(const BookPeriod& booked_in, BookingKind kind,
                                                  const std::string& condition,
                                                  const std::string& holder) const {
  std::vector<BookedTransfer> all;
  TRY_VOID(database_->each(
      "SELECT b.booking_number, coalesce(b.reverses, 0), b.subject, b.period, b.usage_id, b.rate, "
      "b.pool, b.licence, b.buyer, b.state, b.territory, b.day, b.note, b.units, b.gross, "
      "b.commission, f.name, f.holder, f.currency, t.name, t.holder, t.currency, x.micros, "
      "x.share_ppm, x.position FROM " +
          std::string(kind == BookingKind::kUse ? kFromAccounts : kFromBookings) +
          "JOIN royalty_account AS f ON f.account_number = x.from_account "
          "WHERE b.booked_in = ?1 AND b.kind = ?2 AND " +
          condition +
          " AND NOT EXISTS (SELECT 1 FROM royalty_booking AS r WHERE r.reverses = b.booking_number "
          "                AND r.booked_in = b.booked_in) "
          "AND NOT EXISTS (SELECT 1 FROM royalty_booking AS o WHERE o.booking_number = b.reverses "
          "                AND o.booked_in = b.booked_in) "
          "ORDER BY b.booking_number, x.position",
      {booked_in.text(), static_cast<std::int64_t>(kind), holder},
      [&](const Row& row) -> Result<void> {
        TRY(const Account from, account_at(row, 16));
        TRY(const Account to, account_at(row, 19));
        all.push_back(
            {.booking = row.integer(0),
             .reverses = row.integer(1),
             .subject = row.text(2),
             .period = row.text(3),
             .use = {row.text(4), row.text(5), row.text(6), row.text(7), row.text(8), row.text(9),
                     row.text(10), row.text(11), row.text(12), row.integer(13), row.integer(14),
                     row.text(15)},
             .transfer = {from, to, row.integer(22), static_cast<std::int32_t>(row.integer(23))}});
        return {};
      }));
  return all;
}

Result<std::map<std::string, BookedUse>> Books::pools(const BookPeriod& period) const {
  std::map<std::string, BookedUse> pools;
  TRY_VOID(database_->each(
      "SELECT pool, rate, units, gross, note FROM royalty_booking AS b WHERE period = ? "
      "AND kind = 0 AND pool <> '' AND usage_id = '' AND reverses IS NULL AND NOT EXISTS "
      "(SELECT 1 FROM royalty_booking AS r WHERE r.reverses = b.booking_number)",
      {period.text()}, [&](const Row& row) -> Result<void> {
        BookedUse& pool = pools[row.text(0)];
        pool.pool = row.text(0);
        pool.rate = row.text(1);
        pool.units = row.integer(2);
        pool.gross = row.integer(3);
        pool.note = row.text(4);
        return {};
      }));
  return pools;
}

Result<std::map<Account, std::map<BookPeriod, std::int64_t>>> Books::reserves() const {
  std::map<Account, std::map<BookPeriod, std::int64_t>> reserves;
  TRY_VOID(database_->each(
      "SELECT t.name, t.holder, t.currency, b.booked_in, sum(x.micros) FROM royalty_transfer AS x "
      "JOIN royalty_booking AS b USING (booking_number) "
      "JOIN royalty_account AS t ON t.account_number = x.to_account WHERE t.name = ? "
      "GROUP BY t.account_number, b.booked_in HAVING sum(x.micros) <> 0",
      {std::string(account::kReserve)}, [&](const Row& row) -> Result<void> {
        TRY(const Account account, account_at(row, 0));
        TRY(const BookPeriod period, BookPeriod::parse(row.text(3)));
        reserves[account][period] = row.integer(4);
        return {};
      }));
  return reserves;
}

Result<std::vector<std::string>> Books::holders(const BookPeriod& booked_in,
                                                BookingKind kind) const {
  std::vector<std::string> holders;
  TRY_VOID(database_->each(
      "SELECT DISTINCT a.holder FROM royalty_booking AS b JOIN royalty_transfer AS x "
      "USING (booking_number) JOIN royalty_account AS a ON a.account_number = x.to_account "
      "WHERE b.booked_in = ? AND b.kind = ? AND a.holder <> '' ORDER BY a.holder",
      {booked_in.text(), static_cast<std::int64_t>(kind)}, [&](const Row& row) -> Result<void> {
        holders.push_back(row.text(0));
        return {};
      }));
  return holders;
}

Result<RateCard> Books::card_of(const BookPeriod& period) const {
  std::string document;
  TRY_VOID(
      database_->each("SELECT document FROM royalty_run JOIN royalty_card USING (card_number) "
                      "WHERE booked_in = ? AND kind = 0 ORDER BY run_number DESC LIMIT 1",
                      {period.text()}, [&](const Row& row) -> Result<void> {
                        document = row.text(0);
                        return {};
                      }));
  if (document.empty()) {
    return fail(Errc::kNotFound, "nothing is booked in " + period.text() +
                                     "; `cuetrace royalty run --rate-card FILE --period " +
                                     period.text() + "` does it");
  }
  return rate_card_of_text(document, "rate card on record.json");
}

Result<Payees> Books::payees() const {
  Payees payees;
  TRY_VOID(database_->each("SELECT party, name, ipi FROM royalty_party", {},
                           [&](const Row& row) -> Result<void> {
                             payees[row.text(0)] = {row.text(0), row.text(1), row.text(2)};
                             return {};
                           }));
  return payees;
}

Result<std::optional<std::string>> Books::payment_file(const BookPeriod& period) const {
  std::optional<std::string> document;
  TRY_VOID(database_->each("SELECT document FROM royalty_payment_file WHERE period = ?",
                           {period.text()}, [&](const Row& row) -> Result<void> {
                             document = row.text(0);
                             return {};
                           }));
  return document;
}

Result<void> Books::keep_payment_file(const BookPeriod& period, const std::string& format,
                                      const std::string& text, const Author& author) {
  TRY_VOID(database_->run("INSERT INTO royalty_payment_file VALUES (?, ?, ?, ?, ?)",
                          {period.text(), format, text, author.name, author.at}));
  return {};
}

}  // namespace engine::royalties

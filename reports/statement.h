// The statement of a party: what it has earned in a period, use by use, each with why it is this
// amount, and what became of it. Made of the books and of the uses that they name; every format
// shows the same lines under the same ids.
//
// What performing rights societies pay is no part of it: such uses are listed as evidence, without
// an amount.
#pragma once

#include "engine/core/result.h"
#include "engine/royalties/books.h"
#include "engine/royalties/period.h"
#include "engine/royalties/settlement.h"
#include "reports/documents/document.h"
#include "reports/use_index.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace reports {

/// What is known of a use, for people; empty when the ledger does not know it any more.
struct UseFacts {
  std::string usage_id{};
  std::string platform{};
  std::string channel{};
  std::string video{};     ///< What people call it.
  std::string location{};  ///< Path or URL.
  std::string published_at{};
  std::string media{};
  std::string track{};
  std::string version{};
  std::string isrc{};
  std::string iswc{};
  std::int64_t in_ms = 0;
  std::int64_t out_ms = 0;
};

struct StatementLine {
  std::string id;  ///< Of the books: booking and place in it, "1041.2". The same for ever.
  UseFacts use;
  std::string period;      ///< Of the use; another than the statement's is an adjustment.
  std::string reverses{};  ///< Number of the booking that is taken back; empty: none is.
  std::string rate{};
  std::string pool{};
  std::string licence{};
  std::string state{};
  std::string territory{};  ///< For people.
  std::int64_t units = 0;   ///< Millionths of a second, or of a clip, weighted.
  std::int64_t gross_micros = 0;
  std::string commission{};
  std::int32_t share_ppm = 0;
  bool is_fee = false;  ///< For administering another party.
  std::int64_t net_micros = 0;
  engine::Currency currency;
  /// Its part of what is payable in another currency, so that the lines sum to it.
  std::optional<engine::Money> exchanged{};
  std::string why;
};

/// Money of a use of the party's that nobody has yet.
struct HeldLine {
  std::string id;
  UseFacts use;
  std::string account;  ///< "held_dispute", "unmatched", ...
  std::string reason;
  std::int64_t micros = 0;
  engine::Currency currency;
};

/// A use of the party's that has no amount here, and why.
struct UnpaidLine {
  std::string id;  ///< "1041.0": of the booking that says so; empty while none does.
  UseFacts use;
  std::string reason;
};

/// The proof that nothing got lost, one row at a time: what was there, what came and went, and what
/// is there now. Of one currency.
struct ReconciliationRow {
  std::string id;  ///< "EUR.opening", "EUR.earned", ...
  std::string label;
  std::int64_t micros = 0;
  engine::Currency currency;
  bool is_total = false;
};

struct StatementTotal {
  std::string by;  ///< "track", "platform", "territory", "rate".
  std::string label;
  std::int64_t micros = 0;
  engine::Currency currency;
};

struct Statement {
  engine::royalties::Payee payee;
  std::string number;  ///< "2026-10-1a2b3c4d5e6f".
  engine::royalties::BookPeriod period;
  bool is_final = false;   ///< The period is closed; else it is a draft.
  std::string contract{};  ///< Number of the contract; empty where the rate card states none.
  std::string rate_card{};
  std::string rate_card_digest{};
  std::string made_by{};                                      ///< Program and version.
  std::vector<engine::royalties::AccountOfParty> accounts{};  ///< By currency of earning.
  std::vector<std::string> exchange{};  ///< "90.00 EUR at 161.55 (ECB, 2026-10-31) = 14540 JPY".
  std::vector<StatementLine> lines{};
  std::vector<HeldLine> held{};
  std::vector<UnpaidLine> unpaid{};  ///< By video, then place.
  std::vector<ReconciliationRow> reconciliation{};
  std::vector<StatementTotal> totals{};
};

/// Everybody with a statement in a period, by key.
engine::Result<std::vector<engine::royalties::Payee>> statement_parties(
    const engine::royalties::Books& books, const engine::royalties::BookPeriod& period);

/// The one whom `text` names: key, IPI name number, or any part of the name. Errors: kNotFound;
/// kUsage when several fit, naming them.
engine::Result<engine::royalties::Payee> resolve_payee(
    const std::vector<engine::royalties::Payee>& payees, const std::string& text);

/// Makes statements of one period. `books` and `uses`, of all time, must outlive it.
class StatementMaking {
 public:
  /// Errors: kNotFound when nothing is booked in the period.
  static engine::Result<StatementMaking> of(const engine::royalties::Books& books,
                                            const engine::royalties::BookPeriod& period,
                                            const UseIndex& uses, std::string made_by);

  /// Errors: those of the database.
  engine::Result<Statement> statement(const engine::royalties::Payee& payee) const;

  /// The accounts of a statement alone, by currency of earning.
  std::vector<engine::royalties::AccountOfParty> accounts_of(const std::string& party) const;

 private:
  StatementMaking(const engine::royalties::Books& books,
                  const engine::royalties::BookPeriod& period, const UseIndex& uses,
                  engine::royalties::RateCard card)
      : books_(&books), period_(period), uses_(&uses), card_(std::move(card)) {}
  engine::Result<void> look_up_accounts();
  void keep_reserves(const engine::royalties::Balances& balances);
  engine::Result<void> look_up_unpaid();
  void look_up_parties();
  std::vector<ReconciliationRow> reconciliation_of(
      const Statement& statement, const engine::royalties::AccountOfParty& account) const;
  /// Null where nothing was agreed.
  const engine::royalties::Agreement* agreement_with(const engine::royalties::Payee& payee) const;
  void add_exchange(Statement& statement) const;
  std::string exchange_text(const engine::Money& from, const engine::Money& to) const;
  StatementLine line_of(const engine::royalties::BookedTransfer& one,
                        const engine::royalties::Agreement* agreement) const;
  std::string why(const StatementLine& line, const engine::royalties::BookedTransfer& one,
                  const engine::royalties::Agreement* agreement) const;
  HeldLine held_line(const engine::royalties::BookedTransfer& one) const;
  UseFacts facts_of(const std::string& usage_id) const;
  void add_uses_without_line(const std::string& party, Statement& statement) const;
  UnpaidLine unpaid_line(const IndexedUse& use) const;

  const engine::royalties::Books* books_;
  engine::royalties::BookPeriod period_;
  const UseIndex* uses_;
  engine::royalties::RateCard card_;
  bool closed_ = false;
  bool earlier_are_open_ = false;
  std::string made_by_{};
  std::map<std::string, engine::royalties::BookedUse> pools_{};
  std::vector<engine::royalties::BookedTransfer> held_{};
  std::multimap<std::string, const engine::royalties::BookedTransfer*> held_of_{};  // By use.
  /// By key of party; as they would be, of a period that is open.
  std::map<std::string, std::vector<engine::royalties::AccountOfParty>> accounts_{};
  std::map<engine::Currency, std::int64_t> earned_by_all_{};       // Micros.
  std::map<engine::royalties::Account, std::int64_t> reserves_{};  // Micros, at the end.
  std::map<engine::royalties::Account, std::int64_t> paid_{};      // Micros, of the period.
  struct Unpaid {
    engine::UsageId use;
    std::int64_t booking = 0;
    std::size_t why = 0;  // Its place in whys_.
  };
  std::vector<Unpaid> unpaid_{};  // By id.
  std::vector<std::string> whys_{};
  std::map<std::string, std::vector<std::uint32_t>> recordings_of_{};  // By key of party.
  std::vector<std::vector<std::uint32_t>> uses_of_{};  // Of the period, by recording.
};

std::string statement_table(const Statement& statement);  ///< For a terminal: account and lines.
std::string statement_csv(const Statement& statement);    ///< The lines, one row each.
std::string statement_json(const Statement& statement);
documents::Document statement_document(const Statement& statement);

}  // namespace reports

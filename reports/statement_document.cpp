// Statements for people: a page, a file to print, a workbook; and a table for a terminal.
#include "engine/core/media_time.h"
#include "engine/core/text.h"
#include "engine/royalties/reconciliation.h"
#include "reports/statement.h"
#include "reports/table.h"

namespace reports {
namespace {

using namespace documents;          // NOLINT: the words of a document.
using namespace engine::royalties;  // NOLINT: the words of the books.

constexpr unsigned kMicroPlaces = 6;

Cell money_cell(std::int64_t minor, const engine::Currency& currency) {
  return fixed_cell(minor, currency.exponent());
}

Cell micros_cell(std::int64_t micros, const engine::Currency& currency) {
  Cell cell = fixed_cell(micros, kMicroPlaces + currency.exponent());
  cell.text = micros_text(micros, currency);
  return cell;
}

/// What a row of the account says, and its amount; those that are 0 are left out.
struct AccountRow {
  std::string label;
  Cell amount;
  bool is_total = false;
};

std::vector<AccountRow> account_rows(const AccountOfParty& account) {
  const engine::Currency& currency = account.currency;
  std::vector<AccountRow> rows;
  const auto minor = [&](const std::string& label, std::int64_t amount) {
    if (amount != 0) rows.push_back({label, money_cell(amount, currency)});
  };
  const auto micros = [&](const std::string& label, std::int64_t amount) {
    if (amount != 0) rows.push_back({label, micros_cell(amount, currency)});
  };
  minor("Carried over from earlier statements", account.carried_in);
  micros("Rounding carried in", account.rounding_in_micros);
  rows.push_back({"Earned", micros_cell(account.earned_micros, currency)});
  micros("Fees for administering others", account.fees_micros);
  for (const Recoupment& one : account.recouped) {
    const std::string repaid = one.repaid ? ", " + to_string(*one.repaid) : "";
    minor("Advance " + one.advance + " recouped" + repaid, -one.amount);
  }
  minor("Kept in reserve", -account.reserved);
  minor("Released from reserve", account.released);
  minor("Withheld", -account.withheld);
  micros("Rounding carried out", -account.rounding_out_micros);
  minor("Carried over: below the threshold, or a debt", -account.carried_out);
  rows.push_back({"Due", money_cell(account.due, currency), true});
  return rows;
}

Section account_section(const AccountOfParty& account) {
  const std::string code(account.currency.code());
  Section section{.heading = "Account, " + code};
  section.columns = {{"What"}, {"Amount", true, code}};
  for (const AccountRow& row : account_rows(account)) {
    section.rows.push_back({{row.label, row.amount}, false, row.is_total});
  }
  if (account.payable && account.payable->currency != account.currency) {
    section.footnotes.push_back("Payable: " + to_string(*account.payable) +
                                ", the total exchanged once.");
  }
  return section;
}

std::string place_of(const UseFacts& use) {
  return engine::to_clock(engine::from_ms(use.in_ms)) + "-" +
         engine::to_clock(engine::from_ms(use.out_ms));
}

Section line_section(const Statement& statement) {
  Section section{.heading = "Uses",
                  .text =
                      "Every line leads to a use: `cuetrace explain` with its id shows what "
                      "was found and how surely."};
  section.columns = {{"Line"},
                     {"Video"},
                     {"Channel"},
                     {"Published"},
                     {"Territory"},
                     {"Track"},
                     {"Place"},
                     {"Share", true, "%"},
                     {"Amount", true},
                     {"Currency"},
                     {"Why this amount"},
                     {"Use", false, "", true},
                     {"Location", false, "", true},
                     {"Platform", false, "", true},
                     {"Media", false, "", true},
                     {"Version", false, "", true},
                     {"ISRC", false, "", true},
                     {"ISWC", false, "", true},
                     {"Rate", false, "", true},
                     {"Pool", false, "", true},
                     {"Licence", false, "", true},
                     {"State", false, "", true},
                     {"Units", true, "", true},
                     {"Gross", true, "", true},
                     {"Commission", false, "", true},
                     {"Exchanged", false, "", true},
                     {"Period", false, "", true}};
  for (const StatementLine& line : statement.lines) {
    const UseFacts& use = line.use;
    section.rows.push_back({{line.id,
                             use.video,
                             use.channel,
                             use.published_at,
                             line.territory,
                             use.track,
                             place_of(use),
                             fixed_cell(line.share_ppm, 4),
                             micros_cell(line.net_micros, line.currency),
                             std::string(line.currency.code()),
                             line.why,
                             use.usage_id,
                             use.location,
                             use.platform,
                             use.media,
                             use.version,
                             use.isrc,
                             use.iswc,
                             line.rate,
                             line.pool,
                             line.licence,
                             line.state,
                             fixed_cell(line.units, 6),
                             micros_cell(line.gross_micros, line.currency),
                             line.commission,
                             line.exchanged ? to_string(*line.exchanged) : std::string(),
                             line.period}});
  }
  return section;
}

Section held_section(const Statement& statement) {
  Section section{.heading = "Held",
                  .text =
                      "Earned by uses of this party's music, and paid to nobody yet. Amounts "
                      "are of the whole use, before shares."};
  section.columns = {{"Line"},   {"Video"},        {"Track"},   {"Account"},
                     {"Reason"}, {"Amount", true}, {"Currency"}};
  for (const HeldLine& one : statement.held) {
    section.rows.push_back(
        {{one.id, one.use.video, one.use.track, one.account, one.reason,
          micros_cell(one.micros, one.currency), std::string(one.currency.code())}});
  }
  return section;
}

Section unpaid_section(const Statement& statement) {
  Section section{.heading = "Uses without an amount",
                  .text =
                      "Bought out, unlicensed, too short, or paid by a society. Performing "
                      "rights are paid by societies; these uses are evidence for their claims, "
                      "and no amount is due here."};
  section.columns = {{"Line"},  {"Video"}, {"Channel"}, {"Published"},
                     {"Track"}, {"Place"}, {"Reason"},  {"Use", false, "", true}};
  for (const UnpaidLine& one : statement.unpaid) {
    const UseFacts& use = one.use;
    section.rows.push_back({{one.id, use.video, use.channel, use.published_at, use.track,
                             place_of(use), one.reason, use.usage_id}});
  }
  return section;
}

Section reconciliation_section(const Statement& statement) {
  Section section{.heading = "Reconciliation",
                  .text =
                      "What was there, what came and went, and what is there now. The difference "
                      "is 0, or the books are damaged."};
  section.columns = {{"Line"}, {"What"}, {"Amount", true}, {"Currency"}};
  for (const ReconciliationRow& one : statement.reconciliation) {
    section.rows.push_back({{one.id, one.label, micros_cell(one.micros, one.currency),
                             std::string(one.currency.code())},
                            false,
                            one.is_total});
  }
  return section;
}

Section total_section(const Statement& statement) {
  Section section{.heading = "Totals"};
  section.columns = {{"By"}, {"What"}, {"Amount", true}, {"Currency"}};
  for (const StatementTotal& one : statement.totals) {
    section.rows.push_back({{one.by, one.label, micros_cell(one.micros, one.currency),
                             std::string(one.currency.code())}});
  }
  return section;
}

}  // namespace

Document statement_document(const Statement& statement) {
  Document document{.title = "Royalty statement", .subtitle = statement.payee.name};
  if (!statement.is_final) document.mark = "DRAFT";
  document.facts = {{"Statement", statement.number},
                    {"Payee", statement.payee.name},
                    {"Account", statement.payee.key},
                    {"Period", statement.period.text()},
                    {"Rate card", statement.rate_card + " (" + statement.rate_card_digest + ")"},
                    {"Shares", "as of the day and the territory of each use"},
                    {"Made by", statement.made_by}};
  if (!statement.contract.empty()) document.facts.emplace_back("Contract", statement.contract);
  for (const AccountOfParty& account : statement.accounts) {
    document.facts.emplace_back(
        "Payable", account.payable
                       ? to_string(*account.payable)
                       : "nothing; " +
                             micros_text(account.carried_out * kMicros, account.currency) + " " +
                             std::string(account.currency.code()) + " carried over");
    document.sections.push_back(account_section(account));
  }
  for (const std::string& rate : statement.exchange) document.facts.emplace_back("Exchange", rate);
  document.sections.push_back(line_section(statement));
  if (!statement.held.empty()) document.sections.push_back(held_section(statement));
  document.sections.push_back(total_section(statement));
  if (!statement.unpaid.empty()) document.sections.push_back(unpaid_section(statement));
  document.sections.push_back(reconciliation_section(statement));
  return document;
}

std::string statement_table(const Statement& statement) {
  std::string text = "Statement " + statement.number + (statement.is_final ? "" : " (draft)") +
                     "\n" + statement.payee.name + ", " + statement.payee.key + "\n" +
                     statement.period.text() + ", rate card " + statement.rate_card + "\n\n";
  for (const AccountOfParty& account : statement.accounts) {
    Table table({{"Account, " + std::string(account.currency.code())}, {"Amount", true}});
    for (const AccountRow& row : account_rows(account)) table.add({row.label, row.amount.text});
    text += table.text() + "\n";
    if (account.payable) text += "Payable: " + to_string(*account.payable) + "\n\n";
  }
  for (const std::string& rate : statement.exchange) text += "Exchange: " + rate + "\n\n";
  Table lines({{"Line"}, {"Video"}, {"Track"}, {"Amount", true}, {"Why"}});
  for (const StatementLine& line : statement.lines) {
    lines.add({line.id, line.use.video, line.use.track, micros_text(line.net_micros, line.currency),
               line.why});
  }
  text += lines.text();
  for (const HeldLine& one : statement.held) {
    text += "held: " + one.use.video + ", " + one.use.track + ": " +
            micros_text(one.micros, one.currency) + " " + std::string(one.currency.code()) +
            " in " + one.account + (one.reason.empty() ? "" : ", " + one.reason) + "\n";
  }
  if (!statement.unpaid.empty()) {
    Table unpaid({{"Line"}, {"Without an amount"}, {"Track"}, {"Reason"}});
    for (const UnpaidLine& one : statement.unpaid) {
      unpaid.add({one.id, one.use.video, one.use.track, one.reason});
    }
    text += "\n" + unpaid.text();
  }
  Table reconciliation({{"Line"}, {"Reconciliation"}, {"Amount", true}, {"Currency"}});
  for (const ReconciliationRow& one : statement.reconciliation) {
    reconciliation.add({one.id, one.label, micros_text(one.micros, one.currency),
                        std::string(one.currency.code())});
  }
  return text + "\n" + reconciliation.text();
}

}  // namespace reports

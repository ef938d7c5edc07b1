// The account of a statement: what was there, what came and went, and what is there now.
#include "engine/core/text.h"
#include "engine/royalties/party.h"
#include "engine/royalties/ratio.h"
#include "reports/statement.h"

#include <algorithm>

namespace reports {
namespace {

using namespace engine::royalties;  // NOLINT: the words of the books.
using engine::Result;

/// The currency at the end of "statement/PARTY/EUR".
Result<engine::Currency> currency_of(const std::string& subject) {
  return engine::Currency::named(std::string_view(subject).substr(subject.rfind('/') + 1));
}

/// The party in the middle of it.
std::string party_of(const std::string& subject) {
  const std::size_t first = subject.find('/') + 1;
  return subject.substr(first, subject.rfind('/') - first);
}

/// "161.55"; as a fraction where six decimals do not tell it.
std::string rate_text(const Ratio& rate) {
  constexpr std::int64_t kOne = 1'000'000;
  if (kOne % rate.denominator != 0 || rate.numerator > INT64_MAX / kOne) return to_string(rate);
  std::string text = engine::fixed_point(rate.numerator * (kOne / rate.denominator), 6);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

Result<void> StatementMaking::look_up_accounts() {
  std::map<std::string, std::vector<Transfer>> transfers;  // By subject.
  if (closed_) {
    TRY(const auto booked, books_->statements(period_));
    for (const BookedTransfer& one : booked) transfers[one.subject].push_back(one.transfer);
  } else {
    TRY(const Unsettled open, unsettled(*books_, period_));
    TRY(const auto preview, settlements(card_, period_, open));
    keep_reserves(open.balances);
    for (const Booking& one : preview) transfers[one.subject] = one.transfers;
  }
  for (const auto& [subject, of_subject] : transfers) {
    TRY(const engine::Currency currency, currency_of(subject));
    const AccountOfParty account = account_of(of_subject, currency);
    earned_by_all_[currency] += account.earned_micros + account.fees_micros;
    accounts_[party_of(subject)].push_back(account);
  }
  TRY(const auto first_open, books_->first_open());
  earlier_are_open_ = first_open && *first_open < period_;
  TRY(const auto ever_reserved, books_->reserves());
  if (closed_ && !ever_reserved.empty()) {
    TRY(const Balances balances, books_->balances(period_));
    keep_reserves(balances);
  }
  TRY(const Balances payments, books_->movements(period_, BookingKind::kPayment));
  for (const auto& [account, micros] : payments) {
    if (account.name == account::kPaid) paid_.emplace(account, micros);
  }
  return {};
}

void StatementMaking::keep_reserves(const Balances& balances) {
  for (const auto& [account, micros] : balances) {
    if (account.name == account::kReserve) reserves_.emplace(account, micros);
  }
}

std::vector<AccountOfParty> StatementMaking::accounts_of(const std::string& party) const {
  const auto found = accounts_.find(party);
  return found == accounts_.end() ? std::vector<AccountOfParty>() : found->second;
}

const Agreement* StatementMaking::agreement_with(const Payee& payee) const {
  const auto found = std::ranges::find_if(card_.agreements, [&](const Agreement& agreed) {
    return Agreements::is(agreed.party, payee);
  });
  return found == card_.agreements.end() ? nullptr : &*found;
}

/// The opening balance and all that follows sum to the closing balance; both are what is carried
/// over, below a minor unit, and in reserve. What was earned is the sum of the lines, but of a
/// draft that earlier periods run into.
std::vector<ReconciliationRow> StatementMaking::reconciliation_of(
    const Statement& statement, const AccountOfParty& account) const {
  const std::string& party = statement.payee.key;
  std::int64_t earned = 0;
  std::int64_t fees = 0;
  for (const StatementLine& line : statement.lines) {
    if (line.currency == account.currency) (line.is_fee ? fees : earned) += line.net_micros;
  }
  if (earlier_are_open_) {
    earned = account.earned_micros;
    fees = account.fees_micros;
  }
  const auto reserved = reserves_.find({account::kReserve, party, account.currency});
  const std::int64_t moved = (account.reserved - account.released) * kMicros;
  std::int64_t reserve = reserved == reserves_.end() ? 0 : reserved->second;
  if (closed_) reserve -= moved;  // As it was before.
  std::vector<ReconciliationRow> rows;
  std::int64_t left = 0;
  const auto add = [&](const std::string& id, const std::string& label, std::int64_t micros,
                       bool is_total = false) {
    const bool always = is_total || id == "earned" || id == "due";
    if (micros == 0 && !always) return;
    rows.push_back({std::string(account.currency.code()) + "." + id, label, micros,
                    account.currency, is_total});
  };
  const auto count = [&](const std::string& id, const std::string& label, std::int64_t micros) {
    left += micros;
    add(id, label, micros);
  };
  left = account.carried_in * kMicros + account.rounding_in_micros + reserve;
  add("opening", "Opening balance: carried over, rounding, reserve", left, true);
  count("earned", "Earned", earned);
  count("fees", "Fees for administering others", fees);
  for (const Recoupment& one : account.recouped) {
    count("recouped." + one.advance, "Advance " + one.advance + " recouped", -one.amount * kMicros);
  }
  count("withheld", "Withheld", -account.withheld * kMicros);
  count("due", "Due", -account.due * kMicros);
  const std::int64_t closing =
      account.carried_out * kMicros + account.rounding_out_micros + reserve + moved;
  add("closing", "Closing balance: carried over, rounding, reserve", closing, true);
  add("difference", "Difference", left - closing, true);
  const auto all = earned_by_all_.find(account.currency);
  if (all != earned_by_all_.end()) {
    add("all", "Earned by all parties in the period, this one among them", all->second);
  }
  const engine::Currency& paid_in = account.payable ? account.payable->currency : account.currency;
  const auto paid = paid_.find({account::kPaid, party, paid_in});
  if (paid != paid_.end() && paid_in == account.currency) {
    add("paid", "Paid", paid->second);
  }
  return rows;
}

/// "90.00 EUR at 161.55 (ECB, 2026-10-31) = 14540 JPY"; empty where the card has no such rate.
std::string StatementMaking::exchange_text(const engine::Money& from,
                                           const engine::Money& to) const {
  for (const ExchangeRate& one : card_.exchange) {
    if (one.from != from.currency || one.to != to.currency) continue;
    return to_string(from) + " at " + rate_text(one.rate) + " (" + one.source + ", " + one.date +
           ") = " + to_string(to);
  }
  return {};
}

void StatementMaking::add_exchange(Statement& statement) const {
  for (const AccountOfParty& account : statement.accounts) {
    for (const Recoupment& one : account.recouped) {
      if (!one.repaid) continue;
      statement.exchange.push_back(exchange_text({one.amount, account.currency}, *one.repaid) +
                                   ", advance " + one.advance);
    }
    if (!account.payable || account.payable->currency == account.currency) continue;
    statement.exchange.push_back(exchange_text({account.due, account.currency}, *account.payable));
  }
}

}  // namespace reports

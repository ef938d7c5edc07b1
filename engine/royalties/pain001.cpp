// ISO 20022 pain.001.001.09, as its public message definition report and the guides of banks
// describe it. Element names and their order are the schema's. Payments in euros are SEPA credit
// transfers (EPC132-08, customer-to-bank guidelines): names of 70 characters, costs shared (SLEV),
// amounts up to 999,999,999.99; text of all payments keeps to what every bank takes (sepa_text.h).

#include "engine/core/markup.h"
#include "engine/core/wide.h"
#include "engine/royalties/payments.h"
#include "engine/royalties/sepa_text.h"

#include <map>
#include <set>
#include <utility>

namespace engine::royalties {
namespace {

constexpr std::size_t kNameMax = 70;
constexpr std::size_t kRemittanceMax = 140;
constexpr std::int64_t kEuroCentsMax = 99'999'999'999;
constexpr std::string_view kEuro = "EUR";

std::string written(const std::string& text, std::size_t most) {
  return escaped(sepa_text(text, most));
}

/// The reference without blanks, which some banks drop.
std::string end_to_end_id(const Payment& payment) {
  std::string id = payment.reference;
  for (char& c : id) c = c == ' ' ? '-' : c;
  return id;
}

/// Elements within elements, indented.
class Xml {
 public:
  void open(const std::string& name) {
    line("<" + name + ">");
    ++depth_;
  }
  void close(const std::string& name) {
    --depth_;
    line("</" + name + ">");
  }
  void element(const std::string& name, const std::string& text,
               const std::string& attributes = {}) {
    line("<" + name + attributes + ">" + text + "</" + name + ">");
  }
  /// <A><B><C>text</C></B></A> on one line.
  void nested(const std::vector<std::string>& names, const std::string& text) {
    std::string whole = text;
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
      whole = "<" + *name + ">" + whole + "</" + *name + ">";
    }
    line(whole);
  }
  void agent(const std::string& name, const std::string& bic) {
    if (bic.empty()) {
      nested({name, "FinInstnId", "Othr", "Id"}, "NOTPROVIDED");
    } else {
      nested({name, "FinInstnId", "BICFI"}, bic);
    }
  }
  std::string text() && {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + std::move(text_);
  }

 private:
  void line(const std::string& text) { text_ += std::string(2 * depth_, ' ') + text + "\n"; }
  std::string text_;
  std::size_t depth_ = 0;
};

/// Sums as the schema has them: of the plain numbers, whatever their currencies.
std::string control_sum(const std::vector<const Payment*>& payments) {
  constexpr unsigned kPlaces = 4;  // The most decimals that a currency has.
  Wide total = 0;
  for (const Payment* const one : payments) {
    Wide amount = one->amount.minor;
    for (unsigned i = one->amount.currency.exponent(); i < kPlaces; ++i) amount *= 10;
    total += amount;
  }
  std::string digits = engine::to_string(total);
  if (digits.size() <= kPlaces) digits.insert(0, kPlaces + 1 - digits.size(), '0');
  digits.insert(digits.size() - kPlaces, ".");
  const std::size_t least = digits.size() - 2;  // Two decimals: all that SEPA takes.
  while (digits.size() > least && digits.ends_with('0')) digits.pop_back();
  return digits;
}

void write_payment(const Payment& one, Xml& xml) {
  xml.open("CdtTrfTxInf");
  xml.nested({"PmtId", "EndToEndId"}, end_to_end_id(one));
  xml.open("Amt");
  xml.element("InstdAmt", decimal_text(one.amount),
              " Ccy=\"" + std::string(one.amount.currency.code()) + "\"");
  xml.close("Amt");
  xml.agent("CdtrAgt", one.account->bic);
  xml.nested({"Cdtr", "Nm"}, written(one.payee.name, kNameMax));
  xml.nested({"CdtrAcct", "Id", "IBAN"}, one.account->iban);
  xml.nested({"RmtInf", "Ustrd"}, written("Royalties " + one.reference, kRemittanceMax));
  xml.close("CdtTrfTxInf");
}

/// What a bank would send back.
Result<void> check_payment(const Payment& one, std::set<std::string>& ids) {
  const auto wrong = [&](const std::string& why) {
    return fail(Errc::kInvalidInput, one.payee.name + ": " + why);
  };
  if (!one.account) return wrong("has no bank account; add [[payees]]");
  if (sepa_text(one.payee.name, kNameMax).empty()) {
    return wrong("has no name that a bank can read; give the party one");
  }
  const std::string id = end_to_end_id(one);
  if (!is_sepa_id(id)) return wrong("\"" + id + "\" cannot identify a payment");
  if (!ids.insert(id).second) return wrong("payment " + id + " stands in the file twice");
  if (one.amount.minor <= 0) return wrong("is to be paid " + to_string(one.amount));
  if (one.amount.currency.code() == kEuro && one.amount.minor > kEuroCentsMax) {
    return wrong(to_string(one.amount) + " is more than one SEPA transfer takes, 999999999.99");
  }
  return {};
}

void write_group(const std::string& message, const std::string& currency,
                 const std::vector<const Payment*>& payments, const BankAccount& payer,
                 Day execution, Xml& xml) {
  xml.open("PmtInf");
  xml.element("PmtInfId", message + "-" + currency);
  xml.element("PmtMtd", "TRF");
  xml.element("NbOfTxs", std::to_string(payments.size()));
  xml.element("CtrlSum", control_sum(payments));
  if (currency == kEuro) xml.nested({"PmtTpInf", "SvcLvl", "Cd"}, "SEPA");
  xml.nested({"ReqdExctnDt", "Dt"}, engine::to_string(execution));
  xml.nested({"Dbtr", "Nm"}, written(payer.name, kNameMax));
  xml.nested({"DbtrAcct", "Id", "IBAN"}, payer.iban);
  xml.agent("DbtrAgt", payer.bic);
  if (currency == kEuro) xml.element("ChrgBr", "SLEV");
  for (const Payment* const one : payments) write_payment(*one, xml);
  xml.close("PmtInf");
}

}  // namespace

Result<std::string> payments_pain001(const PaymentOrder& order, const BankAccount& payer,
                                     const std::string& made_at, Day execution) {
  std::vector<const Payment*> all;
  std::map<std::string, std::vector<const Payment*>> by_currency;
  std::set<std::string> ids;
  for (const Payment& one : order.payments) {
    TRY_VOID(check_payment(one, ids));
    all.push_back(&one);
    by_currency[std::string(one.amount.currency.code())].push_back(&one);
  }
  if (all.empty()) return fail(Errc::kInvalidInput, "a payment file without payments is none");
  if (sepa_text(payer.name, kNameMax).empty()) {
    return fail(Errc::kInvalidInput, "payer.name: \"" + payer.name + "\": no bank can read it");
  }
  const std::string message = "CUETRACE-" + order.period.text();
  Xml xml;
  xml.open("Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"");
  xml.open("CstmrCdtTrfInitn");
  xml.open("GrpHdr");
  xml.element("MsgId", message);
  xml.element("CreDtTm", made_at);
  xml.element("NbOfTxs", std::to_string(all.size()));
  xml.element("CtrlSum", control_sum(all));
  xml.nested({"InitgPty", "Nm"}, written(payer.name, kNameMax));
  xml.close("GrpHdr");
  for (const auto& [currency, payments] : by_currency) {
    write_group(message, currency, payments, payer, execution, xml);
  }
  xml.close("CstmrCdtTrfInitn");
  xml.close("Document");
  return std::move(xml).text();
}

}  // namespace engine::royalties

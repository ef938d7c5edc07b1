// ISO 20022 pain.001.001.09, as its public message definition report and the guides of banks
// describe it. Element names and their order are the schema's.

#include "engine/core/markup.h"
#include "engine/core/text.h"
#include "engine/core/wide.h"
#include "engine/royalties/payments.h"

#include <map>
#include <utility>

namespace engine::royalties {
namespace {

constexpr std::size_t kNameMax = 140;
constexpr std::size_t kIdMax = 35;

/// Text that XML may hold, of at most `most` characters.
std::string escaped(const std::string& text, std::size_t most) {
  return engine::escaped(first_characters(clean_utf8(text), most));
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
  while (digits.ends_with("00")) digits.pop_back();
  return digits;
}

void write_payment(const Payment& one, Xml& xml) {
  xml.open("CdtTrfTxInf");
  std::string id = one.reference;
  for (char& c : id) c = c == ' ' ? '-' : c;
  xml.nested({"PmtId", "EndToEndId"}, escaped(id, kIdMax));
  xml.open("Amt");
  xml.element("InstdAmt", decimal_text(one.amount),
              " Ccy=\"" + std::string(one.amount.currency.code()) + "\"");
  xml.close("Amt");
  xml.agent("CdtrAgt", one.account->bic);
  xml.nested({"Cdtr", "Nm"}, escaped(one.payee.name, kNameMax));
  xml.nested({"CdtrAcct", "Id", "IBAN"}, one.account->iban);
  xml.nested({"RmtInf", "Ustrd"}, escaped("Royalties " + one.reference, kNameMax));
  xml.close("CdtTrfTxInf");
}

}  // namespace

Result<std::string> payments_pain001(const PaymentOrder& order, const BankAccount& payer,
                                     const std::string& made_at, Day execution) {
  std::vector<const Payment*> all;
  std::map<std::string, std::vector<const Payment*>> by_currency;
  for (const Payment& one : order.payments) {
    if (!one.account) {
      return fail(Errc::kInvalidInput, one.payee.name + ": has no bank account; add [[payees]]");
    }
    all.push_back(&one);
    by_currency[std::string(one.amount.currency.code())].push_back(&one);
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
  xml.nested({"InitgPty", "Nm"}, escaped(payer.name, kNameMax));
  xml.close("GrpHdr");
  for (const auto& [currency, payments] : by_currency) {
    xml.open("PmtInf");
    xml.element("PmtInfId", message + "-" + currency);
    xml.element("PmtMtd", "TRF");
    xml.element("NbOfTxs", std::to_string(payments.size()));
    xml.element("CtrlSum", control_sum(payments));
    xml.nested({"ReqdExctnDt", "Dt"}, engine::to_string(execution));
    xml.nested({"Dbtr", "Nm"}, escaped(payer.name, kNameMax));
    xml.nested({"DbtrAcct", "Id", "IBAN"}, payer.iban);
    xml.agent("DbtrAgt", payer.bic);
    for (const Payment* const one : payments) write_payment(*one, xml);
    xml.close("PmtInf");
  }
  xml.close("CstmrCdtTrfInitn");
  xml.close("Document");
  return std::move(xml).text();
}

}  // namespace engine::royalties

// The payment file, element by element: what the message definition of pain.001.001.09 and the
// SEPA guidelines for it ask. The tables here are of those parts that the file has.
#include "engine/royalties/payments.h"
#include "engine/royalties/sepa_text.h"
#include "tests/engine/royalties/royalty_stage.h"

#include <map>
#include <memory>
#include <set>

namespace engine::royalties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Element {
  std::string name;
  std::string attributes{};
  std::string text{};
  std::vector<std::unique_ptr<Element>> children{};

  /// All at a path such as "GrpHdr/MsgId".
  std::vector<const Element*> at(const std::string& path) const {
    const std::size_t end = path.find('/');
    std::vector<const Element*> found;
    for (const auto& child : children) {
      if (child->name != path.substr(0, end)) continue;
      if (end == path.npos) {
        found.push_back(child.get());
      } else {
        for (const Element* one : child->at(path.substr(end + 1))) found.push_back(one);
      }
    }
    return found;
  }
  std::vector<std::string> texts(const std::string& path) const {
    std::vector<std::string> all;
    for (const Element* one : at(path)) all.push_back(one->text);
    return all;
  }
};

/// XML of elements, attributes and text, well-formed or it throws.
class XmlReader {
 public:
  explicit XmlReader(std::string_view xml) : xml_(xml) {}

  std::unique_ptr<Element> read() {
    if (!xml_.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")) wrong("declaration");
    at_ = xml_.find("?>") + 2;
    skip_blanks();
    auto root = element();
    skip_blanks();
    if (at_ != xml_.size()) wrong("text after the document");
    return root;
  }

 private:
  [[noreturn]] static void wrong(const std::string& what) { throw std::runtime_error(what); }
  void skip_blanks() {
    while (at_ < xml_.size() && (xml_[at_] == ' ' || xml_[at_] == '\n')) ++at_;
  }
  bool is_at(std::string_view text) const { return xml_.substr(at_).starts_with(text); }

  std::unique_ptr<Element> element() {
    if (!is_at("<")) wrong("no element where one belongs");
    const std::size_t end = xml_.find('>', at_);
    std::string head(xml_.substr(at_ + 1, end - at_ - 1));
    auto made = std::make_unique<Element>();
    made->name = head.substr(0, head.find(' '));
    made->attributes = head.substr(made->name.size());
    at_ = end + 1;
    const std::size_t text_end = xml_.find('<', at_);
    made->text = xml_.substr(at_, text_end - at_);
    const bool has_children = !xml_.substr(text_end).starts_with("</");
    if (has_children) {
      made->text.clear();
      for (skip_blanks(); !is_at("</"); skip_blanks()) made->children.push_back(element());
    } else {
      at_ = text_end;
    }
    const std::string close = "</" + made->name + ">";
    if (!is_at(close)) wrong(made->name + " is not closed");
    at_ += close.size();
    return made;
  }

  std::string_view xml_;
  std::size_t at_ = 0;
};

/// The children of an element in the schema's order; '!': has to be there, '*': may come again.
const std::map<std::string, std::vector<std::string>> kSchema{
    {"Document", {"CstmrCdtTrfInitn!"}},
    {"CstmrCdtTrfInitn", {"GrpHdr!", "PmtInf!*"}},
    {"GrpHdr", {"MsgId!", "CreDtTm!", "NbOfTxs!", "CtrlSum", "InitgPty!"}},
    {"PmtInf",
     {"PmtInfId!", "PmtMtd!", "NbOfTxs", "CtrlSum", "PmtTpInf", "ReqdExctnDt!", "Dbtr!",
      "DbtrAcct!", "DbtrAgt!", "ChrgBr", "CdtTrfTxInf!*"}},
    {"PmtTpInf", {"SvcLvl"}},
    {"SvcLvl", {"Cd!"}},
    {"ReqdExctnDt", {"Dt!"}},
    {"InitgPty", {"Nm"}},
    {"Dbtr", {"Nm"}},
    {"Cdtr", {"Nm"}},
    {"DbtrAcct", {"Id!"}},
    {"CdtrAcct", {"Id!"}},
    {"DbtrAgt", {"FinInstnId!"}},
    {"CdtrAgt", {"FinInstnId!"}},
    {"FinInstnId", {"BICFI", "Othr"}},
    {"Othr", {"Id!"}},
    {"CdtTrfTxInf", {"PmtId!", "Amt!", "CdtrAgt", "Cdtr", "CdtrAcct", "RmtInf"}},
    {"PmtId", {"EndToEndId!"}},
    {"Amt", {"InstdAmt!"}},
    {"RmtInf", {"Ustrd"}},
};

/// What is wrong with an element and all below it, "" if nothing is.
std::string wrong_with(const Element& element) {
  if (element.children.empty()) {
    return element.text.empty() ? element.name + " is empty" : "";
  }
  if (element.name == "Id") {  // Of an account.
    return element.children.size() == 1 && element.children[0]->name == "IBAN" ? "" : "no IBAN";
  }
  const auto row = kSchema.find(element.name);
  if (row == kSchema.end()) return element.name + " is not known";
  std::size_t next = 0;
  for (std::string child : row->second) {
    const bool many = child.ends_with('*');
    if (many) child.pop_back();
    const bool required = child.ends_with('!');
    if (required) child.pop_back();
    std::size_t count = 0;
    for (; next < element.children.size() && element.children[next]->name == child; ++next) ++count;
    if (count == 0 && required) return element.name + " lacks " + child;
    if (count > 1 && !many) return element.name + " has " + child + " twice";
  }
  if (next < element.children.size()) {
    return element.children[next]->name + " is out of place in " + element.name;
  }
  for (const auto& child : element.children) {
    if (std::string wrong = wrong_with(*child); !wrong.empty()) return wrong;
  }
  return "";
}

Payment payment(const std::string& name, const std::string& amount, const std::string& currency,
                const std::string& number) {
  const Currency of = must(Currency::named(currency));
  return {.payee = {"name:" + name, name},
          .amount = must(parse_money(amount, of)),
          .reference = "2026-10-" + number + " " + currency,
          .account = BankAccount{name, "GB82WEST12345698765432"}};
}

class Pain001 : public testing::Test {
 protected:
  Result<std::string> file() const {
    return payments_pain001(order_, payer_, "2026-11-01T12:00:00Z", *parse_day("2026-11-05"));
  }
  std::unique_ptr<Element> document() const { return XmlReader(must(file())).read(); }
  std::string problem() const { return file().error().message(); }

  PaymentOrder order_{.period = must(BookPeriod::parse("2026-10")),
                      .payments = {payment("Ann & Søn", "24.50", "EUR", "000000000001"),
                                   payment("Bob", "0.07", "EUR", "000000000002"),
                                   payment(std::string(90, 'x'), "1200", "JPY", "000000000003"),
                                   payment("Cid", "1.234", "KWD", "000000000004")},
                      .without_account = {}};
  BankAccount payer_{"House; Müller", "DE89370400440532013000", "COBADEFFXXX"};
};

TEST_F(Pain001, KeepsToTheOrderOfTheSchema) {
  const auto root = document();
  EXPECT_EQ(root->name, "Document");
  EXPECT_EQ(root->attributes, " xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"");
  EXPECT_EQ(wrong_with(*root), "");
}

TEST_F(Pain001, CountsAndSumsItsPayments) {
  const auto root = document();
  const Element& message = *root->at("CstmrCdtTrfInitn").at(0);
  EXPECT_THAT(message.texts("GrpHdr/NbOfTxs"), ElementsAre("4"));
  EXPECT_THAT(message.texts("GrpHdr/CtrlSum"), ElementsAre("1225.804"));
  EXPECT_THAT(message.texts("PmtInf/NbOfTxs"), ElementsAre("2", "1", "1"));
  EXPECT_THAT(message.texts("PmtInf/CtrlSum"), ElementsAre("24.57", "1200.00", "1.234"));
  for (const Element* group : message.at("PmtInf")) {
    EXPECT_EQ(group->texts("NbOfTxs").at(0), std::to_string(group->at("CdtTrfTxInf").size()));
  }
}

TEST_F(Pain001, WritesAmountsWithTheDecimalsOfTheirCurrency) {
  const auto root = document();
  std::vector<std::string> amounts;
  for (const Element* one : root->at("CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf/Amt/InstdAmt")) {
    amounts.push_back(one->attributes + " " + one->text);
  }
  EXPECT_THAT(amounts, ElementsAre(" Ccy=\"EUR\" 24.50", " Ccy=\"EUR\" 0.07", " Ccy=\"JPY\" 1200",
                                   " Ccy=\"KWD\" 1.234"));
}

TEST_F(Pain001, IdentifiesEveryPaymentOnce) {
  const auto root = document();
  const auto ids = root->texts("CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf/PmtId/EndToEndId");
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 4U);
  for (const std::string& id : ids) EXPECT_TRUE(is_sepa_id(id)) << id;
  for (const char* path : {"CstmrCdtTrfInitn/GrpHdr/MsgId", "CstmrCdtTrfInitn/PmtInf/PmtInfId"}) {
    for (const std::string& id : root->texts(path)) EXPECT_TRUE(is_sepa_id(id)) << id;
  }
  order_.payments[1].reference = order_.payments[0].reference;
  EXPECT_THAT(problem(), HasSubstr("stands in the file twice"));
}

TEST_F(Pain001, MakesSepaTransfersOfEurosAlone) {
  const auto root = document();
  const auto groups = root->at("CstmrCdtTrfInitn/PmtInf");
  EXPECT_THAT(groups.at(0)->texts("PmtTpInf/SvcLvl/Cd"), ElementsAre("SEPA"));
  EXPECT_THAT(groups.at(0)->texts("ChrgBr"), ElementsAre("SLEV"));
  EXPECT_THAT(groups.at(1)->at("PmtTpInf"), testing::IsEmpty());
  EXPECT_THAT(groups.at(1)->at("ChrgBr"), testing::IsEmpty());
  EXPECT_THAT(groups.at(0)->texts("DbtrAgt/FinInstnId/BICFI"), ElementsAre("COBADEFFXXX"));
  EXPECT_THAT(groups.at(0)->texts("CdtTrfTxInf/CdtrAgt/FinInstnId/Othr/Id"),
              ElementsAre("NOTPROVIDED", "NOTPROVIDED"));
  EXPECT_THAT(groups.at(0)->texts("ReqdExctnDt/Dt"), ElementsAre("2026-11-05"));
}

TEST_F(Pain001, SpellsNamesAsEveryBankTakesThem) {
  const auto root = document();
  EXPECT_THAT(root->texts("CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf/Cdtr/Nm"),
              ElementsAre("Ann + Son", "Bob", std::string(70, 'x'), "Cid"));
  EXPECT_THAT(root->texts("CstmrCdtTrfInitn/GrpHdr/InitgPty/Nm"), ElementsAre("House. Muller"));
}

TEST_F(Pain001, RefusesWhatABankWouldSendBack) {
  order_.payments[0].amount.minor = 100'000'000'000;
  EXPECT_THAT(problem(), HasSubstr("more than one SEPA transfer takes"));
  order_.payments[0].amount.minor = 0;
  EXPECT_THAT(problem(), HasSubstr("is to be paid 0.00 EUR"));
  order_.payments[0].amount.minor = 1;
  order_.payments[0].payee.name = " ";
  EXPECT_THAT(problem(), HasSubstr("no name that a bank can read"));
  order_.payments[0].account.reset();
  EXPECT_THAT(problem(), HasSubstr("has no bank account"));
  order_.payments.clear();
  EXPECT_THAT(problem(), HasSubstr("without payments"));
}

}  // namespace
}  // namespace engine::royalties

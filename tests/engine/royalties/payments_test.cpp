#include "engine/royalties/payments.h"

#include "engine/royalties/settlement.h"
#include "tests/engine/royalties/royalty_stage.h"

namespace engine::royalties {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

const Author kAuthor{"Tester", "2026-11-01T12:00:00Z"};

constexpr std::string_view kBanks = R"toml(
[payer]
name = "House & Co"
iban = "DE89 3704 0044 0532 0130 00"
bic = "COBADEFFXXX"
[[payees]]
party = "Ann"
iban = "GB82 WEST 1234 5698 7654 32"
)toml";

class PaymentsTest : public BooksTest {
 protected:
  PaymentsTest() {
    const RateCard card =
        card_with("[[rates]]\nname = \"s\"\nmodel = \"pay_per_use\"\nprice = \"49.00\"\n");
    must(run(card, small_world()));
  }
  void close() { must(close_period(books_, october_, kAuthor)); }

  BookPeriod october_ = must(BookPeriod::parse("2026-10"));
  BankAccounts banks_ = must(bank_accounts_of_text(kBanks, "banks.toml"));
};

TEST_F(PaymentsTest, AreOfClosedPeriodsAlone) {
  EXPECT_THAT(payment_order(books_, october_, nullptr).error().message(),
              HasSubstr("2026-10 is open"));
}

TEST_F(PaymentsTest, AreBookedOnceWithTheirFile) {
  close();
  const PaymentOrder order = must(payment_order(books_, october_, nullptr));
  EXPECT_THAT(order.payments, SizeIs(3));
  const std::string file = payments_csv(order);
  EXPECT_THAT(file, HasSubstr(",name:Ann,Ann,,,24.50,EUR\r\n"));
  must(book_payments(books_, order, "csv", file, kAuthor));
  EXPECT_THAT(balances(), Contains("paid/name:Ann 24.5 EUR"));
  EXPECT_THAT(balances(), Not(Contains(HasSubstr("payable"))));
  EXPECT_EQ(must(books_.payment_file(october_)), file);
  EXPECT_THAT(must(payment_order(books_, october_, nullptr)).payments, SizeIs(0));
  EXPECT_THAT(book_payments(books_, order, "csv", file, kAuthor).error().message(),
              HasSubstr("was paid before"));
  EXPECT_THAT(reopen_period(books_, october_, kAuthor).error().message(),
              HasSubstr("have been paid"));
}

TEST_F(PaymentsTest, LeaveWhoHasNoAccountPayable) {
  close();
  const PaymentOrder order = must(payment_order(books_, october_, &banks_));
  EXPECT_THAT(order.payments, SizeIs(1));
  EXPECT_THAT(order.without_account, SizeIs(2));
  must(book_payments(books_, order, "pain001", "file", kAuthor));
  EXPECT_THAT(balances(), Contains("payable/name:Bob 12.25 EUR"));
}

TEST_F(PaymentsTest, AreAMessageThatBanksTake) {
  close();
  const PaymentOrder order = must(payment_order(books_, october_, &banks_));
  const std::string xml =
      must(payments_pain001(order, banks_.payer, "2026-11-01T12:00:00Z", *parse_day("2026-11-05")));
  for (const char* part :
       {"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">",
        "<MsgId>CUETRACE-2026-10</MsgId>", "<NbOfTxs>1</NbOfTxs>", "<CtrlSum>24.50</CtrlSum>",
        "<InitgPty><Nm>House &amp; Co</Nm></InitgPty>",
        "<ReqdExctnDt><Dt>2026-11-05</Dt></ReqdExctnDt>",
        "<DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>",
        "<DbtrAgt><FinInstnId><BICFI>COBADEFFXXX</BICFI></FinInstnId></DbtrAgt>",
        "<InstdAmt Ccy=\"EUR\">24.50</InstdAmt>", "NOTPROVIDED",
        "<CdtrAcct><Id><IBAN>GB82WEST12345698765432</IBAN></Id></CdtrAcct>", "</Document>"}) {
    EXPECT_THAT(xml, HasSubstr(part));
  }
}

TEST(BankAccountFile, IsReadStrictly) {
  const auto problem = [](std::string_view was, std::string_view is) {
    std::string text(kBanks);
    text.replace(text.find(was), was.size(), is);
    const auto read = bank_accounts_of_text(text, "banks.toml");
    return read ? "" : read.error().message();
  };
  EXPECT_EQ(problem("Ann", "Ann"), "");
  EXPECT_THAT(problem("GB82", "GB83"), HasSubstr("banks.toml: payees[1].iban: \"GB83 WEST"));
  EXPECT_THAT(problem("COBADEFFXXX", "COBA"), HasSubstr("payer.bic: \"COBA\": no BIC"));
  EXPECT_THAT(problem("bic", "bics"), HasSubstr("payer.bics: not known here"));
  EXPECT_THAT(bank_accounts_of_text("", "b.toml").error().message(),
              HasSubstr("payer: is missing"));
}

}  // namespace
}  // namespace engine::royalties

#include "engine/royalties/payments.h"

#include "engine/royalties/sepa_text.h"
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
  EXPECT_THAT(problem("COBADEFFXXX", "COBA12FFXXX"), HasSubstr("its country come fifth"));
  EXPECT_THAT(bank_accounts_of_text("", "b.toml").error().message(),
              HasSubstr("payer: is missing"));
}

TEST(Iban, HoldsItsCheckDigitsAndTheLengthOfItsCountry) {
  // Examples of the registry of ISO 13616.
  for (const char* right :
       {"DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19", "FR1420041010050500013M02606",
        "NO9386011117947", "MT84MALT011000012345MTLCAST001S", "nl91abna0417164300"}) {
    EXPECT_TRUE(parse_iban(right)) << right;
  }
  const auto problem = [](const char* text) { return parse_iban(text).error().message(); };
  EXPECT_THAT(problem("DE88370400440532013000"), HasSubstr("check digits do not hold"));
  EXPECT_THAT(problem("DE8937040044053201300"), HasSubstr("another length"));
  EXPECT_THAT(problem("8937040044053201300000"), HasSubstr("it has a country"));
  EXPECT_THAT(problem("DE8937040044053201300!"), HasSubstr("it has a country"));
}

TEST(SepaText, IsOfLettersThatEveryBankTakes) {
  EXPECT_EQ(sepa_text("Łódź & Søn, Öl GmbH", 70), "Lodz + Son, Ol GmbH");
  EXPECT_EQ(sepa_text("  a_b <c>;  ", 70), "a.b .c..");
  EXPECT_EQ(sepa_text("Весна", 70), "Vesna");
  EXPECT_EQ(sepa_text("abc def", 4), "abc");
  EXPECT_EQ(sepa_text("", 4), "");
  EXPECT_TRUE(is_sepa_id("2026-10-1a/b EUR"));
  for (const char* wrong :
       {"", "/a", "a/", "a//b", "a_b", "123456789012345678901234567890123456"}) {
    EXPECT_FALSE(is_sepa_id(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace engine::royalties

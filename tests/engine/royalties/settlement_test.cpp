#include "engine/royalties/settlement.h"

#include "tests/engine/royalties/royalty_stage.h"

namespace engine::royalties {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const Author kAuthor{"Tester", "2026-11-01T12:00:00Z"};

BookPeriod month(const std::string& text) { return must(BookPeriod::parse(text)); }

class Settlement : public BooksTest {
 protected:
  /// Books one use at `price` for Ann alone in a month, under `agreed`, and closes the month.
  void earn(const std::string& period, const std::string& price, const std::string& agreed) {
    Uses uses = small_world();
    uses.tracks[0] = track_by({writer("Ann", 10000)});
    uses.uses[0].id = "use of " + period;
    const RateCard card = card_with(
        "[[rates]]\nname = \"single\"\nmodel = \"pay_per_use\"\nprice"
        " = \"" +
            price + "\"\n" + agreed,
        period);
    must(run(card, uses, {}, period));
    must(close_period(books_, month(period), kAuthor));
  }

  AccountOfParty account(const std::string& period) const {
    std::vector<Transfer> transfers;
    for (const BookedTransfer& one : must(books_.statements(month(period)))) {
      if (one.subject == "statement/name:Ann/EUR") transfers.push_back(one.transfer);
    }
    return account_of(transfers, euro());
  }
};

TEST_F(Settlement, RoundsOnceAndCarriesTheRest) {
  const RateCard card =
      card_with("[[rates]]\nname = \"s\"\nmodel = \"pay_per_use\"\nprice = \"0.05\"\n");
  Uses uses = small_world();
  uses.tracks[0] = track_by({writer("Ann", 3333), writer("Bob", 3333), writer("Cid", 3334)});
  must(run(card, uses));
  must(close_period(books_, month("2026-10"), kAuthor));
  EXPECT_THAT(
      balances(),
      ElementsAre("income -0.05 EUR", "payable/name:Ann 0.01 EUR", "payable/name:Bob 0.01 EUR",
                  "payable/name:Cid 0.01 EUR", "rounding_carry/name:Ann 0.006665 EUR",
                  "rounding_carry/name:Bob 0.006665 EUR", "rounding_carry/name:Cid 0.00667 EUR"));
  must(run(card, uses, {}, "2026-11"));
  must(close_period(books_, month("2026-11"), kAuthor));
  EXPECT_EQ(account("2026-11").rounding_in_micros, 666'500);
  EXPECT_EQ(account("2026-11").due, 2) << "1.6665 and 0.6665 cents";
  EXPECT_EQ(account("2026-11").rounding_out_micros, 333'000);
}

TEST_F(Settlement, CarriesWhatIsBelowTheThreshold) {
  const std::string agreed = "[[agreements]]\nparty = \"Ann\"\nthreshold = \"25.00\"\n";
  earn("2026-10", "20.00", agreed);
  EXPECT_EQ(account("2026-10").carried_out, 20'00);
  EXPECT_FALSE(account("2026-10").payable);
  earn("2026-11", "5.00", agreed);
  EXPECT_EQ(account("2026-11").carried_in, 20'00);
  EXPECT_EQ(account("2026-11").payable, (Money{25'00, euro()}));
  EXPECT_THAT(balances(), ElementsAre("income -25 EUR", "payable/name:Ann 25 EUR"));
}

TEST_F(Settlement, RecoupsAdvancesUpToRateAndCap) {
  const std::string agreed =
      "[[advances]]\nid = \"A1\"\nparty = \"Ann\"\namount = \"100.00\"\nrecoup = \"50 %\"\n"
      "cap = \"60.00\"\n";
  earn("2026-10", "100.00", agreed);
  EXPECT_THAT(account("2026-10").recouped, ElementsAre(Recoupment{"A1", 50'00}));
  EXPECT_EQ(account("2026-10").due, 50'00);
  earn("2026-11", "200.00", agreed);
  EXPECT_THAT(account("2026-11").recouped, ElementsAre(Recoupment{"A1", 50'00})) << "what is left";
  earn("2026-12", "200.00", agreed);
  EXPECT_THAT(account("2026-12").recouped, IsEmpty());
}

TEST_F(Settlement, RecoupsAdvancesInAnotherCurrencyAtTheRateOfTheCard) {
  const std::string agreed = R"(
[[advances]]
id = "A1"
party = "Ann"
amount = "100.00"
currency = "USD"
[[exchange]]
from = "EUR"
to = "USD"
rate = "1.25"
source = "ECB"
date = "2026-10-31"
)";
  earn("2026-10", "60.00", agreed);
  EXPECT_THAT(account("2026-10").recouped,
              ElementsAre(Recoupment{"A1", 60'00, Money{75'00, must(Currency::named("USD"))}}));
  EXPECT_EQ(account("2026-10").due, 0);
  earn("2026-11", "60.00", agreed);
  EXPECT_THAT(account("2026-11").recouped,
              ElementsAre(Recoupment{"A1", 20'00, Money{25'00, must(Currency::named("USD"))}}));
  EXPECT_EQ(account("2026-11").due, 40'00);
  EXPECT_EQ(account("2026-11").payable, (Money{40'00, euro()}));
  EXPECT_THAT(balances(), ElementsAre("exchange 80 EUR", "exchange -100 USD", "income -120 EUR",
                                      "payable/name:Ann 40 EUR", "recouped/A1 100 USD"));
}

TEST_F(Settlement, LetsAnAdvanceWaitWithoutARateOfExchange) {
  earn("2026-10", "60.00",
       "[[advances]]\nid = \"A1\"\nparty = \"Ann\"\namount = \"1\"\ncurrency = \"USD\"\n");
  EXPECT_THAT(account("2026-10").recouped, IsEmpty());
  EXPECT_EQ(account("2026-10").due, 60'00);
}

TEST_F(Settlement, RecoupsFromTheNamedGroupAlone) {
  const std::string agreed = R"(
[[agreements]]
party = "Ann"
group = "family"
[[agreements]]
party = "Bob"
group = "other"
[[advances]]
id = "A1"
party = "Zoe"
amount = "10.00"
group = "family"
)";
  const RateCard card =
      card_with("[[rates]]\nname = \"s\"\nmodel = \"pay_per_use\"\nprice = \"100.00\"\n" + agreed);
  must(run(card, small_world()));
  must(close_period(books_, month("2026-10"), kAuthor));
  EXPECT_THAT(balances(), Contains("recouped/A1 10 EUR"));
  EXPECT_THAT(balances(), Contains("payable/name:Ann 40 EUR"));
  EXPECT_THAT(balances(), Contains("payable/name:Bob 25 EUR"));
}

TEST_F(Settlement, KeepsReservesAndReleasesThem) {
  const std::string agreed =
      "[[agreements]]\nparty = \"Ann\"\n[agreements.reserve]\nrate = \"20 %\"\n"
      "release = [ { after = 1, share = \"1/3\" }, { after = 2, share = \"2/3\" } ]\n";
  earn("2026-10", "100.00", agreed);
  EXPECT_EQ(account("2026-10").reserved, 20'00);
  earn("2026-11", "0.00", agreed);
  EXPECT_EQ(account("2026-11").released, 6'67);
  earn("2026-12", "0.00", agreed);
  EXPECT_EQ(account("2026-12").released, 13'33);
  EXPECT_THAT(balances(), ElementsAre("income -100 EUR", "payable/name:Ann 100 EUR"));
}

TEST_F(Settlement, WithholdsAndExchangesTheTotal) {
  earn("2026-10", "100.00", R"(
[[agreements]]
party = "Ann"
currency = "JPY"
withholding = "10 %"
[[exchange]]
from = "EUR"
to = "JPY"
rate = "161.55"
source = "ECB"
date = "2026-10-31"
)");
  EXPECT_EQ(account("2026-10").withheld, 10'00);
  EXPECT_EQ(account("2026-10").due, 90'00);
  EXPECT_EQ(account("2026-10").payable, (Money{14'540, must(Currency::named("JPY"))}))
      << "14539.5, to the even yen";
  EXPECT_THAT(balances(), ElementsAre("exchange 90 EUR", "exchange -14540 JPY", "income -100 EUR",
                                      "payable/name:Ann 14540 JPY", "withheld/name:Ann 10 EUR"));
}

TEST_F(Settlement, NeedsARateOfExchange) {
  const RateCard card = card_with(
      "[[rates]]\nname = \"s\"\nmodel = \"pay_per_use\"\nprice = \"1\"\n"
      "[[agreements]]\nparty = \"Ann\"\ncurrency = \"USD\"\n");
  must(run(card, small_world()));
  const auto closed = close_period(books_, month("2026-10"), kAuthor);
  EXPECT_THAT(closed.error().message(), HasSubstr("missing rate of exchange from EUR to USD"));
  EXPECT_FALSE(books_.is_closed(month("2026-10"))) << "all or nothing";
  EXPECT_THAT(balances(), Not(Contains(HasSubstr("payable"))));
}

TEST_F(Settlement, CarriesADebtAfterAReversal) {
  earn("2026-10", "100.00", "");
  const RateCard card =
      card_with("[[rates]]\nname = \"s\"\nmodel = \"pay_per_use\"\nprice = \"1\"\n");
  must(run(card, Uses{}, {}, "2026-10", "2026-11"));
  must(close_period(books_, month("2026-11"), kAuthor));
  EXPECT_EQ(account("2026-11").carried_out, -100'00);
  EXPECT_FALSE(account("2026-11").payable);
}

TEST_F(Settlement, IsTakenBackWhenThePeriodIsReopened) {
  const RateCard card =
      card_with("[[rates]]\nname = \"s\"\nmodel = \"pay_per_use\"\nprice = \"1\"\n");
  must(run(card, small_world()));
  const auto before = balances();
  must(close_period(books_, month("2026-10"), kAuthor));
  const auto settled = balances();
  EXPECT_FALSE(close_period(books_, month("2026-10"), kAuthor));
  must(reopen_period(books_, month("2026-10"), kAuthor));
  EXPECT_EQ(balances(), before);
  EXPECT_FALSE(reopen_period(books_, month("2026-10"), kAuthor));
  must(close_period(books_, month("2026-10"), kAuthor));
  EXPECT_EQ(balances(), settled);
}

TEST_F(Settlement, GoesPeriodByPeriod) {
  const RateCard card =
      card_with("[[rates]]\nname = \"s\"\nmodel = \"pay_per_use\"\nprice = \"1\"\n");
  must(run(card, small_world()));
  must(run(card, small_world(), {}, "2026-11"));
  EXPECT_THAT(close_period(books_, month("2026-11"), kAuthor).error().message(),
              HasSubstr("period 2026-10 is still open"));
  must(close_period(books_, month("2026-10"), kAuthor));
  EXPECT_THAT(balances(), Contains("accrued/name:Ann 0.5 EUR")) << "of November";
  must(close_period(books_, month("2026-11"), kAuthor));
  EXPECT_THAT(reopen_period(books_, month("2026-10"), kAuthor).error().message(),
              HasSubstr("period 2026-11 is closed, and builds on 2026-10"));
  EXPECT_THAT(close_period(books_, month("2026-12"), kAuthor).error().message(),
              HasSubstr("nothing is booked in 2026-12"));
}

}  // namespace
}  // namespace engine::royalties

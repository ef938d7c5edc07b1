// What uses earn under each model, and whom it is credited to.

#include "tests/engine/royalties/royalty_stage.h"

namespace engine::royalties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;
using testing::UnorderedElementsAre;
using Lines = std::vector<std::string>;

struct Reckoned {
  Charges charges;
  std::vector<Booking> bookings;
};

Result<Reckoned> reckon(const RateCard& card, const Uses& uses,
                        const std::vector<RevenueRow>& revenue = {}, const History& history = {}) {
  Reckoned all;
  TRY(all.charges, charges_of(card, uses, revenue, history));
  Payees payees;
  TRY_VOID(credit(card, uses, all.charges, payees, [&](const Booking& one) -> Result<void> {
    all.bookings.push_back(one);
    return {};
  }));
  return all;
}

std::string problem(const Result<Reckoned>& result) {
  return result ? "" : result.error().message();
}

std::vector<std::int64_t> gross_of(const Reckoned& all) {
  std::vector<std::int64_t> gross;
  for (const Charge& one : all.charges.charges) gross.push_back(one.gross / kMicros);
  return gross;
}

const char* const kPrice = R"(
[[rates]]
name = "single"
model = "pay_per_use"
price = "49.00"
commission = "30 %"
)";

TEST(PayPerUse, TakesCommissionAndSharesTheRest) {
  const auto all = must(reckon(card_with(kPrice), small_world()));
  EXPECT_THAT(all.bookings, testing::SizeIs(1));
  EXPECT_THAT(
      lines_of(all.bookings[0]),
      ElementsAre("income > commission 14.7 EUR", "income > accrued/name:Ann 17.15 EUR",
                  "income > accrued/name:Bob 8.575 EUR", "income > accrued/name:Cid 8.575 EUR"))
      << "nothing is rounded to cents before the statement";
}

TEST(PayPerUse, ChoosesThePriceByBandAndTier) {
  Uses uses = small_world();
  uses.licences.push_back({.id = "L1", .tier = "tv"});
  uses.uses.push_back(use_of("u2", 0, 20));
  uses.uses.push_back(use_of("u3", 0, 20));
  uses.uses[2].licence = 0;
  const RateCard card = card_with(R"(
[[rates]]
name = "tv"
model = "pay_per_use"
when = { tiers = ["TV"] }
price = "200.00"
[[rates]]
name = "web"
model = "pay_per_use"
prices = [ { up_to_seconds = 30, price = "10.00" }, { price = "25.00" } ]
)");
  EXPECT_THAT(gross_of(must(reckon(card, uses))), ElementsAre(2500, 1000, 20000));
}

TEST(PayPerUse, ChargesByTheSecondAndMoreForStems) {
  Uses uses = small_world();
  uses.tracks[0].version = "stem";
  uses.uses[0].length = from_ms(12'345);
  const RateCard card = card_with(R"(
[[rates]]
name = "seconds"
model = "pay_per_use"
per = "second"
price = "0.10"
stem_uplift = "25 %"
)");
  EXPECT_EQ(must(reckon(card, uses)).charges.charges[0].gross, 154'312'500) << "1.543125 EUR";
}

TEST(PayPerUse, DrawsOnBundles) {
  Uses uses = small_world();
  for (const char* id : {"u2", "u3", "u4"}) uses.uses.push_back(use_of(id, 0, 60));
  const RateCard card = card_with(R"(
[[rates]]
name = "pack"
model = "pay_per_use"
price = "49.00"
bundle = { uses = 3, price = "100.00" }
)");
  const Reckoned first = must(reckon(card, uses));
  EXPECT_EQ(first.charges.bundles.size(), 2U);
  EXPECT_THAT(lines_of(first.bookings[0]), ElementsAre("income > bundles/Chan 100 EUR"));
  std::int64_t drawn = 0;
  for (std::size_t i = 0; i < 3; ++i) drawn += first.charges.charges[i].gross;
  EXPECT_EQ(drawn, 100'00 * kMicros);
  EXPECT_THAT(lines_of(first.bookings[2])[0],
              HasSubstr("bundles > accrued/name:Ann 16.66666667 EUR"));

  History history;
  history.drawn[{"pack", "Chan"}] = 2;
  const Reckoned later = must(reckon(card, uses, {}, history));
  EXPECT_EQ(later.charges.bundles.size(), 1U) << "the first use is the third of the first bundle";
}

TEST(RoyaltySplit, SplitsThePriceOfALicenceOnce) {
  Uses uses = small_world();
  uses.licences.push_back({.id = "L1", .price = must(parse_money("49.00", euro()))});
  uses.uses.push_back(use_of("u2", 0, 20));
  for (Use& use : uses.uses) use.licence = 0;
  const RateCard card = card_with("[[rates]]\nname = \"sale\"\nmodel = \"royalty_split\"\n");
  EXPECT_THAT(gross_of(must(reckon(card, uses))), ElementsAre(3675, 1225)) << "by seconds";
  EXPECT_THAT(gross_of(must(reckon(card, uses, {}, {.sold = {"L1"}}))), ElementsAre(0, 0));
  uses.licences[0].price.reset();
  EXPECT_THAT(problem(reckon(card, uses)), HasSubstr("missing rate: licence L1 has no price"));
}

TEST(RoyaltySplit, TakesCommissionByVolumeAndExclusivity) {
  Uses uses = small_world();
  uses.licences.push_back({.id = "L1", .price = must(parse_money("1000.00", euro()))});
  uses.uses[0].licence = 0;
  const RateCard card = card_with(R"(
[[rates]]
name = "market"
model = "royalty_split"
commission = [ { up_to = "999.99", rate = "50 %" }, { rate = "40 %" } ]
exclusive_commission = "25 %"
)");
  EXPECT_THAT(lines_of(must(reckon(card, uses)).bookings[0])[0], "income > commission 400 EUR");
  uses.licences[0].exclusive = true;
  EXPECT_THAT(lines_of(must(reckon(card, uses)).bookings[0])[0], "income > commission 250 EUR");
}

TEST(DirectPayout, IsReportedWithoutMoney) {
  const RateCard card = card_with("[[rates]]\nname = \"bought\"\nmodel = \"direct_payout\"\n");
  const Reckoned all = must(reckon(card, small_world()));
  ASSERT_EQ(all.bookings.size(), 1U);
  EXPECT_THAT(all.bookings[0].transfers, IsEmpty());
  EXPECT_EQ(all.bookings[0].use.rate, "bought");
  EXPECT_EQ(all.bookings[0].use.note, "bought out");
}

TEST(DirectPayout, SharesABonusPool) {
  const RateCard card = card_with(
      "[[rates]]\nname = \"bought\"\nmodel = \"direct_payout\"\n"
      "bonus = { rate = \"10 %\", plans = [\"bonus\"] }\n");
  RevenueRow bonus = revenue("1000.00");
  bonus.plan = "bonus";
  Uses uses = small_world();
  uses.licences.push_back({.id = "L1", .tier = "bonus"});
  uses.uses[0].licence = 0;
  const Reckoned all = must(reckon(card, uses, {bonus}));
  ASSERT_EQ(all.bookings.size(), 2U);
  EXPECT_THAT(lines_of(all.bookings[1]),
              ElementsAre("income > accrued/name:Ann 50 EUR", "income > accrued/name:Bob 25 EUR",
                          "income > accrued/name:Cid 25 EUR"));
}

std::string pool_card(const std::string& more) {
  return "[[rates]]\nname = \"plus\"\nmodel = \"subscription_pool\"\n[rates.pool]\nrate = \"70 "
         "%\"\n" +
         more;
}

/// Two channels of 10.00: S1 uses A for 10 s; S2 uses B for 90 s and C for 10 s.
Uses two_subscribers() {
  Uses uses;
  for (const char* channel : {"S1", "S2"})
    uses.videos.push_back({.id = channel, .channel = channel});
  for (const char* name : {"A", "B", "C"})
    uses.tracks.push_back(track_by({writer(name, 10000)}, name));
  uses.uses = {use_of("a", 0, 10, 0), use_of("b", 1, 90, 1), use_of("c", 2, 10, 1)};
  return uses;
}

TEST(SubscriptionPool, IsSharedByAllUse) {
  const auto all = must(reckon(card_with(pool_card("")), two_subscribers(),
                               {revenue("10.00", "S1"), revenue("10.00", "S2")}));
  EXPECT_THAT(lines_of(all.bookings[0]), ElementsAre("income > platform 6 EUR"));
  EXPECT_THAT(lines_of(all.bookings[1]), ElementsAre("income > accrued/name:A 1.27272727 EUR"));
  EXPECT_THAT(lines_of(all.bookings[2]), ElementsAre("income > accrued/name:B 11.45454546 EUR"));
  EXPECT_THAT(lines_of(all.bookings[3]), ElementsAre("income > accrued/name:C 1.27272727 EUR"));
}

TEST(SubscriptionPool, IsSharedBySubscriber) {
  const RateCard card = card_with(pool_card("scheme = \"user_centric\"\n"));
  const auto all =
      must(reckon(card, two_subscribers(), {revenue("10.00", "S1"), revenue("10.00", "S2")}));
  EXPECT_THAT(gross_of(all), ElementsAre(7'00, 6'30, 70));
  EXPECT_THAT(problem(reckon(card, two_subscribers(), {revenue("10.00")})),
              HasSubstr("names no subscriber"));
}

TEST(SubscriptionPool, WithoutAnyUseGoesToANamedAccount) {
  for (const auto& [word, line] : {std::pair("carry", "income > carried/plus: EUR 7 EUR"),
                                   std::pair("breakage", "income > breakage 7 EUR"),
                                   std::pair("platform", "income > platform 7 EUR")}) {
    const RateCard card = card_with(pool_card("empty = \"" + std::string(word) + "\"\n"));
    const auto all = must(reckon(card, Uses{}, {revenue("10.00")}));
    EXPECT_THAT(lines_of(all.bookings[0]), ElementsAre("income > platform 3 EUR", line));
  }
}

TEST(SubscriptionPool, TakesInWhatWasCarried) {
  const auto all = must(reckon(card_with(pool_card("")), two_subscribers(), {revenue("10.00")},
                               {.carried = {{"plus: EUR", 4'00 * kMicros}}}));
  EXPECT_EQ(gross_of(all)[1], 9'00);
  EXPECT_THAT(lines_of(all.bookings[0])[0], "carried > income 4 EUR");
}

TEST(SubscriptionPool, KeepsItsGuarantee) {
  Uses uses = two_subscribers();
  const RateCard card =
      card_with(pool_card("guarantee = { per_use = \"2.00\", policy = \"top_up\" }\n"));
  const auto all = must(reckon(card, uses, {revenue("20.00")}));
  EXPECT_EQ(all.charges.pools[0].platform_adds, 2 * (2'00 * kMicros - 127'272'727));
  EXPECT_THAT(lines_of(all.bookings[1]),
              ElementsAre("income > accrued/name:A 1.27272727 EUR",
                          "platform_funds > accrued/name:A 0.72727273 EUR"));
  const RateCard poor =
      card_with(pool_card("guarantee = { per_use = \"9.00\", policy = \"waterfill\" }\n"));
  EXPECT_THAT(must(reckon(poor, uses, {revenue("20.00")})).charges.warnings[0],
              HasSubstr("guarantee_shortfall: plus: EUR lacks 13.00 EUR"));
}

TEST(SubscriptionPool, TakesUsesOfItsPlatformAlone) {
  Uses uses = two_subscribers();
  uses.videos[0].platform = "YouTube";
  const auto all = must(reckon(card_with(pool_card("")), uses, {revenue("10.00", "", "youtube")}));
  EXPECT_THAT(gross_of(all), ElementsAre(7'00));
  EXPECT_THAT(all.charges.uncharged,
              UnorderedElementsAre(Pair("no revenue for its pool of \"plus\"", SizeIs(2))));
}

TEST(Held, MoneyWaitsInTheAccountThatSaysWhy) {
  const RateCard card = card_with(kPrice);
  Uses uses = small_world();
  const auto only_line = [&] { return lines_of(must(reckon(card, uses)).bookings[0]); };
  uses.uses[0].state = licences::State::kDisputed;
  EXPECT_THAT(only_line(), ElementsAre("income > held_dispute 49 EUR"));
  uses.uses[0].state = licences::State::kConflict;
  EXPECT_THAT(only_line(), ElementsAre("income > held_conflict 49 EUR"));
  uses.uses[0].state = licences::State::kLicensedKey;
  uses.tracks[0] = track_by({writer("Ann", 7500), writer("Bob", 5000)});
  EXPECT_THAT(only_line(), ElementsAre("income > held_over_claim 49 EUR"));
  uses.tracks[0] = track_by({});
  EXPECT_THAT(only_line(), ElementsAre("income > unmatched 49 EUR"));
  uses.tracks[0] = track_by({writer("Ann", 7500)});
  EXPECT_THAT(only_line(),
              ElementsAre("income > commission 14.7 EUR", "income > accrued/name:Ann 25.725 EUR",
                          "income > unmatched 8.575 EUR"));
}

TEST(Held, ButWhatNobodyOwesIsOnlyTold) {
  const RateCard card = card_with(kPrice);
  Uses uses = small_world();
  for (const auto state : {licences::State::kUnlicensed, licences::State::kWhitelisted}) {
    uses.uses[0].state = state;
    const Reckoned all = must(reckon(card, uses));
    EXPECT_THAT(all.charges.charges, IsEmpty());
    ASSERT_EQ(all.bookings.size(), 1U);
    EXPECT_EQ(all.bookings[0].subject, "use/u1");
    EXPECT_EQ(all.bookings[0].use.note, licences::to_string(state));
    EXPECT_THAT(all.bookings[0].transfers, IsEmpty());
    EXPECT_THAT(all.charges.uncharged,
                ElementsAre(Pair(std::string(licences::to_string(state)), SizeIs(1))));
  }
}

TEST(Charging, NeedsARateForWhatIsDue) {
  const RateCard card = card_with(
      "[[rates]]\nname = \"us\"\nmodel = \"pay_per_use\"\nprice = \"1.00\"\n"
      "when = { territories = [\"US\"] }\n");
  EXPECT_THAT(problem(reckon(card, small_world())),
              HasSubstr("missing rate: no rate of \"Test\" 1 is for use u1 (tier none, platform "
                        "\"YouTube\", territory DE"));
}

TEST(Units, WeighFunctionAudienceAndCountOnce) {
  Uses uses = two_subscribers();
  uses.videos[1].plays = 50'000;
  uses.uses[0].function = "background";
  uses.uses.push_back(use_of("c2", 2, 4, 1));
  uses.uses.push_back(use_of("d", 0, 2, 1));
  const RateCard card = card_with(
      "[units]\nminimum_ms = 3000\ncap_ms = 60000\ncount = \"video\"\n"
      "functions = { background = \"1/2\" }\n"
      "audience = [ { up_to_plays = 10000, factor = \"1\" }, { factor = \"3\" } ]\n" +
      pool_card(""));
  const auto all = must(reckon(card, uses, {revenue("10.00")}));
  std::vector<std::int64_t> units;
  for (const Charge& one : all.charges.charges) units.push_back(one.units / kUnit);
  EXPECT_THAT(units, ElementsAre(5, 180, 30));
  EXPECT_THAT(all.charges.uncharged,
              UnorderedElementsAre(Pair("the track counts once a video", ElementsAre(3)),
                                   Pair("shorter than the rate card's minimum", ElementsAre(4))));
}

TEST(Administration, TakesItsFeeFromItsParty) {
  const RateCard card = card_with(std::string(kPrice) + R"(
[[agreements]]
party = "Ann"
administrator = "House"
fee = "10 %"
)");
  EXPECT_THAT(
      lines_of(must(reckon(card, small_world())).bookings[0]),
      ElementsAre("income > commission 14.7 EUR", "income > fees/name:House 1.715 EUR",
                  "income > accrued/name:Ann 15.435 EUR", "income > accrued/name:Bob 8.575 EUR",
                  "income > accrued/name:Cid 8.575 EUR"));
}

TEST(Administration, HasLevelsFromTheSourceToTheParty) {
  const auto shares = [](const std::string& levels) {
    const RateCard card = card_with(
        "[[rates]]\nname = \"s\"\nmodel = \"pay_per_use\"\nprice = \"200.00\"\n"
        "[[agreements]]\nparty = \"Ann\"\nadministration = [" +
        levels + "]\n");
    Lines all = lines_of(must(reckon(card, small_world())).bookings.at(0));
    all.resize(all.size() - 2);  // Bob and Cid have none.
    return all;
  };
  const std::string sub = "{ administrator = \"Sub\", fee = \"20 %\" }";
  const std::string house = "{ administrator = \"House\", fee = \"10 %\" }";
  const std::string at_source = "{ administrator = \"House\", fee = \"10 %\", basis = \"source\" }";
  EXPECT_THAT(shares(sub + ", " + house),
              ElementsAre("income > fees/name:Sub 20 EUR", "income > fees/name:House 8 EUR",
                          "income > accrued/name:Ann 72 EUR"));
  EXPECT_THAT(shares(sub + ", " + at_source),
              ElementsAre("income > fees/name:Sub 20 EUR", "income > fees/name:House 10 EUR",
                          "income > accrued/name:Ann 70 EUR"));
}

TEST(Administration, TakesNoMoreThanThereIs) {
  const auto problem = [](const std::string& levels) {
    const auto card =
        rate_card_of_text("name = \"n\"\nversion = \"1\"\ncurrency = \"EUR\"\n" +
                              std::string(kPrice) + "[[agreements]]\nparty = \"Ann\"\n" + levels,
                          "card.toml");
    return card ? "" : card.error().message();
  };
  const std::string most = "{ administrator = \"A\", fee = \"60 %\" }";
  const std::string source = "{ administrator = \"B\", fee = \"50 %\", basis = \"source\" }";
  EXPECT_EQ(problem("administration = [" + most + ", " + most + "]"), "");
  EXPECT_THAT(problem("administration = [" + most + ", " + source + "]"),
              HasSubstr("agreements[1].administration: takes more than there is"));
  EXPECT_THAT(problem("administration = [" + most + "]\nadministrator = \"C\""),
              HasSubstr("give one of them"));
  EXPECT_THAT(problem("administration = [{ administrator = \"A\", fee = \"1/2\", basis = \"x\" }]"),
              HasSubstr("give source or receipt"));
}

TEST(Revenue, IsReadStrictly) {
  const std::string head = "period,platform,territory,plan,subscriber,currency,amount\n";
  const auto rows = must(revenue_of_csv(
      head + "2026-10,YouTube,DE,plus,,EUR,1200.50\n2026-09,YouTube,DE,plus,,EUR,1\n", "2026-10"));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].territory, "0276");
  EXPECT_EQ(rows[0].amount.minor, 120'050);
  const auto error = [&](const std::string& row) {
    return revenue_of_csv(head + row, "2026-10").error().message();
  };
  EXPECT_THAT(error("2026-10,,,,,XXQ,1\n"), HasSubstr("line 2: \"XXQ\": unknown currency"));
  EXPECT_THAT(error("2026-10,,,,,EUR,1.005\n"), HasSubstr("line 2: \"1.005\": too many decimals"));
  EXPECT_THAT(error("2026-10,,Narnia,,,EUR,1\n"), HasSubstr("no territory \"Narnia\""));
  EXPECT_THAT(error("2026-10,,,,,EUR,1\n2026-10,,,,,EUR,2\n"), HasSubstr("line 3: the same"));
  EXPECT_THAT(revenue_of_csv("period,amount\n", "2026-10").error().message(),
              HasSubstr("no column \"platform\""));
}

}  // namespace
}  // namespace engine::royalties

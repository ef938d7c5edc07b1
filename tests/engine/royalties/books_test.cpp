#include "engine/royalties/books.h"

#include "tests/engine/royalties/royalty_stage.h"

#include <algorithm>
#include <random>

namespace engine::royalties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

RateCard price_card(const std::string& price = "49.00", const std::string& version = "1") {
  return must(rate_card_of_text("name = \"Test\"\nversion = \"" + version +
                                    "\"\ncurrency = \"EUR\"\n[[rates]]\nname = \"single\"\n"
                                    "model = \"pay_per_use\"\nprice = \"" +
                                    price + "\"\n",
                                "card.toml"));
}

std::string problem(const Result<PostingOutcome>& result) {
  return result ? "" : result.error().message();
}

constexpr PostingOutcome posted(std::int64_t posted, std::int64_t reversed = 0,
                                std::int64_t unchanged = 0) {
  return {posted, reversed, unchanged};
}

TEST_F(BooksTest, TakeARunOnce) {
  const auto all = {"income -49 EUR", "accrued/name:Ann 24.5 EUR", "accrued/name:Bob 12.25 EUR",
                    "accrued/name:Cid 12.25 EUR"};
  EXPECT_EQ(must(run(price_card(), small_world())), posted(1));
  EXPECT_THAT(balances(), testing::UnorderedElementsAreArray(all));
  EXPECT_EQ(must(run(price_card(), small_world())), posted(0, 0, 1));
  EXPECT_THAT(balances(), testing::UnorderedElementsAreArray(all));
  std::int64_t runs = 0;
  must(database_.each("SELECT count(*) FROM royalty_run", {}, [&](const auto& row) -> Result<void> {
    runs = row.integer(0);
    return {};
  }));
  EXPECT_EQ(runs, 1) << "a run that finds nothing new leaves no trace";
}

TEST_F(BooksTest, KeepNothingOfADryRun) {
  {
    const auto transaction = must(storage::Transaction::begin(database_));
    EXPECT_EQ(must(run(price_card(), small_world())), posted(1));
  }
  EXPECT_THAT(balances(), IsEmpty());
}

TEST_F(BooksTest, ReverseAndBookAnewWhatHasChanged) {
  must(run(price_card(), small_world()));
  Uses uses = small_world();
  uses.tracks[0] = track_by({writer("Ann", 10000)});
  EXPECT_EQ(must(run(price_card(), uses)), posted(1, 1));
  EXPECT_THAT(balances(), ElementsAre("accrued/name:Ann 49 EUR", "income -49 EUR"))
      << "other shares";
  EXPECT_EQ(must(run(price_card("50.00", "2"), uses)), posted(1, 1)) << "other rates";
  uses.uses[0].state = licences::State::kDisputed;
  EXPECT_EQ(must(run(price_card("50.00", "2"), uses)), posted(1, 1)) << "another verdict";
  EXPECT_THAT(balances(), ElementsAre("held_dispute 50 EUR", "income -50 EUR"));
  uses.uses.clear();
  EXPECT_EQ(must(run(price_card("50.00", "2"), uses)), posted(0, 1)) << "the use is gone";
  EXPECT_THAT(balances(), IsEmpty());
  EXPECT_EQ(must(run(price_card(), small_world())), posted(1)) << "and is back";
}

TEST_F(BooksTest, HaveOneRateCardForAVersion) {
  must(run(price_card(), small_world()));
  Uses uses = small_world();
  uses.uses.push_back(use_of("u2", 0, 5));
  EXPECT_THAT(problem(run(price_card("50.00"), uses)),
              HasSubstr("rate card \"Test\" 1 is on record with other rates"));
}

TEST_F(BooksTest, RefuseAPeriodThatIsClosed) {
  must(run(price_card(), small_world()));
  const BookPeriod october = must(BookPeriod::parse("2026-10"));
  must(books_.set_closed(october, true, {"Tester", "2026-11-01T12:00:00Z"}));
  const RateCard changed = price_card("50.00", "2");
  EXPECT_THAT(problem(run(changed, small_world())),
              HasSubstr("period 2026-10 is closed; `cuetrace royalty reopen 2026-10`"));
  EXPECT_THAT(problem(run(changed, small_world(), {}, "2026-09")),
              HasSubstr("period 2026-10 is closed already"));
  EXPECT_THAT(problem(run(changed, small_world(), {}, "2026-Q4")), HasSubstr("kept by month"));
  EXPECT_EQ(must(run(changed, small_world(), {}, "2026-10", "2026-11")), posted(1, 1));
  const auto lines =
      must(books_.transfers(must(BookPeriod::parse("2026-11")), BookingKind::kUse, "name:Ann"));
  ASSERT_EQ(lines.size(), 2U) << "an adjustment shows both";
  EXPECT_EQ(lines[0].transfer.micros, -24'50 * kMicros);
  EXPECT_EQ(lines[1].transfer.micros, 25'00 * kMicros);
  must(books_.set_closed(october, false, {"Tester", "2026-11-01T12:00:00Z"}));
  EXPECT_FALSE(books_.is_closed(october));
}

TEST_F(BooksTest, CannotBeRewritten) {
  must(run(price_card(), small_world()));
  for (const char* sql : {"UPDATE royalty_transfer SET micros = 1", "DELETE FROM royalty_transfer",
                          "UPDATE royalty_booking SET rate = 'x'", "DELETE FROM royalty_booking"}) {
    EXPECT_FALSE(database_.run(sql)) << sql;
  }
}

TEST_F(BooksTest, RememberWhatLaterPeriodsNeed) {
  const std::string rates =
      "[[rates]]\nname = \"plus\"\nmodel = \"subscription_pool\"\n[rates.pool]\nrate = \"50 %\"\n";
  must(run(card_with(rates), Uses{}, {revenue("10.00")}));
  const BookPeriod november = must(BookPeriod::parse("2026-11"));
  EXPECT_THAT(must(books_.history(november)).carried,
              ElementsAre(testing::Pair("plus: EUR", 5'00 * kMicros)));
  must(run(card_with(rates), small_world(), {revenue("20.00")}, "2026-11"));
  EXPECT_THAT(balances(), testing::Contains("accrued/name:Ann 7.5 EUR")) << "half of 5 + 10";
  EXPECT_EQ(must(run(card_with(rates), small_world(), {revenue("20.00")}, "2026-11")).posted, 0);
}

TEST_F(BooksTest, ReadBackTheCardOfARun) {
  must(run(price_card(), small_world()));
  EXPECT_EQ(must(books_.card_of(must(BookPeriod::parse("2026-10")))).digest, price_card().digest);
  EXPECT_THAT(books_.card_of(must(BookPeriod::parse("2026-09"))).error().message(),
              HasSubstr("nothing is booked in 2026-09"));
}

TEST(BookPeriods, AreMonthsOrQuarters) {
  EXPECT_EQ(must(BookPeriod::parse("2026-12")).later(1).text(), "2027-01");
  EXPECT_EQ(must(BookPeriod::parse("2026-Q4")).later(1).text(), "2027-Q1");
  EXPECT_EQ(must(BookPeriod::parse("2026-Q4")).last(), *parse_day("2026-12-31"));
  EXPECT_EQ(must(BookPeriod::parse("2024-02")).last(), *parse_day("2024-02-29"));
  for (const char* text : {"2026", "2026-13", "2026-00", "2026-Q5", "2026-1", "26-10", "2026--1"}) {
    EXPECT_FALSE(BookPeriod::parse(text)) << text;
  }
}

}  // namespace
}  // namespace engine::royalties

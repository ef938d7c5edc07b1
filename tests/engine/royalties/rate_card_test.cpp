#include "engine/royalties/rate_card.h"

#include <gmock/gmock.h>

namespace engine::royalties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kCard = R"toml(
name = "House"
version = "2026.1"
currency = "EUR"
right = "performance"

[units]
basis = "seconds"
minimum_ms = 3000
cap_ms = 120000
count = "video"
functions = { background = "0.5", feature = "1" }
audience = [ { up_to_plays = 10000, factor = "1" }, { factor = "2" } ]

[[rates]]
name = "single"
model = "pay_per_use"
when = { tiers = ["web"], territories = ["DE", "World"] }
prices = [ { up_to_seconds = 30, price = "12.50" }, { price = 20 } ]
stem_uplift = "25 %"
bundle = { uses = 10, price = "99.00" }
commission = [ { up_to = "1000.00", rate = "30 %" }, { rate = "20 %" } ]

[[rates]]
name = "plus"
model = "subscription_pool"
[rates.pool]
platforms = ["YouTube"]
plans = ["plus"]
rate = "50 %"
guarantee = { per_use = "0.60", policy = "waterfill" }

[[agreements]]
party = "Ann Ames"
currency = "USD"
threshold = "25.00"
administrator = "House Music"
fee = "15 %"
[agreements.reserve]
rate = "20 %"
release = [ { after = 2, share = "1/3" }, { after = 4, share = "2/3" } ]

[[advances]]
id = "A-1"
party = "Ann Ames"
amount = "1000.00"
recoup = "50 %"
cap = "200.00"

[[exchange]]
from = "EUR"
to = "USD"
rate = "1.0845"
source = "ECB"
date = "2026-10-31"

[[offers]]
licence = "web"
)toml";

RateCard card_of(std::string_view text) {
  auto card = rate_card_of_text(text, "card.toml");
  if (!card) throw std::runtime_error(card.error().message());
  return *std::move(card);
}

/// What is wrong when `was` stands as `is`.
std::string problem(std::string_view was, std::string_view is) {
  std::string text(kCard);
  const std::size_t at = text.find(was);
  EXPECT_NE(at, text.npos) << was;
  text.replace(at, was.size(), is);
  const auto card = rate_card_of_text(text, "card.toml");
  return card ? "" : card.error().message();
}

TEST(RateCardFile, IsReadWhole) {
  const RateCard card = card_of(kCard);
  EXPECT_EQ(card.version, "2026.1");
  EXPECT_EQ(card.right, catalogue::Right::kPerformance);
  EXPECT_EQ(card.units.minimum, from_ms(3000));
  EXPECT_TRUE(card.units.once_per_video);
  EXPECT_EQ(card.units.functions.at("background"), (Ratio{1, 2}));
  ASSERT_EQ(card.rates.size(), 2U);
  const Rate& single = card.rates[0];
  EXPECT_EQ(single.model, Model::kPayPerUse);
  EXPECT_THAT(single.when.territories, ElementsAre("0276", "2136"));
  EXPECT_EQ(single.prices[0].price, 1250);
  EXPECT_EQ(single.prices[1].price, 2000);
  EXPECT_EQ(single.stem_uplift, (Ratio{1, 4}));
  EXPECT_EQ(single.bundle->price, 9900);
  EXPECT_EQ(single.commission[0].up_to, 100'000);
  const PoolRules& pool = card.rates[1].pool;
  EXPECT_EQ(pool.rate, (Ratio{1, 2}));
  EXPECT_EQ(pool.guarantee->per_use, 60);
  EXPECT_EQ(pool.guarantee->policy, GuaranteePolicy::kWaterfill);
  EXPECT_EQ(card.agreements[0].reserve->releases[1].share, (Ratio{2, 3}));
  EXPECT_EQ(card.advances[0].cap, 20'000);
  EXPECT_EQ(card.exchange[0].rate, (Ratio{2169, 2000}));
  EXPECT_THAT(card.offers_json, HasSubstr("web"));
}

TEST(RateCardFile, IsTheSameCardWhenItSaysTheSame) {
  const RateCard one = card_of(kCard);
  EXPECT_EQ(card_of(kCard).digest, one.digest);
  EXPECT_EQ(card_of(std::string(kCard) + "# a comment\n").digest, one.digest);
  EXPECT_EQ(rate_card_of_text(one.json, "card.json")->digest, one.digest);
}

TEST(RateCardFile, NamesTheKeyThatIsWrong) {
  EXPECT_THAT(problem("\"EUR\"", "\"EURO\""),
              HasSubstr("card.toml: currency: \"EURO\": unknown currency"));
  EXPECT_THAT(problem("\"12.50\"", "\"-12.50\""),
              HasSubstr("rates[1].prices[1].price: \"-12.50\": negative price"));
  EXPECT_THAT(problem("\"12.50\"", "\"12.505\""), HasSubstr("too many decimals"));
  EXPECT_THAT(problem("\"12.50\"", "12.50"),
              HasSubstr("rates[1].prices[1].price: a number with a dot is not exact"));
  EXPECT_THAT(problem("\"50 %\"\ng", "\"150 %\"\ng"),
              HasSubstr("rates[2].pool.rate: \"150 %\": more than the whole"));
  EXPECT_THAT(problem("pay_per_use", "pay_per_view"),
              HasSubstr("rates[1].model: not known; give direct_payout, royalty_split"));
  EXPECT_THAT(problem("stem_uplift", "stem_uplfit"),
              HasSubstr("rates[1].stem_uplfit: not known here; there are: name, model"));
  EXPECT_THAT(problem("\"waterfill\"", "\"flood\""), HasSubstr("guarantee.policy: not known"));
  EXPECT_THAT(problem("\"DE\"", "\"Narnia\""), HasSubstr("no territory \"Narnia\""));
  EXPECT_THAT(problem("share = \"2/3\"", "share = \"1/3\""),
              HasSubstr("agreements[1].reserve.release: the shares have to sum to the whole"));
  EXPECT_THAT(problem("{ rate = \"20 %\" }", "{ up_to = \"2000\", rate = \"20 %\" }"),
              HasSubstr("rates[1].commission: the last step has no up_to"));
  EXPECT_THAT(problem("\"plus\"\nm", "\"single\"\nm"), HasSubstr("two are called \"single\""));
  EXPECT_THAT(problem("administrator = \"House Music\"", ""), HasSubstr("agreements[1].fee"));
  EXPECT_THAT(problem("2026-10-31", "2026-10-32"), HasSubstr("exchange[1].date"));
}

TEST(RateCardFile, HasToSayHowItReckons) {
  const auto error = [](std::string_view text) {
    return rate_card_of_text(text, "c.toml").error().message();
  };
  EXPECT_THAT(error(""), HasSubstr("c.toml: currency: is missing"));
  EXPECT_THAT(error("currency = \"EUR\""), HasSubstr("name: is missing"));
  EXPECT_THAT(error("currency = \"EUR\"\nname=\"a\"\nversion=\"1\""), HasSubstr("[[rates]]"));
  EXPECT_THAT(rate_card_of_text("[]", "c.json").error().message(), HasSubstr("not a table"));
}

}  // namespace
}  // namespace engine::royalties

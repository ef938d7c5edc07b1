// What holds of every ledger, on random ones: whatever comes in goes somewhere, at every level, to
// the micro; a run twice is a run once; what is taken back leaves nothing; and neither the order of
// uses nor that of revenue changes anything.

#include "tests/engine/royalties/royalty_stage.h"

#include <algorithm>
#include <map>
#include <random>

namespace engine::royalties {
namespace {

using Random = std::mt19937_64;

std::int64_t number(Random& random, std::int64_t below) {
  return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(below));
}

const std::vector<RateCard>& cards() {
  static const std::vector<RateCard> all = [] {
    std::vector<RateCard> made;
    for (const char* scheme :
         {"scheme = \"user_centric\"\nidle = \"pool\"",
          "scheme = \"user_centric\"\nidle = \"carry\"", "empty = \"breakage\"",
          "guarantee = { per_use = \"0.60\", policy = \"top_up\" }",
          "guarantee = { per_use = \"0.60\", policy = \"waterfill\" }",
          "guarantee = { per_use = \"0.07\", policy = \"floor_plus_share\" }"}) {
      made.push_back(card_with(std::string(R"(
[units]
minimum_ms = 2000
functions = { background = "1/3" }
[[rates]]
name = "tv"
model = "royalty_split"
when = { tiers = ["tv"] }
commission = [ { up_to = "30.00", rate = "1/3" }, { rate = "12.5 %" } ]
[[rates]]
name = "web"
model = "pay_per_use"
when = { tiers = ["web"] }
price = "0.37"
stem_uplift = "1/7"
commission = "7.7 %"
[[rates]]
name = "pack"
model = "pay_per_use"
when = { tiers = ["pack"] }
price = "1"
bundle = { uses = 3, price = "1.00" }
[[rates]]
name = "plus"
model = "subscription_pool"
[rates.pool]
rate = "2/3"
)") + scheme + R"(
[[agreements]]
party = "W1"
administrator = "House"
fee = "15 %"
)",
                               std::to_string(made.size())));
    }
    return made;
  }();
  return all;
}

struct World {
  Uses uses;
  std::vector<RevenueRow> revenue;
};

void add_licences(Random& random, Uses& uses) {
  const char* const tiers[] = {"tv", "web", "pack", "plus"};
  for (int i = 0; i < 5; ++i) {
    PlayedLicence licence{.id = "L" + std::to_string(i), .tier = tiers[number(random, 4)]};
    licence.licensee = number(random, 2) == 0 ? "" : "S" + std::to_string(number(random, 3));
    licence.price = Money{number(random, 9000), euro()};
    uses.licences.push_back(licence);
  }
}

World world(Random& random, std::int64_t most_uses = 11) {
  World made;
  Uses& uses = made.uses;
  for (int i = 0; i < 3; ++i) {
    uses.videos.push_back({.id = "V" + std::to_string(i), .channel = "S" + std::to_string(i)});
    uses.videos.back().day = parse_day("2026-10-0" + std::to_string(1 + number(random, 3)));
  }
  for (int i = 0; i < 4; ++i) {
    std::vector<catalogue::Contribution> writers;
    for (std::int64_t n = number(random, 4); n > 0; --n) {
      writers.push_back(
          writer("W" + std::to_string(number(random, 5)), static_cast<int>(number(random, 6000))));
    }
    if (number(random, 2) == 0 && !writers.empty()) {  // Shares that are a whole.
      int rest = 10'000;
      for (auto& one : writers) rest -= one.share_bp.emplace(std::min(rest, *one.share_bp));
      *writers.back().share_bp += rest;
    }
    uses.tracks.push_back(track_by(std::move(writers), "R" + std::to_string(i)));
    if (number(random, 3) == 0) uses.tracks.back().version = "stem";
  }
  add_licences(random, uses);
  const std::optional<licences::State> states[] = {
      std::nullopt, licences::State::kLicensedKey, licences::State::kDisputed,
      licences::State::kConflict, licences::State::kUnlicensed};
  for (std::int64_t i = number(random, most_uses + 1); i > 0; --i) {
    Use use = use_of("u" + std::to_string(i), static_cast<std::size_t>(number(random, 4)), 0,
                     static_cast<std::size_t>(number(random, 3)));
    use.length = from_ms(number(random, 90'000));
    use.state = states[number(random, 5)];
    if (number(random, 2) == 0) use.function = "background";
    if (number(random, 4) != 0) use.licence = static_cast<std::size_t>(number(random, 5));
    uses.uses.push_back(std::move(use));
  }
  for (std::int64_t i = number(random, 4); i > 0; --i) {
    made.revenue.push_back(revenue("0", "S" + std::to_string(i)));
    made.revenue.back().amount.minor = number(random, 5000);
  }
  return made;
}

struct Reckoned {
  Charges charges;
  std::vector<Booking> bookings;
};

Reckoned reckon(const RateCard& card, const World& from) {
  Reckoned all;
  all.charges = must(charges_of(card, from.uses, from.revenue, {}));
  Payees payees;
  must(credit(card, from.uses, all.charges, payees, [&](const Booking& one) -> Result<void> {
    all.bookings.push_back(one);
    return {};
  }));
  return all;
}

/// Balances after `bookings`; without accounts that are at 0.
std::map<Account, std::int64_t> balances_of(const std::vector<Booking>& bookings) {
  std::map<Account, std::int64_t> balances;
  for (const Booking& booking : bookings) {
    for (const Transfer& one : booking.transfers) {
      balances[one.from] -= one.micros;
      balances[one.to] += one.micros;
    }
  }
  std::erase_if(balances, [](const auto& one) { return one.second == 0; });
  return balances;
}

/// Money that comes in: revenue, the prices of licences that were split, prices, and bundles.
std::int64_t money_in(const RateCard& card, const World& from, const Charges& charges) {
  std::int64_t total = 0;
  for (const RevenueRow& row : from.revenue) total += row.amount.minor * kMicros;
  for (const BundleSale& sale : charges.bundles) total += sale.price;
  std::map<std::string, std::int64_t> prices;
  for (const Charge& one : charges.charges) {
    const Rate& rate = card.rates[one.rate];
    if (rate.model == Model::kRoyaltySplit) {
      const PlayedLicence& licence = *from.uses.licence_of(from.uses.uses[one.use]);
      prices[licence.id] = licence.price->minor * kMicros;
    } else if (rate.model == Model::kPayPerUse && one.source == Source::kIncome) {
      total += one.gross;
    }
  }
  for (const auto& [id, price] : prices) total += price;
  return total;
}

void expect_every_level_to_sum(const RateCard& card, const World& from, const Reckoned& all) {
  std::map<std::size_t, std::int64_t> of_pool;
  for (const Charge& one : all.charges.charges) {
    if (one.pool) of_pool[*one.pool] += one.gross;
  }
  for (std::size_t i = 0; i < all.charges.pools.size(); ++i) {
    const Pool& pool = all.charges.pools[i];
    ASSERT_EQ(of_pool[i] + pool.unclaimed, pool.amount);
    ASSERT_EQ(pool.amount + pool.kept, pool.revenue.minor * kMicros + pool.carried_in);
  }
  for (const Booking& booking : all.bookings) {
    if (booking.use.usage.empty()) continue;
    std::int64_t parts = 0;
    for (const Transfer& one : booking.transfers) parts += one.micros;
    ASSERT_EQ(parts, booking.use.gross) << booking.subject;
  }
  std::int64_t balance = 0;
  std::int64_t income = 0;
  for (const auto& [account, micros] : balances_of(all.bookings)) {
    balance += micros;
    if (account.name == account::kIncome) income = micros;
  }
  ASSERT_EQ(balance, 0);
  ASSERT_EQ(-income, money_in(card, from, all.charges));
}

void expect_same(const Reckoned& a, const Reckoned& b) {
  ASSERT_EQ(a.bookings.size(), b.bookings.size());
  for (std::size_t i = 0; i < a.bookings.size(); ++i) {
    ASSERT_EQ(a.bookings[i].subject, b.bookings[i].subject);
    ASSERT_EQ(a.bookings[i].use, b.bookings[i].use);
    ASSERT_EQ(lines_of(a.bookings[i]), lines_of(b.bookings[i]));
  }
}

TEST(Invariants, EveryLevelSumsAndNoOrderMatters) {
  Random random(20261031);
  for (int round = 0; round < 100'000; ++round) {
    const RateCard& card = cards()[static_cast<std::size_t>(round) % cards().size()];
    World one = world(random);
    const Reckoned all = reckon(card, one);
    ASSERT_NO_FATAL_FAILURE(expect_every_level_to_sum(card, one, all)) << "round " << round;
    std::shuffle(one.uses.uses.begin(), one.uses.uses.end(), random);
    std::shuffle(one.revenue.begin(), one.revenue.end(), random);
    ASSERT_NO_FATAL_FAILURE(expect_same(all, reckon(card, one))) << "round " << round;
  }
}

/// Books in memory. What is done to them in a test round is rolled back at its end, so that every
/// round has new ones.
class InvariantsOfBooks : public testing::TestWithParam<int> {
 protected:
  InvariantsOfBooks()
      : database_(must(storage::Database::open(":memory:", storage::Access::kWrite))),
        books_(must(Books::open(database_))) {}

  PostingOutcome run(const RateCard& card, const World& from) {
    const History history = must(books_.history(kPeriod));
    const Charges charges = must(charges_of(card, from.uses, from.revenue, history));
    Payees payees;
    return must(books_.post(
        {.period = kPeriod,
         .booked_in = kPeriod,
         .card = &card,
         .author = {"Tester", "2026-11-01T12:00:00Z"}},
        [&](const TakeBooking& take) { return credit(card, from.uses, charges, payees, take); },
        payees));
  }

  const BookPeriod kPeriod = must(BookPeriod::parse("2026-10"));
  storage::Database database_;
  Books books_;
};

constexpr int kBooksSlices = 10;
constexpr int kBooksRounds = 10'000;

/// Runs a ledger, what it has become, and nothing at all.
TEST_P(InvariantsOfBooks, ARunTwiceIsARunOnceAndWhatIsTakenBackLeavesNothing) {
  Random random(static_cast<std::uint64_t>(GetParam()));
  for (int round = 0; round < kBooksRounds; ++round) {
    const auto transaction = must(storage::Transaction::begin(database_));
    const RateCard& card = cards()[static_cast<std::size_t>(round) % cards().size()];
    const World one = world(random, 6);
    const World other = world(random, 6);
    run(card, one);
    const Balances after = must(books_.balances());
    const PostingOutcome again = run(card, one);
    ASSERT_EQ(again.posted + again.reversed, 0) << "round " << round;
    run(card, other);
    run(card, one);
    ASSERT_EQ(must(books_.balances()), after) << "round " << round;
    run(card, World{});
    ASSERT_THAT(must(books_.balances()), testing::IsEmpty()) << "round " << round;
  }
}

INSTANTIATE_TEST_SUITE_P(Slices, InvariantsOfBooks, testing::Range(0, kBooksSlices));

}  // namespace
}  // namespace engine::royalties

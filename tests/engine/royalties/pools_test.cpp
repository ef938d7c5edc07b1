// Pools: pool-centric and user-centric, and guaranteed minimums in three policies.

#include "engine/royalties/allocation.h"
#include "engine/royalties/guarantee.h"
#include "engine/royalties/subscription.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace engine::royalties {
namespace {

using testing::ElementsAre;
using Amounts = std::vector<std::int64_t>;

std::int64_t total(const Amounts& amounts) {
  return std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0});
}

// Two subscribers pay 10.00 each, of which 70 % is shared. One uses A ten times; the other uses B
// ninety times and C ten times.
TEST(PoolCentric, SharesAllMoneyByAllUse) {
  EXPECT_THAT(allocated(14'00, Amounts{10, 90, 10}).value(), ElementsAre(1'27, 11'46, 1'27));
}

TEST(UserCentric, SharesEachFeeByWhatItsPayerUsed) {
  const std::vector<Subscriber> two{{7'00, {{0, 10}}}, {7'00, {{1, 90}, {2, 10}}}};
  const UserCentricPool pool = user_centric(two, 3, Idle::kPool).value();
  EXPECT_THAT(pool.amounts, ElementsAre(7'00, 6'30, 70));
  EXPECT_EQ(pool.idle, 0);
}

TEST(UserCentric, HasAPlaceForMoneyOfThoseWhoUsedNothing) {
  const std::vector<Subscriber> two{{7'00, {{0, 1}, {1, 3}}}, {4'00, {{1, 0}}}};
  EXPECT_THAT(user_centric(two, 2, Idle::kPool)->amounts, ElementsAre(2'75, 8'25));
  for (const Idle idle : {Idle::kCarry, Idle::kPlatform}) {
    const UserCentricPool pool = user_centric(two, 2, idle).value();
    EXPECT_THAT(pool.amounts, ElementsAre(1'75, 5'25));
    EXPECT_EQ(pool.idle, 4'00);
  }
  EXPECT_EQ(user_centric({{4'00, {}}}, 0, Idle::kPool)->idle, 4'00) << "nothing was used at all";
}

struct Case {
  std::int64_t pool = 1000'00;
  Amounts units{7000, 12500, 500};
  Amounts floors{420'00, 150'00, 30'00};
};

TEST(Guarantee, TopsUpFromThePlatform) {
  const Case one;
  EXPECT_THAT(allocated(one.pool, one.units).value(), ElementsAre(350'00, 625'00, 25'00));
  const auto pool =
      with_guarantee(one.pool, one.units, one.floors, GuaranteePolicy::kTopUp).value();
  EXPECT_THAT(pool.amounts, ElementsAre(420'00, 625'00, 30'00));
  EXPECT_EQ(pool.platform_adds, 75'00);
}

TEST(Guarantee, FillsUpFromTheOthers) {
  const Case one;
  const auto pool =
      with_guarantee(one.pool, one.units, one.floors, GuaranteePolicy::kWaterfill).value();
  EXPECT_THAT(pool.amounts, ElementsAre(420'00, 550'00, 30'00));
  EXPECT_EQ(pool.platform_adds, 0);
}

TEST(Guarantee, GivesTheFloorAndAShareOfTheRest) {
  const Case one;
  const auto pool =
      with_guarantee(one.pool, one.units, one.floors, GuaranteePolicy::kFloorPlusShare).value();
  EXPECT_THAT(pool.amounts, ElementsAre(560'00, 400'00, 40'00));
}

TEST(Guarantee, SaysWhatThePoolLacks) {
  for (const auto policy : {GuaranteePolicy::kWaterfill, GuaranteePolicy::kFloorPlusShare}) {
    const auto pool =
        with_guarantee(300'00, Amounts{1, 1}, Amounts{400'00, 200'00}, policy).value();
    EXPECT_THAT(pool.amounts, ElementsAre(200'00, 100'00));
    EXPECT_EQ(pool.shortfall, 300'00);
  }
}

TEST(Guarantee, FillsUpAgainWhereFillingUpPutSomebodyElseBelow) {
  // By units 10, 45, 45. The first is filled up to 40; then 30 each is below the second's 44.
  const auto pool =
      with_guarantee(100, Amounts{10, 45, 45}, Amounts{40, 44, 0}, GuaranteePolicy::kWaterfill);
  EXPECT_THAT(pool->amounts, ElementsAre(40, 44, 16));
}

TEST(Guarantee, IsWhatThePoolHasWhateverTheFloors) {
  std::mt19937_64 random(11);
  const auto number = [&](std::int64_t most) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most + 1));
  };
  for (int round = 0; round < 100'000; ++round) {
    const auto count = static_cast<std::size_t>(1 + number(6));
    Amounts units(count);
    Amounts floors(count);
    for (std::size_t i = 0; i < count; ++i) {
      units[i] = number(1000) + (i == 0);
      floors[i] = number(3) * number(200);
    }
    const std::int64_t amount = number(3000);
    for (const auto policy :
         {GuaranteePolicy::kTopUp, GuaranteePolicy::kWaterfill, GuaranteePolicy::kFloorPlusShare}) {
      const GuaranteedPool pool = with_guarantee(amount, units, floors, policy).value();
      ASSERT_EQ(total(pool.amounts), amount + pool.platform_adds);
      if (pool.shortfall > 0) continue;
      for (std::size_t i = 0; i < count; ++i) ASSERT_GE(pool.amounts[i], floors[i]);
    }
  }
}

}  // namespace
}  // namespace engine::royalties

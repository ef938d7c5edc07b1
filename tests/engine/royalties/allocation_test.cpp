#include "engine/royalties/allocation.h"

#include "engine/royalties/ratio.h"

#include <gmock/gmock.h>

#include <numeric>
#include <random>

namespace engine::royalties {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Amounts = std::vector<std::int64_t>;

Amounts split(std::int64_t amount, const Amounts& weights) {
  return allocated(amount, weights).value();
}

TEST(Allocation, SplitsByTheLargestRemainder) {
  EXPECT_THAT(split(100'00, {1, 1, 1}), ElementsAre(33'34, 33'33, 33'33));
  EXPECT_THAT(split(5, {50, 50}), ElementsAre(3, 2));
  EXPECT_THAT(split(1, {1, 1, 1}), ElementsAre(1, 0, 0));
  EXPECT_THAT(split(7, {50, 30, 20}), ElementsAre(4, 2, 1));
  EXPECT_THAT(split(9'99, {25, 25, 50}), ElementsAre(2'50, 2'50, 4'99));
}

TEST(Allocation, MirrorsWhatItReverses) {
  EXPECT_THAT(split(101, {33'33, 33'33, 33'34}), ElementsAre(34, 33, 34));
  EXPECT_THAT(split(-101, {33'33, 33'33, 33'34}), ElementsAre(-34, -33, -34));
}

TEST(Allocation, TakesACommissionFirst) {
  const Amounts sale = split(49'00, {30, 70});
  EXPECT_THAT(sale, ElementsAre(14'70, 34'30));
  EXPECT_THAT(split(sale[1], {50, 50}), ElementsAre(17'15, 17'15));
  EXPECT_THAT(split(sale[1], {50, 25, 25}), ElementsAre(17'15, 8'58, 8'57));
}

TEST(Allocation, TakesExactShares) {
  const std::vector<Ratio> thirds(3, Ratio{1, 3});
  EXPECT_THAT(allocated(100'00, thirds).value(), ElementsAre(33'34, 33'33, 33'33));
  const std::vector<Ratio> mixed{{1, 3}, {1, 2}, {1, 6}};
  EXPECT_THAT(allocated(6'00, mixed).value(), ElementsAre(2'00, 3'00, 1'00));
  const std::vector<Ratio> odd{{1, 999'999'937}, {1, 999'999'929}, {1, 999'999'893}};
  EXPECT_THAT(allocated(1, odd).error().message(), HasSubstr("too many different denominators"));
}

TEST(Allocation, HasSomebodyToGoTo) {
  EXPECT_THAT(split(0, {}), ElementsAre());
  EXPECT_THAT(split(0, {0, 0}), ElementsAre(0, 0));
  EXPECT_THAT(allocated(5, Amounts{0, 0}).error().message(), HasSubstr("nobody to allocate it to"));
  EXPECT_THAT(allocated(5, Amounts{}).error().message(), HasSubstr("nobody"));
  EXPECT_THAT(allocated(5, Amounts{1, -1}).error().message(), HasSubstr("negative"));
}

TEST(Allocation, GivesNothingToNoShare) {
  EXPECT_THAT(split(5, {0, 3, 0, 3}), ElementsAre(0, 3, 0, 2));
}

TEST(Allocation, StandsTheWidestNumbers) {
  EXPECT_THAT(split(INT64_MAX, {INT64_MAX, INT64_MAX}),
              ElementsAre(INT64_MAX / 2 + 1, INT64_MAX / 2));
  EXPECT_THAT(split(INT64_MIN, {INT64_MAX}), ElementsAre(INT64_MIN));
  EXPECT_THAT(split(INT64_MIN, {INT64_MAX, 1}), ElementsAre(-INT64_MAX, -1));
}

TEST(Allocation, SumsToTheWholeWhateverTheShares) {
  std::mt19937_64 random(7);
  for (int round = 0; round < 100'000; ++round) {
    Amounts weights(1 + random() % 12);
    for (auto& weight : weights)
      weight = static_cast<std::int64_t>(random() >> (1 + random() % 62));
    weights[0] += weights[0] == 0;
    const auto amount = static_cast<std::int64_t>(random() >> (1 + random() % 62));
    const Amounts parts = split(amount, weights);
    ASSERT_EQ(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}), amount);
    Amounts reversed = split(-amount, weights);
    for (auto& part : reversed) part = -part;
    ASSERT_EQ(reversed, parts);
  }
}

TEST(RatioText, IsExact) {
  EXPECT_EQ(parse_ratio("1/3").value(), (Ratio{1, 3}));
  EXPECT_EQ(parse_ratio("2/6").value(), (Ratio{1, 3}));
  EXPECT_EQ(parse_ratio("33.3333 %").value(), (Ratio{333'333, 1'000'000}));
  EXPECT_EQ(parse_ratio("50%").value(), (Ratio{1, 2}));
  EXPECT_EQ(parse_ratio("0.25").value(), (Ratio{1, 4}));
  EXPECT_EQ(parse_ratio("2").value(), (Ratio{2, 1}));
  EXPECT_EQ(parse_ratio("0").value(), (Ratio{0, 1}));
  for (const char* text : {"", "%", "-1", "1/0", "1/", "a", "1.2345678", "1e3", "-5 %"}) {
    EXPECT_FALSE(parse_ratio(text)) << text;
  }
  EXPECT_FALSE(parse_part("101 %"));
  EXPECT_TRUE(parse_part("100 %"));
}

TEST(RatioText, IsWrittenAsAPercentageWhereThatIsExact) {
  EXPECT_EQ(to_string(Ratio{1, 3}), "1/3");
  EXPECT_EQ(to_string(Ratio{1, 8}), "12.5 %");
  EXPECT_EQ(to_string(kWhole), "100 %");
  EXPECT_EQ(to_string(Ratio{0, 1}), "0 %");
  EXPECT_EQ(to_string(rest_of({3, 10})), "70 %");
}

}  // namespace
}  // namespace engine::royalties

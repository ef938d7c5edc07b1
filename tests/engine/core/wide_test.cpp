#include "engine/core/wide.h"

#include <gtest/gtest.h>

namespace engine {
namespace {

TEST(Wide, RoundsHalvesToTheEvenNumber) {
  EXPECT_EQ(half_even(25, 10), 2);
  EXPECT_EQ(half_even(35, 10), 4);
  EXPECT_EQ(half_even(-25, 10), -2);
  EXPECT_EQ(half_even(-35, 10), -4);
  EXPECT_EQ(half_even(26, 10), 3);
  EXPECT_EQ(half_even(-26, 10), -3);
  EXPECT_EQ(half_even(24, 10), 2);
  EXPECT_EQ(half_even(7, 7), 1);
}

TEST(Wide, TakesTheFloorOfNegativesToo) {
  EXPECT_EQ(floored(7, 2), 3);
  EXPECT_EQ(floored(-7, 2), -4);
  EXPECT_EQ(floored(-8, 2), -4);
}

TEST(Wide, KnowsWhatFitsInto64Bits) {
  EXPECT_EQ(narrowed(Wide{INT64_MAX}), INT64_MAX);
  EXPECT_EQ(narrowed(Wide{INT64_MIN}), INT64_MIN);
  EXPECT_FALSE(narrowed(Wide{INT64_MAX} + 1));
  EXPECT_FALSE(narrowed(Wide{INT64_MIN} - 1));
}

TEST(Wide, IsWrittenInFull) {
  EXPECT_EQ(to_string(Wide{0}), "0");
  EXPECT_EQ(to_string(Wide{-1204}), "-1204");
  EXPECT_EQ(to_string(Wide{INT64_MAX} * 1000), "9223372036854775807000");
  EXPECT_EQ(to_string(Wide{INT64_MIN} * 10), "-92233720368547758080");
}

TEST(Wide, HasGreatestCommonDivisors) {
  EXPECT_EQ(greatest_common_divisor(12, 18), 6);
  EXPECT_EQ(greatest_common_divisor(-12, 18), 6);
  EXPECT_EQ(greatest_common_divisor(0, 5), 5);
}

}  // namespace
}  // namespace engine

#include "engine/core/media_time.h"

namespace engine {
namespace {

TEST(Milliseconds, AreRoundedHalfUp) {
  EXPECT_EQ(to_ms(MediaTime{0}), 0);
  EXPECT_EQ(to_ms(MediaTime{499}), 0);
  EXPECT_EQ(to_ms(MediaTime{500}), 1);
  EXPECT_EQ(to_ms(MediaTime{1499}), 1);
  EXPECT_EQ(to_ms(MediaTime{1500}), 2);
}

TEST(Milliseconds, AreRoundedTowardsLaterBeforeZeroToo) {
  EXPECT_EQ(to_ms(MediaTime{-499}), 0);
  EXPECT_EQ(to_ms(MediaTime{-500}), 0);
  EXPECT_EQ(to_ms(MediaTime{-501}), -1);
  EXPECT_EQ(to_ms(MediaTime{-1500}), -1);
  EXPECT_EQ(to_ms(MediaTime{-1501}), -2);
}

TEST(Milliseconds, AreTakenBackExactly) {
  for (const std::int64_t ms : {-1'000'000LL, -1LL, 0LL, 1LL, 61'234LL, 86'400'000'000LL}) {
    EXPECT_EQ(to_ms(from_ms(ms)), ms);
  }
}

TEST(Timecode, CountsHoursWithoutPadding) {
  EXPECT_EQ(to_timecode(from_ms(0)), "0:00:00.000");
  EXPECT_EQ(to_timecode(from_ms(62'345)), "0:01:02.345");
  EXPECT_EQ(to_timecode(from_ms(3'599'999)), "0:59:59.999");
  EXPECT_EQ(to_timecode(from_ms(3'600'000)), "1:00:00.000");
  EXPECT_EQ(to_timecode(from_ms(360'000'001)), "100:00:00.001");
}

TEST(Timecode, IsOfTheRoundedMilliseconds) {
  EXPECT_EQ(to_timecode(MediaTime{59'999'499}), "0:00:59.999");
  EXPECT_EQ(to_timecode(MediaTime{59'999'500}), "0:01:00.000");
}

TEST(Timecode, OfATimeBeforeZeroHasASign) {
  EXPECT_EQ(to_timecode(from_ms(-62'345)), "-0:01:02.345");
  EXPECT_EQ(to_timecode(MediaTime{-400}), "0:00:00.000");
}

TEST(Clock, CountsHoursOnlyWhereThereAreSome) {
  EXPECT_EQ(to_clock(from_ms(0)), "0:00");
  EXPECT_EQ(to_clock(from_ms(123'000)), "2:03");
  EXPECT_EQ(to_clock(from_ms(3'599'499)), "59:59");
  EXPECT_EQ(to_clock(from_ms(3'599'500)), "1:00:00");
  EXPECT_EQ(to_clock(from_ms(3'723'000)), "1:02:03");
}

TEST(MediaSpan, IsAsLongAsFromItsStartToItsEnd) {
  EXPECT_EQ((MediaSpan{from_ms(10), from_ms(35)}.length()), from_ms(25));
}

}  // namespace
}  // namespace engine

#include "engine/core/timecode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine {
namespace {

using testing::HasSubstr;

FrameRate rate(std::string_view name) { return frame_rate_named(name).value(); }

std::string why_not(std::string_view label, std::string_view rate_name) {
  const auto frame = parse_timecode(label, rate(rate_name));
  return frame ? "it is frame " + std::to_string(*frame) : frame.error().message();
}

struct Vector {
  const char* rate;
  const char* label;
  FrameNumber frame;
  std::int64_t us;  // When the frame begins.
};

const Vector kVectors[] = {
    {"29.97df", "00:00:59;29", 1799, 60'026'633},
    {"29.97df", "00:01:00;02", 1800, 60'060'000},
    {"29.97df", "00:02:00;02", 3598, 120'053'267},
    {"29.97df", "00:10:00;00", 17'982, 599'999'400},
    {"29.97df", "01:00:00;00", 107'892, 3'599'996'400},
    {"29.97df", "23:59:59;29", 2'589'407, 86'399'880'233},
    {"59.94df", "00:00:59;59", 3599, 60'043'317},
    {"59.94df", "00:01:00;04", 3600, 60'060'000},
    {"59.94df", "01:00:00;00", 215'784, 3'599'996'400},
    {"29.97", "01:00:00:00", 108'000, 3'603'600'000},
    {"23.976", "01:00:00:00", 86'400, 3'603'600'000},
    {"23.976", "00:00:00:01", 1, 41'708},
    {"24", "01:00:00:00", 86'400, 3'600'000'000},
    {"24", "00:00:00:23", 23, 958'333},
    {"25", "00:00:10:12", 262, 10'480'000},
    {"30", "00:00:01:29", 59, 1'966'667},
    {"50", "00:00:00:49", 49, 980'000},
    {"59.94", "00:00:01:00", 60, 1'001'000},
    {"60", "23:59:59:59", 5'183'999, 86'399'983'333},
};

TEST(Timecode, CountsFramesAsTheStandardDoes) {
  for (const Vector& one : kVectors) {
    SCOPED_TRACE(std::string(one.rate) + " " + one.label);
    const auto frame = parse_timecode(one.label, rate(one.rate));
    ASSERT_TRUE(frame) << frame.error().message();
    EXPECT_EQ(*frame, one.frame);
    EXPECT_EQ(frame_label(one.frame, rate(one.rate)), one.label);
    EXPECT_EQ(time_of_frame(one.frame, rate(one.rate)).count(), one.us);
  }
}

TEST(Timecode, OfEveryFrameIsReadAsThatFrame) {
  for (const FrameRate& one : frame_rates()) {
    SCOPED_TRACE(one.name);
    const FrameNumber hour = rate(one.name).labels * 3700;
    for (FrameNumber frame = 0; frame < hour; frame += frame < 40'000 ? 1 : 7) {
      const auto read = parse_timecode(frame_label(frame, one), one);
      ASSERT_TRUE(read) << read.error().message();
      ASSERT_EQ(*read, frame);
      ASSERT_EQ(frame_nearest(time_of_frame(frame, one), one), frame);
    }
  }
}

TEST(Timecode, HasNoLabelsThatDropFrameLeavesOut) {
  EXPECT_EQ(why_not("00:01:00;00", "29.97df"),
            "00:01:00;00: drop frame leaves this label out; the next is 00:01:00;02");
  EXPECT_THAT(why_not("00:01:00;01", "29.97df"), HasSubstr("leaves this label out"));
  EXPECT_THAT(why_not("01:59:00;03", "59.94df"), HasSubstr("the next is 01:59:00;04"));
  EXPECT_EQ(why_not("00:20:00;00", "29.97df"), "it is frame 35964");
  EXPECT_EQ(why_not("00:01:00:00", "29.97"), "it is frame 1800");
}

TEST(Timecode, SaysWhyALabelIsImpossible) {
  EXPECT_THAT(why_not("00:00:10:25", "25"), HasSubstr("at 25 frames go from 00 to 24"));
  EXPECT_THAT(why_not("24:00:00:00", "25"), HasSubstr("hours go from 00 to 23"));
  EXPECT_THAT(why_not("00:61:00:00", "25"), HasSubstr("minutes go from"));
  EXPECT_THAT(why_not("00:00:60:00", "25"), HasSubstr("seconds go from"));
  EXPECT_THAT(why_not("00:00:10;12", "25"), HasSubstr("';' means drop frame"));
  for (const char* text : {"", "10", "00:10:12", "a:b:c:d", "00:00:10:", "00:00:10:12:1",
                           "00:00:-1:00", "0000:00:00:00", "00:00:10:99999999999999999999"}) {
    EXPECT_THAT(why_not(text, "25"), HasSubstr("write hh:mm:ss:ff")) << text;
  }
}

TEST(Timecode, TakesTheSeparatorsThatProgramsWrite) {
  EXPECT_EQ(why_not("1:02:03:04", "25"), "it is frame 93079");
  EXPECT_EQ(why_not(" 01:02:03.04 ", "25"), "it is frame 93079");
  EXPECT_EQ(why_not("00:01:00:02", "29.97df"), "it is frame 1800");
}

TEST(FrameRate, IsFoundByWhatProgramsCallIt) {
  EXPECT_EQ(rate("29.97 Drop").name, "29.97df");
  EXPECT_EQ(rate("29.97 Drop Frame").name, "29.97df");
  EXPECT_EQ(rate("29.97 Non-Drop Frame").name, "29.97");
  EXPECT_EQ(rate("59.94 DF").name, "59.94df");
  EXPECT_EQ(rate("23.98").name, "23.976");
  EXPECT_EQ(rate("25 Frame").name, "25");
  EXPECT_EQ(rate("25 fps").name, "25");
  EXPECT_EQ(rate("30000/1001").name, "29.97");
  for (const char* text : {"", "df", "25df", "26", "29.97dff"}) {
    EXPECT_EQ(frame_rate_named(text), std::nullopt) << text;
  }
}

TEST(ProductionClock, StartsWhereTheProductionSays) {
  const auto clock = ProductionClock::of("25", "00:59:50:00");
  ASSERT_TRUE(clock);
  EXPECT_EQ(clock->label(MediaTime{0}), "00:59:50:00");
  EXPECT_EQ(clock->label(from_ms(10'000)), "01:00:00:00");
  EXPECT_EQ(clock->position("01:00:00:00").value(), from_ms(10'000));
  EXPECT_THAT(clock->position("00:59:49:24").error().message(),
              HasSubstr("before the start of the programme, 00:59:50:00"));
}

TEST(ProductionClock, RunsOnWhatIsHeardAndNotOnLabels) {
  const auto film = ProductionClock::of("23.976", "01:00:00:00");
  ASSERT_TRUE(film);
  EXPECT_EQ(film->label(from_ms(1'001'000)), "01:16:40:00");  // 1000 s of labels last 1001 s.
  const auto tv = ProductionClock::of("29.97df", "");
  ASSERT_TRUE(tv);
  EXPECT_EQ(tv->label(from_ms(3'599'996) + MediaTime{400}), "01:00:00;00");
}

TEST(ProductionClock, RefusesWhatCannotBe) {
  EXPECT_THAT(ProductionClock::of("26", "").error().message(), HasSubstr("one of 23.976, 24"));
  EXPECT_FALSE(ProductionClock::of("29.97df", "01:01:00;00"));
}

}  // namespace
}  // namespace engine

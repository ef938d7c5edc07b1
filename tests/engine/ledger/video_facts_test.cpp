#include "engine/ledger/video_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::ledger {
namespace {

using testing::HasSubstr;

std::string value(std::string_view name, std::string_view given) {
  const VideoField* const field = find_video_field(name);
  if (field == nullptr) return "no such field";
  const auto read = video_value(*field, given);
  return read ? *read : "error: " + read.error().message();
}

TEST(VideoFacts, AreKeptInOneForm) {
  EXPECT_EQ(value("title", "  The Example "), "The Example");
  EXPECT_EQ(value("akas", "A | B||C"), "A|B|C");
  EXPECT_EQ(value("first_date", "20261031"), "2026-10-31");
  EXPECT_EQ(value("duration", "1:02:03.5"), "3723500000");
  EXPECT_EQ(value("duration", "52:30"), "3150000000");
  EXPECT_EQ(value("frame_rate", "29.97 DF"), "29.97df");
  EXPECT_EQ(value("eidr", "10.5240/7791-8534-2C23-9030-8610-5"),
            "10.5240/7791-8534-2C23-9030-8610-5");
  EXPECT_EQ(value("published_at", "2026-10-31T20:15:00Z"), "2026-10-31T20:15:00Z");
  EXPECT_EQ(value("year", ""), "");
}

TEST(VideoFacts, ThatAreWrongAreRefusedWithWhatIsExpected) {
  EXPECT_THAT(value("first_date", "31 October"), HasSubstr("expected a day"));
  EXPECT_THAT(value("first_date", "2026-02-30"), HasSubstr("first_date: '2026-02-30'"));
  EXPECT_THAT(value("year", "26"), HasSubstr("expected a year"));
  EXPECT_THAT(value("preparer_email", "ann at example"), HasSubstr("expected an e-mail address"));
  EXPECT_THAT(value("frame_rate", "26"), HasSubstr("one of 23.976, 24, 25"));
  EXPECT_THAT(value("start_timecode", "1:00"), HasSubstr("expected a timecode"));
  EXPECT_THAT(value("duration", "-3"), HasSubstr("expected a duration"));
  EXPECT_THAT(value("duration", "1:75"), HasSubstr("expected a duration"));
  EXPECT_THAT(value("duration", "0"), HasSubstr("expected a duration"));
  EXPECT_THAT(value("eidr", "10.5240/7791-8534-2C23-9030-8610-6"), HasSubstr("no EIDR: "));
  EXPECT_THAT(value("isan", "nonsense"), HasSubstr("no ISAN"));
  EXPECT_THAT(value("title", std::string(5000, 'x')), HasSubstr("shorten it"));
}

TEST(VideoFacts, GoByTheNamesThatFilesUse) {
  EXPECT_EQ(find_video_field("Episode-Title")->name, "episode_title");
  EXPECT_EQ(find_video_field("production company")->name, "company");
  EXPECT_EQ(find_video_field("colour"), nullptr);
  EXPECT_TRUE(is_of_production(*find_video_field("prepared_on")));
  EXPECT_FALSE(is_of_production(*find_video_field("platform")));
}

TEST(VideoFacts, BecomeMetadataAndBack) {
  std::map<std::string, std::string> values;
  for (const VideoField& field : video_fields()) values[std::string(field.name)] = "x";
  values["akas"] = "A|B";
  values["first_date"] = "2026-10-31";
  values["prepared_on"] = "2026-11-01";
  values["duration"] = "3723500000";
  const auto metadata = metadata_of(values);
  ASSERT_TRUE(metadata) << metadata.error().message();
  EXPECT_EQ(metadata->production.akas, (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(metadata->production.duration, MediaTime{3'723'500'000});
  EXPECT_EQ(values_of(*metadata), values);
}

TEST(VideoFacts, ThatAreNoneInTheLedgerAreTold) {
  const auto metadata = metadata_of({{"first_date", "soon"}});
  ASSERT_FALSE(metadata);
  EXPECT_EQ(metadata.error().code(), Errc::kCorrupt);
  EXPECT_TRUE(metadata_of({{"field_of_a_newer_cuetrace", "x"}}));
}

TEST(VideoFacts, MustGoTogether) {
  EXPECT_TRUE(check_together({{"frame_rate", "29.97"}, {"start_timecode", "01:01:00:00"}}));
  const auto dropped =
      check_together({{"frame_rate", "29.97df"}, {"start_timecode", "01:01:00;00"}});
  ASSERT_FALSE(dropped);
  EXPECT_THAT(dropped.error().message(), HasSubstr("drop frame leaves this label out"));
}

}  // namespace
}  // namespace engine::ledger

#include "reports/reported_uses.h"

#include "tests/reports/sample_uses.h"

namespace reports {
namespace {

struct PeriodCase {
  std::string text;
  std::string days;
};

TEST(Period, IsAYearAQuarterAMonthOrADay) {
  const std::vector<PeriodCase> cases{
      {"2026", "2026-01-01 to 2026-12-31"},    {"2026-Q1", "2026-01-01 to 2026-03-31"},
      {"2026-q4", "2026-10-01 to 2026-12-31"}, {"2026-10", "2026-10-01 to 2026-10-31"},
      {"2024-02", "2024-02-01 to 2024-02-29"}, {"2026-10-31", "2026-10-31 to 2026-10-31"}};
  for (const PeriodCase& one : cases) {
    const auto period = parse_period(one.text);
    ASSERT_TRUE(period) << one.text;
    EXPECT_EQ(to_string(*period), one.days);
  }
}

TEST(Period, RefusesWhatNoCalendarHas) {
  for (const char* text : {"", "26", "2026-", "2026-13", "2026-00", "2026-Q5", "2026-Q", "2026-1",
                           "2026-02-30", "2026/10", "October", "20261"}) {
    EXPECT_FALSE(parse_period(text)) << text;
  }
}

VideoRecord published(const std::string& at, const std::string& scanned) {
  VideoRecord record;
  record.publication.published_at = at;
  record.scanned_at = scanned;
  return record;
}

TEST(DayOfUse, IsThatOfPublicationElseThatOfTheScan) {
  const DayOfUse known = day_of(published("2026-09-30T23:00:00-05:00", "2026-11-01T00:00:00Z"));
  EXPECT_EQ(engine::to_string(known.day.value()), "2026-09-30");
  EXPECT_TRUE(known.published);
  const DayOfUse scanned = day_of(published("", "2026-11-01T00:00:00Z"));
  EXPECT_EQ(engine::to_string(scanned.day.value()), "2026-11-01");
  EXPECT_FALSE(scanned.published);
  EXPECT_FALSE(day_of({}).day);
}

ReportedUses two_videos() {
  ReportedUses report{{use_of(sample_track(1), 0, 10'000),
                       use_of(sample_track(1), 0, 10'000, sample_video(2)),
                       use_of(sample_track(1), 0, 10'000, sample_video(3))}};
  report.videos[sample_video(1).id] = published("2026-10-31", "2026-11-02T00:00:00Z");
  report.videos[sample_video(2).id] = published("", "2026-11-02T00:00:00Z");
  return report;
}

TEST(KeepPeriod, TakesOutOtherDaysAndWhatHasNone) {
  ReportedUses october = two_videos();
  keep_period(*parse_period("2026-10"), october);
  ASSERT_EQ(october.uses.size(), 1U);
  EXPECT_EQ(october.uses[0].video->id, sample_video(1).id);
  ReportedUses all = two_videos();
  keep_period({}, all);
  EXPECT_EQ(all.uses.size(), 3U);
}

TEST(PartOf, HasWhatIsOnRecordOfItsUsesAlone) {
  ReportedUses all = two_videos();
  for (Use& use : all.uses) {
    use.id += engine::to_string(use.video->id);
    all.decisions[use.id] = {};
    all.verdicts[use.id] = {};
  }
  const Use& wanted = all.uses.front();
  const auto part = part_of(all, [&](const Use& use) { return use.id == wanted.id; });
  ASSERT_EQ(part.uses.size(), 1U);
  EXPECT_EQ(part.uses.front().video->id, wanted.video->id);
  EXPECT_EQ(part.videos.size(), all.videos.count(wanted.video->id));
  EXPECT_EQ(part.decisions.size(), 1U);
  EXPECT_EQ(part.verdict_on(wanted), all.verdict_on(wanted));
}

TEST(DayBasis, CountsTheVideosWhoseDayIsThatOfTheScan) {
  EXPECT_EQ(day_basis(two_videos()),
            "by day of publication; 2 of 3 videos by day of scan, since no other is on record");
}

TEST(VideoName, IsWhatPeopleCallIt) {
  Use use = use_of(sample_track(1), 0, 10'000);
  VideoRecord record;
  record.programme = "The Example: One";
  EXPECT_EQ(video_name(use, record), "The Example: One");
  EXPECT_EQ(video_name(use, {}), "Episode 1");
  engine::VideoFacts without_title = sample_video();
  without_title.title.clear();
  use.video = without_title;
  EXPECT_EQ(video_name(use, {}), "v1.mp4");
}

}  // namespace
}  // namespace reports

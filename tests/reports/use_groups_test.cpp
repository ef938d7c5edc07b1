#include "reports/use_groups.h"

#include "tests/reports/sample_uses.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using testing::HasSubstr;

ReportedUses report() {
  engine::catalogue::Recording full = sample_track(1);
  full.version = "full";
  ReportedUses report{{use_of(sample_track(1, {writer("Ann", {}), writer("Bob", {})}), 0, 20'000),
                       use_of(sample_track(2, {writer("Ann", {})}), 10'000, 30'000),
                       use_of(full, 0, 10'000, sample_video(2))}};
  VideoRecord& first = report.videos[sample_video(1).id];
  first.publication.channel = "One";
  first.publication.territories = {"DE", "AT", "DE"};
  first.publication.published_at = "2026-10-05";
  report.videos[sample_video(2).id].scanned_at = "2026-09-01T10:00:00Z";
  return report;
}

struct Expected {
  GroupBy by;
  std::vector<std::string> groups;  ///< Label, uses, videos, seconds, share.
};

std::string line_of(const UseGroup& group) {
  return group.label + " " + std::to_string(group.uses) + " " + std::to_string(group.videos) + " " +
         std::to_string(engine::to_ms(group.music) / 1000) + " " + std::to_string(group.share_bp);
}

TEST(Grouped, CountsTimeOnceInAVideoAndAUseWholeInEachGroup) {
  // In all: 30 s of the first video, since two tracks play at once, and 10 s of the second.
  const std::vector<Expected> cases{
      {GroupBy::kTrack, {"Track 1 (full) 1 1 10 2500"}},
      {GroupBy::kVersion, {"instrumental 2 1 30 7500", "full 1 1 10 2500"}},
      {GroupBy::kVideo, {"Episode 1 2 1 30 7500", "Episode 2 1 1 10 2500"}},
      {GroupBy::kChannel, {"One 2 1 30 7500", "(unknown) 1 1 10 2500"}},
      {GroupBy::kTerritory, {"AT 2 1 30 7500", "DE 2 1 30 7500", "(unknown) 1 1 10 2500"}},
      {GroupBy::kMonth, {"2026-09 1 1 10 2500", "2026-10 2 1 30 7500"}},
      {GroupBy::kComposer, {"Ann 2 1 30 7500", "Bob 1 1 20 5000", "(unknown) 1 1 10 2500"}}};
  for (const Expected& expected : cases) {
    const GroupedUses groups = grouped(report(), expected.by);
    std::vector<std::string> lines;
    for (const UseGroup& group : groups.groups) lines.push_back(line_of(group));
    if (expected.by == GroupBy::kTrack) {
      EXPECT_EQ(lines.size(), 3U);
      EXPECT_THAT(lines, testing::Contains(expected.groups[0]));
    } else {
      EXPECT_EQ(lines, expected.groups) << word_for(expected.by);
    }
    EXPECT_EQ(line_of(groups.total), "Total 3 2 40 10000");
  }
}

TEST(Grouped, IsEmptyForNothing) {
  const GroupedUses nothing = grouped({}, GroupBy::kPlatform);
  EXPECT_TRUE(nothing.groups.empty());
  EXPECT_EQ(nothing.total.share_bp, 0);
}

TEST(OverTime, GoesByDayWhereAllLiesWithinTwoMonths) {
  const GroupedUses days = over_time(report());
  ASSERT_EQ(days.groups.size(), 2U);
  EXPECT_EQ(days.groups[0].label, "2026-09-01");
  ReportedUses year = report();
  year.videos[sample_video(2).id].scanned_at = "2025-09-01T10:00:00Z";
  EXPECT_EQ(over_time(year).groups[0].label, "2025-09");
}

TEST(MusicTime, TakesContainedAndTouchingUsesRight) {
  MusicTime music;
  for (const auto& [start, end] : {std::pair{5'000, 6'000}, {0, 10'000}, {10'000, 12'000}}) {
    music.add(use_of(sample_track(1), start, end));
  }
  EXPECT_EQ(music.total(), engine::from_ms(12'000));
  EXPECT_EQ(music.videos(), 1U);
}

TEST(GroupsCsv, HasAKeyWhereThereIsOne) {
  const std::string csv = groups_csv(grouped(report(), GroupBy::kComposer));
  EXPECT_THAT(csv, HasSubstr("composer_ipi,composer,uses,videos,seconds,share_percent\r\n"));
  EXPECT_THAT(csv, HasSubstr(",Ann,2,1,30.000,75.00\r\n"));
  EXPECT_THAT(groups_csv(grouped(report(), GroupBy::kMonth)),
              HasSubstr("month,uses,videos,seconds,share_percent\r\n2026-09,1,1,10.000,25.00"));
}

TEST(GroupsJson, HasTheTotal) {
  const auto json = nlohmann::json::parse(groups_json(grouped(report(), GroupBy::kVideo)));
  EXPECT_EQ(json["groups"][0]["video"], "Episode 1");
  EXPECT_EQ(json["total"]["music_ms"], 40'000);
}

}  // namespace
}  // namespace reports

#include "reports/usage_report.h"

#include "engine/core/text.h"
#include "reports/usage_rows.h"
#include "tests/reports/sample_uses.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using testing::HasSubstr;

TEST(ShareBp, IsExactAndRoundsDown) {
  using std::chrono::hours;
  using std::chrono::seconds;
  EXPECT_EQ(share_bp(seconds(1), seconds(3)), 3333);
  EXPECT_EQ(share_bp(seconds(3), seconds(3)), 10'000);
  EXPECT_EQ(share_bp(seconds(3), seconds(0)), 0);
  EXPECT_EQ(share_bp(hours(24 * 365), hours(24 * 365)), 10'000);
}

TEST(UsageTable, ShowsAUseOnALine) {
  const std::string table =
      usage_table({{use_of(sample_track(1, {writer("Ann", 10'000)}), 12'040, 33'520)}});
  EXPECT_THAT(table, HasSubstr("v1.mp4  0:00:12.040  0:00:33.520    0:21  Track 1  instrumental  "
                               "Ann            21.48       10.74       0.998\n"));
  EXPECT_THAT(table, HasSubstr("Uses 1, music 0:21\n"));
}

TEST(UsageTable, SaysThatThereIsNone) {
  EXPECT_THAT(usage_table(ReportedUses{}), HasSubstr("Uses 0, music 0:00\n"));
}

TEST(UsageTable, CountsTwoUsesAtOnceOnce) {
  const std::string table =
      usage_table({{use_of(sample_track(1), 0, 20'000), use_of(sample_track(2), 10'000, 30'000)}});
  EXPECT_THAT(table, HasSubstr("Uses 2, music 0:30\n"));
}

TEST(UsageTable, SaysWhichDayCountsWhereAPeriodWasAskedFor) {
  ReportedUses report{{use_of(sample_track(1), 0, 10'000)}};
  report.videos[sample_video().id].scanned_at = "2026-10-31T23:59:59Z";
  keep_period(*parse_period("2026-10"), report);
  EXPECT_THAT(usage_table(report), HasSubstr("Period 2026-10-01 to 2026-10-31, by day of scan"));
}

TEST(UsageJson, CarriesIntegersAndContributors) {
  const auto json = nlohmann::json::parse(
      usage_json({{use_of(sample_track(1, {writer("Ann", 10'000)}), 12'040, 33'520)}}));
  EXPECT_EQ(json["schema"], "cuetrace.usage/1");
  const auto& use = json["uses"][0];
  EXPECT_EQ(use["start_ms"], 12'040);
  EXPECT_EQ(use["of_video_bp"], 2148);
  EXPECT_EQ(use["query_match_percent"], 21);
  EXPECT_EQ(use["asset_match_percent"], 10);
  EXPECT_EQ(use["track"]["contributors"][0]["share_bp"], 10'000);
}

TEST(UsageJson, ReplacesWhatIsNotUtf8) {
  engine::catalogue::Recording track = sample_track(1);
  track.title = "caf\xE9";
  EXPECT_NO_THROW(nlohmann::json::parse(usage_json({{use_of(track, 0, 10'000)}})));
}

TEST(UsageJson, IsAListThatMayBeEmpty) {
  EXPECT_TRUE(nlohmann::json::parse(usage_json(ReportedUses{}))["uses"].empty());
}

TEST(UsageRows, NumberWhatPlaysAtOnceVideoByVideo) {
  const std::vector<UsePlace> places =
      places_of({use_of(sample_track(1), 0, 10'000), use_of(sample_track(2), 5'000, 30'000),
                 use_of(sample_track(3), 20'000, 40'000), use_of(sample_track(1), 40'000, 50'000),
                 use_of(sample_track(1), 0, 10'000, sample_video(2)),
                 use_of(sample_track(2), 1'000, 2'000, sample_video(2))});
  const std::vector<std::pair<std::size_t, std::size_t>> expected{{1, 1}, {2, 1}, {3, 1},
                                                                  {4, 0}, {1, 1}, {2, 1}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(std::pair(places[i].cue, places[i].overlap_group), expected[i]) << i;
  }
}

TEST(UsageRows, HaveNumbersThatCanBeReadBack) {
  const Use use = use_of(sample_track(1, {writer("Ann", 10'000)}), 12'040, 33'520);
  const VideoRecord nothing;
  for (const UsageColumn& column : usage_columns()) {
    if (column.places < 0) continue;
    const std::string cell = column.cell({use, nothing, {1, 1}});
    EXPECT_TRUE(engine::parse_fixed_point(cell, static_cast<unsigned>(column.places)))
        << column.name << " " << cell;
  }
}

}  // namespace
}  // namespace reports

#include "reports/usage_report.h"

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
      usage_table({use_of(sample_track(1, {writer("Ann", 10'000)}), 12'040, 33'520)});
  EXPECT_THAT(table, HasSubstr("v1.mp4  0:00:12.040  0:00:33.520    0:21  Track 1  instrumental  "
                               "Ann            21.48       10.74       0.998\n"));
  EXPECT_THAT(table, HasSubstr("Uses 1, music 0:21\n"));
}

TEST(UsageTable, SaysThatThereIsNone) {
  EXPECT_THAT(usage_table({}), HasSubstr("Uses 0, music 0:00\n"));
}

TEST(UsageCsv, HasACellForEveryColumn) {
  EXPECT_EQ(usage_cells(use_of(sample_track(1), 0, 10'000)).size(), usage_columns().size());
}

TEST(UsageJson, CarriesIntegersAndContributors) {
  const auto json = nlohmann::json::parse(
      usage_json({use_of(sample_track(1, {writer("Ann", 10'000)}), 12'040, 33'520)}));
  EXPECT_EQ(json["schema"], "cuetrace.usage/1");
  const auto& use = json["uses"][0];
  EXPECT_EQ(use["start_ms"], 12'040);
  EXPECT_EQ(use["of_video_bp"], 2148);
  EXPECT_EQ(use["track"]["contributors"][0]["share_bp"], 10'000);
}

TEST(UsageJson, ReplacesWhatIsNotUtf8) {
  engine::catalogue::Recording track = sample_track(1);
  track.title = "caf\xE9";
  EXPECT_NO_THROW(nlohmann::json::parse(usage_json({use_of(track, 0, 10'000)})));
}

}  // namespace
}  // namespace reports

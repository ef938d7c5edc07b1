#include "reports/use_filter.h"

#include "tests/reports/sample_uses.h"

namespace reports {
namespace {

const Use kUse =
    use_of(sample_track(1, {writer("Ann Ames", 10'000), publisher("Pub", 10'000)}), 0, 10'000);

VideoRecord record() {
  VideoRecord record;
  record.publication.channel = "Kanal Fünf";
  record.publication.platform = "YouTube";
  record.publication.territories = {"DE", "AT"};
  return record;
}

bool passes(const UseFilter& filter) { return matches(kUse, record(), filter); }

TEST(UseFilter, LetsEverythingThroughWhenEmpty) { EXPECT_TRUE(passes({})); }

TEST(UseFilter, FindsPartsOfNamesInAnyCase) {
  EXPECT_TRUE(passes({"AMES", "", ""}));
  EXPECT_TRUE(passes({"", "v1.MP4", ""}));
  EXPECT_TRUE(passes({"", "episode", ""}));
  EXPECT_TRUE(passes({"", "", "track 1"}));
}

TEST(UseFilter, FindsWholeIds) {
  EXPECT_TRUE(passes({"", engine::to_string(kUse.video->id), ""}));
  EXPECT_TRUE(passes({"", "", engine::to_string(kUse.match.track)}));
  EXPECT_FALSE(passes({"", "", engine::to_string(kUse.match.track).substr(1)}));
}

TEST(UseFilter, WantsAllConditionsMet) {
  EXPECT_FALSE(passes({"Ames", "v2.mp4", ""}));
  ReportedUses report{{kUse, kUse}};
  keep_matching({"Ames", "v1", "Track"}, report);
  EXPECT_EQ(report.uses.size(), 2U);
  EXPECT_EQ(report.about, "composer \"Ames\", video \"v1\", track \"Track\"");
  keep_matching({"Ames", "v1", "Other"}, report);
  EXPECT_TRUE(report.uses.empty());
}

TEST(UseFilter, KnowsWhereAVideoWasPublished) {
  EXPECT_TRUE(passes({.channel = "kanal"}));
  EXPECT_FALSE(passes({.channel = "sechs"}));
  EXPECT_TRUE(passes({.platform = "youtube"}));
  EXPECT_TRUE(passes({.territory = "at"}));
  EXPECT_FALSE(passes({.territory = "A"}));
}

TEST(UseFilter, DoesNotTakeAPublisherForAComposer) { EXPECT_FALSE(passes({"Pub", "", ""})); }

}  // namespace
}  // namespace reports

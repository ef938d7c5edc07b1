#include "reports/use_filter.h"

#include "tests/reports/sample_uses.h"

namespace reports {
namespace {

const Use kUse =
    use_of(sample_track(1, {writer("Ann Ames", 10'000), publisher("Pub", 10'000)}), 0, 10'000);

TEST(UseFilter, LetsEverythingThroughWhenEmpty) { EXPECT_TRUE(matches(kUse, {})); }

TEST(UseFilter, FindsPartsOfNamesInAnyCase) {
  EXPECT_TRUE(matches(kUse, {"AMES", "", ""}));
  EXPECT_TRUE(matches(kUse, {"", "v1.MP4", ""}));
  EXPECT_TRUE(matches(kUse, {"", "episode", ""}));
  EXPECT_TRUE(matches(kUse, {"", "", "track 1"}));
}

TEST(UseFilter, FindsWholeIds) {
  EXPECT_TRUE(matches(kUse, {"", engine::to_string(kUse.video.id), ""}));
  EXPECT_TRUE(matches(kUse, {"", "", engine::to_string(kUse.match.track)}));
  EXPECT_FALSE(matches(kUse, {"", "", engine::to_string(kUse.match.track).substr(1)}));
}

TEST(UseFilter, WantsAllConditionsMet) {
  EXPECT_FALSE(matches(kUse, {"Ames", "v2.mp4", ""}));
  EXPECT_EQ(filtered({kUse, kUse}, {"Ames", "v1", "Track"}).size(), 2U);
}

TEST(UseFilter, DoesNotTakeAPublisherForAComposer) { EXPECT_FALSE(matches(kUse, {"Pub", "", ""})); }

}  // namespace
}  // namespace reports

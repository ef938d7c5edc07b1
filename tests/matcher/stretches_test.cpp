#include "matcher/stretches.h"

#include <gmock/gmock.h>

#include <array>

namespace matcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Segment segment(std::int64_t first, std::int64_t end, std::int32_t offset) {
  Segment segment;
  segment.first = first;
  segment.end = end;
  segment.offset = offset;
  return segment;
}

TEST(Stretches, AreUnexplainedWhereNoSegmentLies) {
  EXPECT_THAT(unexplained(1000, {}), ElementsAre(Stretch{0, 1000}));
  const std::array segments{segment(0, 200, 400), segment(100, 200, 200)};
  EXPECT_THAT(unexplained(1000, segments), ElementsAre(Stretch{0, 300}, Stretch{600, 1000}));
}

TEST(Stretches, LeaveOutWhatIsTooShortForAClaim) {
  const std::array segments{segment(0, 800, 100)};
  EXPECT_THAT(unexplained(1000, segments), IsEmpty());
}

TEST(Stretches, WithinPlacesAreCutToThem) {
  const std::array whole{Stretch{0, 1000}, Stretch{2000, 3000}};
  EXPECT_THAT(within(whole, {}), IsEmpty());
  EXPECT_THAT(within(whole, {{2500, 9000}, {300, 700}}),
              ElementsAre(Stretch{300, 700}, Stretch{2500, 3000}));
  EXPECT_THAT(within(whole, {{0, 400}, {300, 600}}), ElementsAre(Stretch{0, 600}));
  EXPECT_THAT(within(whole, {{900, 2200}}), ElementsAre(Stretch{2000, 2200}));
}

TEST(Stretches, OfAnyLengthAreAskedInChunks) {
  const std::array stretches{Stretch{10, 10 + 2 * kChunkFrames + 5}, Stretch{90000, 90100}};
  EXPECT_THAT(chunks_of(stretches),
              ElementsAre(Stretch{10, 10 + kChunkFrames},
                          Stretch{10 + kChunkFrames, 10 + 2 * kChunkFrames},
                          Stretch{10 + 2 * kChunkFrames, 10 + 2 * kChunkFrames + 5},
                          Stretch{90000, 90100}));
}

}  // namespace
}  // namespace matcher

#include "ingest/landmarks.h"

#include "tests/support/sound.h"

#include <algorithm>
#include <cmath>

namespace ingest {
namespace {

namespace grid = engine::landmark_grid;

/// The samples themselves do not matter here, so those of 44.1 kHz are taken as if they were at the
/// analysis rate.
LandmarkExtractor::Traces extract(const support::Sound& sound, std::size_t step) {
  LandmarkExtractor extractor;
  for (std::size_t at = 0; at < sound.size(); at += step) {
    const std::size_t count = std::min(step, sound.size() - at);
    extractor.feed(std::span(sound.left).subspan(at, count),
                   std::span(sound.right).subspan(at, count));
  }
  return extractor.finish();
}

TEST(Landmarks, AnyCuttingIntoCallsGivesTheSameTraces) {
  const support::Sound sound = support::make_music(3, 4.0);
  const auto expected = extract(sound, sound.size());
  ASSERT_GT(expected.mid.peaks.size(), 100U);
  ASSERT_GT(expected.side.peaks.size(), 100U);
  for (const std::size_t step : {1U, 127U, 128U, 1024U, 9999U}) {
    const auto traces = extract(sound, step);
    EXPECT_EQ(traces.mid, expected.mid) << step;
    EXPECT_EQ(traces.side, expected.side) << step;
  }
}

TEST(Landmarks, EqualChannelsHaveNoSide) {
  const auto traces = extract(support::make_speech(1, 2.0), 1000);
  EXPECT_FALSE(traces.mid.peaks.empty());
  EXPECT_TRUE(traces.side.peaks.empty());
}

TEST(Landmarks, PeaksAreInOrderAndWithinTheGrid) {
  const auto traces = extract(support::make_music(4, 4.0), 1000);
  const auto& peaks = traces.mid.peaks;
  EXPECT_TRUE(std::is_sorted(peaks.begin(), peaks.end(), [](const auto& a, const auto& b) {
    return std::pair(a.frame, a.frequency) < std::pair(b.frame, b.frequency);
  }));
  for (const auto& peak : peaks) EXPECT_LT(peak.frequency, grid::kSteps);
}

TEST(Landmarks, ASteadyToneIsFoundAtItsFrequency) {
  // 44.1 kHz samples read as 8 kHz: 2205 Hz becomes 400 Hz.
  const auto traces = extract(support::make_tone(2205.0, 2.0), 1000);
  ASSERT_FALSE(traces.mid.peaks.empty());
  const double step_hz = 0.5 * grid::kSampleRateHz / grid::kSteps;
  const auto strongest =
      std::max_element(traces.mid.peaks.begin(), traces.mid.peaks.end(),
                       [](const auto& a, const auto& b) { return a.level < b.level; });
  EXPECT_NEAR(strongest->frequency * step_hz, 400.0, 1.0);
}

}  // namespace
}  // namespace ingest

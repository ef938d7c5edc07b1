#include "matcher/peak_field.h"

#include "tests/matcher/synthetic.h"

#include <cstdlib>
#include <random>

namespace matcher {
namespace {

TEST(PeakField, FindsWhatASearchOfAllPeaksFinds) {
  constexpr std::uint32_t kFrames = 2000;
  const auto peaks = synthetic::random_peaks(9, kFrames, 300);
  const auto trace = synthetic::trace_of(peaks, kFrames);
  const PeakField field(trace, kFrames);
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const auto frame = static_cast<std::int64_t>(random() % (kFrames + 20)) - 10;
    const auto frequency = static_cast<std::uint16_t>(random() % engine::landmark_grid::kSteps);
    int nearest = kToleranceSteps + 1;
    for (const auto& peak : trace.peaks) {
      if (frame < 0 || frame >= kFrames) continue;
      if (std::abs(frame - static_cast<std::int64_t>(peak.frame)) > kToleranceFrames) continue;
      nearest = std::min(nearest, std::abs(int{frequency} - int{peak.frequency}));
    }
    const auto found = field.find(frame, frequency);
    ASSERT_EQ(found.has_value(), nearest <= kToleranceSteps) << frame << ' ' << frequency;
    if (found) {
      EXPECT_EQ(std::abs(int{frequency} - int{trace.peaks[*found].frequency}), nearest);
    }
  }
}

TEST(PeakField, KnowsTheBandOfEveryFrequency) {
  namespace grid = engine::landmark_grid;
  for (std::size_t band = 0; band < grid::kBands; ++band) {
    EXPECT_EQ(band_of(static_cast<std::uint16_t>(grid::kBandEdges[band] * grid::kStepsPerBin)),
              band);
  }
  EXPECT_EQ(band_of(grid::kSteps - 1), grid::kBands - 1);
}

TEST(PeakField, AnEmptyFieldFindsNothing) {
  const engine::SpectralTrace nothing;
  const PeakField field(nothing, 0);
  EXPECT_FALSE(field.find(0, 100).has_value());
}

}  // namespace
}  // namespace matcher

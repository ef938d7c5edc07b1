#include "matcher/audible.h"

#include "tests/matcher/synthetic.h"

#include <gtest/gtest.h>

namespace matcher {
namespace {

using engine::FingerprintedMedia;
using synthetic::frames_of;

constexpr unsigned kSeconds = 20;

const FingerprintedMedia& track() {
  static const FingerprintedMedia made = synthetic::make_track(1, kSeconds);
  return made;
}

/// As much of the track as is kept, and nothing else.
synthetic::PeakMap partly(unsigned kept_percent) {
  synthetic::PeakMap peaks;
  synthetic::play(track(), 0, frames_of(kSeconds), 0, kept_percent, peaks);
  return peaks;
}

Audible heard_in(const synthetic::PeakMap& peaks) {
  const FingerprintedMedia video = synthetic::media_of(peaks, frames_of(kSeconds));
  const ReferenceTrack reference(track().fingerprint);
  Segment segment;
  segment.end = frames_of(kSeconds);
  segment.found = 100;  // Of which none by chance.
  return audible(segment, Sound(video.fingerprint), reference);
}

TEST(Audible, IsAllOfATrackThatPlaysAlone) {
  const Audible audible = heard_in(partly(100));
  EXPECT_GT(audible.due, 500);
  EXPECT_EQ(audible.heard, audible.due);
}

TEST(Audible, CountsAsMissingWhatNothingCovers) {
  const Audible audible = heard_in(partly(30));
  EXPECT_GT(audible.due, 500);
  EXPECT_NEAR(static_cast<double>(audible.heard) / audible.due, 0.3, 0.05);
  EXPECT_LT(audible.share_at_most(), least_audible(frames_of(kSeconds), Material::kOwn));
}

TEST(Audible, CountsNothingThatSomethingLouderCovers) {
  synthetic::PeakMap peaks = partly(30);
  const synthetic::PeakMap heard = peaks;
  for (const engine::SpectralPeak& peak : track().fingerprint.mid.peaks) {
    if (heard.contains({peak.frame, peak.frequency})) continue;
    engine::SpectralPeak louder = peak;
    louder.frequency =
        static_cast<std::uint16_t>(peak.frequency + 2 * synthetic::grid::kStepsPerBin);
    louder.level = 220;
    peaks[{louder.frame, louder.frequency}] = louder;
  }
  const Audible audible = heard_in(peaks);
  EXPECT_GT(audible.share_at_most(), least_audible(frames_of(kSeconds), Material::kOwn));
}

TEST(Audible, CountsNothingThatTheLoudestPeaksOfAHalfSecondLeaveNoPlaceFor) {
  constexpr std::uint8_t kLast = synthetic::grid::kPeaksPerBand - 1;
  synthetic::PeakMap peaks = partly(30);
  std::erase_if(peaks, [](const auto& peak) { return peak.second.rank == kLast; });
  for (std::uint32_t frame = 0; frame < frames_of(kSeconds);
       frame += synthetic::grid::kLevelPeriodFrames) {
    for (std::size_t band = 0; band < synthetic::grid::kBands; ++band) {
      const auto frequency = static_cast<std::uint16_t>(synthetic::grid::kBandEdges[band] *
                                                        synthetic::grid::kStepsPerBin);
      peaks[{frame, frequency}] = {frame, frequency, 220, kLast};
    }
  }
  EXPECT_EQ(heard_in(peaks).due, 0);
}

TEST(Audible, AsksForMoreOfAShortPieceAndOfSharedMaterial) {
  EXPECT_GT(least_audible(frames_of(3), Material::kOwn),
            least_audible(frames_of(12), Material::kOwn));
  EXPECT_GT(least_audible(frames_of(12), Material::kShared),
            least_audible(frames_of(12), Material::kOwn));
}

TEST(Audible, AllowsForChanceWhereLittleIsDue) {
  EXPECT_GT((Audible{.due = 16, .heard = 4}.share_at_most()), 0.45);
  EXPECT_LT((Audible{.due = 1600, .heard = 400}.share_at_most()), 0.3);
  EXPECT_EQ((Audible{}.share_at_most()), 1);
}

}  // namespace
}  // namespace matcher

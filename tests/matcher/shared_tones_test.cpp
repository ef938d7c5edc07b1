#include "matcher/shared_tones.h"

#include "tests/matcher/synthetic.h"

#include <gtest/gtest.h>

namespace matcher {
namespace {

using engine::FingerprintedMedia;
using synthetic::frames_of;
using synthetic::PeakMap;

constexpr unsigned kSeconds = 20;

/// Chords that last two seconds, each tone struck again every 0.4 s.
void add_music(std::uint64_t seed, PeakMap& peaks) {
  std::mt19937_64 random(seed);
  for (std::uint32_t chord = 0; chord < frames_of(kSeconds); chord += 125) {
    for (std::size_t band = 0; band < synthetic::grid::kBands; ++band) {
      const auto low = synthetic::grid::kBandEdges[band] * synthetic::grid::kStepsPerBin;
      const auto high = synthetic::grid::kBandEdges[band + 1] * synthetic::grid::kStepsPerBin;
      const auto tone =
          static_cast<std::uint16_t>(low + random() % static_cast<unsigned>(high - low));
      for (std::uint32_t frame = chord; frame < chord + 125; frame += 25) {
        peaks[{frame, tone}] = {frame, tone, 180, static_cast<std::uint8_t>(random() % 4)};
      }
    }
  }
}

/// Tones that glide, as voices do.
void add_voice(std::uint64_t seed, PeakMap& peaks) {
  for (const auto& [place, peak] : synthetic::random_peaks(seed, frames_of(kSeconds), 30)) {
    engine::SpectralPeak moving = peak;
    moving.rank = static_cast<std::uint8_t>(peak.rank % 4);
    peaks[place] = moving;
  }
}

FingerprintedMedia video(std::uint64_t music, std::uint64_t voice) {
  PeakMap peaks;
  add_music(music, peaks);
  add_voice(voice, peaks);
  return synthetic::media_of(peaks, frames_of(kSeconds));
}

bool share_music(const FingerprintedMedia& one, const FingerprintedMedia& other) {
  Segment whole;
  whole.end = frames_of(kSeconds);
  const auto tones = [&](const FingerprintedMedia& of, const FingerprintedMedia& in) {
    return shared_tones(whole, Sound(in.fingerprint), ReferenceTrack(of.fingerprint));
  };
  return shares_music(tones(one, other), tones(other, one));
}

TEST(SharedTones, TellMusicThatIsSharedFromAVoiceThatIs) {
  EXPECT_TRUE(share_music(video(1, 50), video(1, 51)));
  EXPECT_FALSE(share_music(video(1, 50), video(2, 50)));
}

TEST(SharedTones, OfACopyAreAll) { EXPECT_TRUE(share_music(video(1, 50), video(1, 50))); }

TEST(SharedTones, CountEachOfTheOthersPeaks) {
  const FingerprintedMedia one = video(1, 50);
  Segment whole;
  whole.end = frames_of(kSeconds);
  const SharedTones tones =
      shared_tones(whole, Sound(one.fingerprint), ReferenceTrack(one.fingerprint));
  EXPECT_EQ(tones.steady, 1);
  EXPECT_EQ(tones.moving, 1);
  EXPECT_EQ(tones.mid, 1);
  EXPECT_EQ(tones.side, 0);
}

}  // namespace
}  // namespace matcher

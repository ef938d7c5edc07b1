#include "matcher/music_features.h"

#include "tests/matcher/synthetic.h"

namespace matcher {
namespace {

using engine::Fingerprint;

constexpr std::uint32_t kPeriod = synthetic::grid::kLevelPeriodFrames;
/// Frames on either side that a row may depend on: the window, and what its peaks are compared
/// with.
constexpr std::uint32_t kReach = (kMusicPeriodsAround + 1) * kPeriod + 250;

Fingerprint random_sound(std::uint64_t seed, unsigned seconds) {
  return synthetic::make_track(seed, seconds).fingerprint;
}

TEST(MusicFeatures, AreARowForEachLevel) {
  for (const unsigned seconds : {1U, 4U, 9U, 60U}) {
    const Fingerprint sound = random_sound(1, seconds);
    EXPECT_EQ(music_features(sound).size(), sound.mid.levels.size());
  }
  EXPECT_TRUE(music_features(Fingerprint{}).empty());
}

TEST(MusicFeatures, DependOnWhatIsNearAlone) {
  const Fingerprint whole = random_sound(2, 90);
  Fingerprint changed = whole;
  constexpr std::uint32_t kFrom = 3000;
  std::erase_if(changed.mid.peaks, [](const auto& peak) { return peak.frame >= kFrom; });
  const auto before = music_features(whole);
  const auto after = music_features(changed);
  for (std::uint32_t row = 0; row < (kFrom - kReach) / kPeriod; ++row) {
    ASSERT_EQ(before[row], after[row]) << row;
  }
  EXPECT_NE(before[kFrom / kPeriod], after[kFrom / kPeriod]);
}

TEST(MusicFeatures, AreTheSameWhereverTheSoundStands) {
  constexpr std::uint32_t kLater = 40 * kPeriod;
  const Fingerprint sound = random_sound(3, 60);
  Fingerprint moved = sound;
  for (auto& peak : moved.mid.peaks) peak.frame += kLater;
  moved.mid.levels.insert(moved.mid.levels.begin(), kLater / kPeriod, 200);
  const auto early = music_features(sound);
  const auto late = music_features(moved);
  // Not the first rows, whose windows are cut off by the start.
  for (std::size_t row = kMusicPeriodsAround; row < early.size(); ++row) {
    ASSERT_EQ(early[row], late[row + kLater / kPeriod]) << row;
  }
}

TEST(MusicFeatures, LeavePeaksBehindTheEndOut) {
  Fingerprint sound = random_sound(4, 30);
  const auto before = music_features(sound);
  sound.mid.peaks.push_back({4'000'000'000U, 800, 180, 0});
  EXPECT_EQ(music_features(sound), before);
}

}  // namespace
}  // namespace matcher

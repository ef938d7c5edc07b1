#include "matcher/sound_notes.h"

#include "tests/matcher/synthetic.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace matcher {
namespace {

using engine::FingerprintedMedia;
using engine::SoundNote;
using engine::SoundNoteKind;
using synthetic::frames_of;

/// Random peaks, over half seconds that are loud and soft in turn, as those of music are.
FingerprintedMedia uneven(const synthetic::PeakMap& peaks, unsigned seconds) {
  FingerprintedMedia media = synthetic::media_of(peaks, frames_of(seconds));
  auto& levels = media.fingerprint.mid.levels;
  for (std::size_t i = 0; i < levels.size(); ++i) levels[i] = i % 2 == 0 ? 180 : 200;
  return media;
}

std::optional<SoundNoteKind> kind_of(const FingerprintedMedia& media) {
  const auto note = note_on_track(media.fingerprint);
  return note ? std::optional(note->kind) : std::nullopt;
}

TEST(SoundNotes, SayNothingOfATune) {
  EXPECT_EQ(kind_of(uneven(synthetic::random_peaks(1, frames_of(60)), 60)), std::nullopt);
}

TEST(SoundNotes, TellSilence) {
  EXPECT_EQ(kind_of(synthetic::media_of({}, frames_of(60))), SoundNoteKind::kSilent);
  EXPECT_NE(kind_of(uneven(synthetic::random_peaks(1, frames_of(3)), 60)), SoundNoteKind::kSilent)
      << "three seconds of sound and then nothing";
}

TEST(SoundNotes, TellWhatIsTooShort) {
  EXPECT_EQ(kind_of(synthetic::make_track(1, 1)), SoundNoteKind::kShort);
}

TEST(SoundNotes, TellATone) {
  synthetic::PeakMap tone;
  for (std::uint32_t frame = 0; frame < frames_of(60); frame += 10) {
    const auto frequency = static_cast<std::uint16_t>(1020 + frame / 10 % 3);
    tone[{frame, frequency}] = {frame, frequency, 200, 0};
  }
  EXPECT_EQ(kind_of(synthetic::media_of(tone, frames_of(60))), SoundNoteKind::kTone);
}

TEST(SoundNotes, TellNoise) {
  EXPECT_EQ(kind_of(synthetic::media_of(synthetic::random_peaks(1, frames_of(60)), frames_of(60))),
            SoundNoteKind::kNoise);
}

TEST(SoundNotes, TellALoopAndHowLongItIs) {
  const auto bar = synthetic::make_track(1, 5);
  synthetic::PeakMap peaks;
  for (unsigned time = 0; time < 8; ++time) {
    synthetic::play(bar, 0, frames_of(5), static_cast<std::int32_t>(time * frames_of(5)), 97,
                    peaks);
  }
  const auto note = note_on_track(uneven(peaks, 40).fingerprint);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->kind, SoundNoteKind::kLoop);
  EXPECT_LE(std::abs(note->period.count() - 5'000'000), 16'000);
  EXPECT_FALSE(note_on_video(uneven(peaks, 40).fingerprint)) << "a video may repeat a piece";
}

TEST(SoundNotes, TakeARefrainForNoLoop) {
  auto peaks = synthetic::random_peaks(2, frames_of(60));
  const auto refrain = synthetic::make_track(1, 5);
  for (unsigned time = 0; time < 3; ++time) {
    synthetic::play(refrain, 0, frames_of(5), static_cast<std::int32_t>(frames_of(time * 20)), 100,
                    peaks);
  }
  EXPECT_EQ(kind_of(uneven(peaks, 60)), std::nullopt);
}

}  // namespace
}  // namespace matcher

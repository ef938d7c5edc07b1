// What is cut from a tape is what a fingerprint of that sound alone would be.
#include "engine/run/live/sound_tape.h"

#include "ingest/ingest.h"
#include "tests/support/sound.h"
#include "tests/support/temp_dir.h"

namespace engine::run {
namespace {

constexpr std::int64_t kFrames = landmark_grid::kLevelPeriodFrames;

class SoundTapeTest : public testing::Test {
 protected:
  std::string write(const std::string& name, const support::Sound& sound) const {
    support::write_wav(folder / name, sound);
    return (folder / name).string();
  }

  static SoundTape record(const std::string& path) {
    auto reader = ingest::LiveReader::open(path, {});
    if (!reader) throw std::runtime_error(reader.error().message());
    SoundTape tape;
    for (;;) {
      const auto piece = reader->next();
      if (!piece) throw std::runtime_error(piece.error().message());
      if (!*piece) break;
      tape.add(**piece);
    }
    tape.add(*reader->finish());
    return tape;
  }

  static Fingerprint whole(const std::string& path) {
    return ingest::fingerprint_media({path})->fingerprint;
  }

  /// Peaks in frames [first, end), counted from `first`.
  static std::vector<SpectralPeak> peaks_between(const SpectralTrace& trace, std::int64_t first,
                                                 std::int64_t end) {
    std::vector<SpectralPeak> peaks;
    for (SpectralPeak peak : trace.peaks) {
      if (peak.frame < first || peak.frame >= end) continue;
      peak.frame -= static_cast<std::uint32_t>(first);
      peaks.push_back(peak);
    }
    return peaks;
  }

  support::TempDir folder;
};

TEST_F(SoundTapeTest, HoldsTheFingerprintOfAllThatWasHeard) {
  const std::string path = write("song.wav", support::make_music(3, 20));
  const SoundTape tape = record(path);
  const Fingerprint expected = whole(path);
  const Fingerprint all = tape.cut({MediaTime{0}, tape.end()});
  EXPECT_EQ(all.mid, expected.mid);
  EXPECT_EQ(all.side, expected.side);
  EXPECT_EQ(all.chromaprint, expected.chromaprint);
}

TEST_F(SoundTapeTest, OfMonoThereIsNoSide) {
  const SoundTape tape = record(write("talk.wav", support::make_speech(3, 6)));
  EXPECT_EQ(tape.cut({MediaTime{0}, tape.end()}).side, SpectralTrace{});
}

TEST_F(SoundTapeTest, CutsOnTheGridWhateverWasDropped) {
  const std::string path = write("song.wav", support::make_music(4, 30));
  SoundTape tape = record(path);
  const Fingerprint expected = whole(path);
  const MediaSpan span{20 * SoundTape::kPeriod, 40 * SoundTape::kPeriod};
  const Fingerprint before = tape.cut(span);
  EXPECT_EQ(before.duration, span.length());
  EXPECT_EQ(before.mid.levels.size(), 20U);
  EXPECT_EQ(before.mid.peaks, peaks_between(expected.mid, 20 * kFrames, 40 * kFrames));
  tape.drop_before(span.start + MediaTime{1});
  EXPECT_EQ(tape.start(), span.start);
  EXPECT_EQ(tape.cut(span), before);
  EXPECT_EQ(tape.cut({MediaTime{0}, span.end}), before);
}

}  // namespace
}  // namespace engine::run

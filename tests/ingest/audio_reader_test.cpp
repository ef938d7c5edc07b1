// Where things are heard, whatever container and codec they come in.
#include "ingest/audio_reader.h"

#include "engine/core/file.h"
#include "tests/ingest/decoded.h"
#include "tests/support/temp_dir.h"

#include <cmath>
#include <fstream>

namespace ingest {
namespace {

namespace fs = std::filesystem;
using support::encode;
using support::ffmpeg;

/// Codecs smear an onset by a few milliseconds.
constexpr double kSmear_s = 0.012;
/// Containers that do not carry the encoder's priming: sound is heard this much late, by players
/// too (1024 samples of AAC or LAME's 1105 at 44.1 kHz).
constexpr double kPriming_s = 0.026;

class AudioReaderTest : public testing::Test {
 protected:
  std::string file(const std::string& name) const { return folder_ / name; }

  /// 6 s of picture and of sound with a beep at 2 s, as MP4.
  std::string make_video() {
    encode(beeps(6.0, {2.0}), folder_ / "beep.m4a", {"-c:a", "aac"});
    ffmpeg({"-f", "lavfi", "-i", "testsrc=s=64x48:r=25:d=6", "-i", file("beep.m4a"), "-c:v",
            "libx264", "-preset", "ultrafast", "-bf", "2", "-c:a", "copy", file("video.mp4")});
    return file("video.mp4");
  }

  support::TempDir folder_;
};

struct Packing {
  const char* name;
  std::vector<std::string> arguments;
  double late_s = 0.0;
};

class EveryPacking : public testing::TestWithParam<Packing> {};

TEST_P(EveryPacking, ABeepIsHeardWhereItIsAtBothRates) {
  const support::TempDir folder;
  const fs::path path = folder / GetParam().name;
  encode(beeps(6.0, {0.5, 4.0}), path, GetParam().arguments);
  const Decoded sound = decode(path);
  const double late_s = GetParam().late_s;
  EXPECT_NEAR(sound.heard_at(), 0.5 + late_s / 2, kSmear_s + late_s / 2);
  EXPECT_NEAR(sound.heard_at(3.0), 4.0 + late_s / 2, kSmear_s + late_s / 2);
  EXPECT_NEAR(sound.mono_heard_at(3.0), sound.heard_at(3.0), 0.002);
  EXPECT_NEAR(sound.seconds, 6.0, 0.06);
  EXPECT_NEAR(static_cast<double>(sound.left.size()) / 8000.0, sound.seconds, 0.001);
  EXPECT_NEAR(static_cast<double>(sound.mono.size()) / 11'025.0, sound.seconds, 0.001);
  EXPECT_EQ(sound.errors, 0U);
  EXPECT_TRUE(sound.complete);
}

INSTANTIATE_TEST_SUITE_P(
    AudioReader, EveryPacking,
    testing::Values(Packing{"a.wav", {}}, Packing{"a.flac", {}}, Packing{"a.mp3", {}},
                    Packing{"a.ogg", {"-c:a", "libvorbis"}}, Packing{"a.opus", {}},
                    Packing{"a.webm", {"-c:a", "libopus"}}, Packing{"a.mp4", {"-c:a", "aac"}},
                    Packing{"a.aiff", {}}, Packing{"mono.mp4", {"-ac", "1", "-ar", "48000"}},
                    Packing{"low.mp4", {"-ar", "22050"}}, Packing{"six.flac", {"-ac", "6"}},
                    Packing{"deep.wav", {"-c:a", "pcm_s24le", "-ar", "96000"}},
                    Packing{"a.aac", {}, kPriming_s}, Packing{"a.mkv", {"-c:a", "aac"}, kPriming_s},
                    Packing{"a.ts", {"-c:a", "aac"}, kPriming_s},
                    Packing{"a.flv", {"-c:a", "aac"}, kPriming_s},
                    Packing{"a.avi", {"-c:a", "libmp3lame"}, kPriming_s}),
    [](const auto& packing) {
      std::string name = packing.param.name;
      std::replace(name.begin(), name.end(), '.', '_');
      return name;
    });

TEST_F(AudioReaderTest, ATransportStreamThatStartsLateStartsAtZero) {
  ffmpeg({"-i", make_video(), "-c", "copy", "-output_ts_offset", "3600", file("a.ts")});
  EXPECT_NEAR(decode(file("a.ts")).heard_at(), 2.0, kSmear_s + kPriming_s);
}

TEST_F(AudioReaderTest, SoundThatStartsAfterThePictureIsHeardThatMuchLater) {
  const std::string video = make_video();
  for (const char* const name : {"late.mp4", "late.mkv", "late.ts"}) {
    ffmpeg({"-i", video, "-itsoffset", "1.5", "-i", video, "-map", "0:v", "-map", "1:a", "-c",
            "copy", file(name)});
    EXPECT_NEAR(decode(file(name)).heard_at(), 3.5, kSmear_s + kPriming_s) << name;
  }
}

TEST_F(AudioReaderTest, PictureThatStartsAfterTheSoundMovesNothing) {
  const std::string video = make_video();
  ffmpeg({"-itsoffset", "1.5", "-i", video, "-i", video, "-map", "0:v", "-map", "1:a", "-c", "copy",
          file("late_picture.mp4")});
  EXPECT_NEAR(decode(file("late_picture.mp4")).heard_at(), 2.0, kSmear_s);
}

TEST_F(AudioReaderTest, AnEditListIsObeyed) {
  ffmpeg({"-ss", "1.3", "-i", make_video(), "-c", "copy", file("edited.mp4")});
  const Decoded sound = decode(file("edited.mp4"));
  EXPECT_NEAR(sound.heard_at(), 0.7, kSmear_s);
  EXPECT_NEAR(sound.seconds, 4.7, 0.06);
  EXPECT_TRUE(sound.complete);
}

TEST_F(AudioReaderTest, AGapInTheStampsIsSilence) {
  encode(beeps(6.0, {1.0, 4.0}), folder_ / "a.wav");
  // Every stamp from 3 s on is 1.5 s later; Matroska counts milliseconds.
  ffmpeg({"-i", file("a.wav"), "-c:a", "aac", "-bsf:a",
          "setts=ts=if(gte(PTS\\,3000)\\,PTS+1500\\,PTS)", file("gap.mkv")});
  const Decoded sound = decode(file("gap.mkv"));
  EXPECT_NEAR(sound.heard_at(), 1.0, kSmear_s + kPriming_s);
  EXPECT_NEAR(sound.heard_at(2.0), 5.5, kSmear_s + kPriming_s);
  EXPECT_NEAR(sound.seconds, 7.5, 0.06);
}

TEST_F(AudioReaderTest, StampsThatStartAnewContinueTheSound) {
  encode(beeps(4.0, {1.0}), folder_ / "a.ts", {"-c:a", "aac"});
  const auto part = engine::read_file(folder_ / "a.ts");
  ASSERT_TRUE(part);
  ASSERT_TRUE(engine::write_file(folder_ / "twice.ts", *part + *part));
  const Decoded sound = decode(file("twice.ts"));
  EXPECT_NEAR(sound.heard_at(), 1.0, kSmear_s + kPriming_s);
  EXPECT_NEAR(sound.heard_at(2.0), 5.0, 0.1);
  EXPECT_NEAR(sound.seconds, 8.0, 0.1);
}

TEST_F(AudioReaderTest, AChangeOfRateAndLayoutOnTheWayKeepsTheTime) {
  encode(beeps(4.0, {1.0}), folder_ / "a.aac", {"-ar", "44100", "-ac", "2"});
  encode(beeps(4.0, {2.0}), folder_ / "b.aac", {"-ar", "22050", "-ac", "1"});
  const auto first = engine::read_file(folder_ / "a.aac");
  const auto second = engine::read_file(folder_ / "b.aac");
  ASSERT_TRUE(first && second);
  ASSERT_TRUE(engine::write_file(folder_ / "both.aac", *first + *second));
  const Decoded sound = decode(file("both.aac"));
  EXPECT_NEAR(sound.heard_at(), 1.0, kSmear_s + kPriming_s);
  EXPECT_NEAR(sound.heard_at(3.0), 6.0, 0.15);  // Each encoder adds its own padding.
  EXPECT_NEAR(sound.mono_heard_at(3.0), sound.heard_at(3.0), 0.002);
  EXPECT_NEAR(static_cast<double>(sound.left.size()) / 8000.0, sound.seconds, 0.001);
  EXPECT_EQ(sound.left, sound.right);
}

TEST_F(AudioReaderTest, StereoStaysStereoAndMonoIsEqualOnBothSides) {
  support::Sound sound = support::make_tone(440.0, 2.0);
  std::fill(sound.right.begin(), sound.right.end(), 0.0F);
  encode(sound, folder_ / "left.flac");
  const Decoded stereo = decode(file("left.flac"));
  double right_peak = 0.0;
  for (const float sample : stereo.right)
    right_peak = std::max(right_peak, std::fabs(double{sample}));
  EXPECT_LT(right_peak, 0.001);
  EXPECT_GE(stereo.heard_at(), 0.0);
  encode(sound, folder_ / "mono.flac", {"-ac", "1"});
  const Decoded mono = decode(file("mono.flac"));
  EXPECT_EQ(mono.left, mono.right);
}

TEST_F(AudioReaderTest, SoundInManyUnnamedChannelsIsHeard) {
  encode(beeps(2.0, {1.0}), folder_ / "many.wav",
         {"-af", "pan=16c|c0=c0|c1=c1", "-c:a", "pcm_s16le"});
  EXPECT_NEAR(decode(file("many.wav")).heard_at(), 1.0, kSmear_s);
}

TEST_F(AudioReaderTest, TheStreamAskedForIsDecoded) {
  support::write_wav(folder_ / "a.wav", beeps(4.0, {1.0}));
  support::write_wav(folder_ / "b.wav", beeps(4.0, {3.0}));
  ffmpeg({"-i", file("a.wav"), "-i", file("b.wav"), "-map", "0", "-map", "1", "-c:a", "flac",
          file("two.mkv")});
  EXPECT_NEAR(decode(file("two.mkv"), 0).heard_at(), 1.0, kSmear_s);
  EXPECT_NEAR(decode(file("two.mkv"), 1).heard_at(), 3.0, kSmear_s);
  const auto third = try_decode(file("two.mkv"), 2);
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code(), engine::Errc::kNoAudio);
  EXPECT_THAT(third.error().message(), testing::HasSubstr("from 0 to 1"));
}

TEST_F(AudioReaderTest, DamagedPacketsAreCountedAndTheRestIsHeardInPlace) {
  encode(beeps(6.0, {1.0, 5.0}), folder_ / "a.mp4", {"-c:a", "aac"});
  auto content = engine::read_file(folder_ / "a.mp4");
  ASSERT_TRUE(content);
  const std::size_t sound = content->find("mdat") + 4;
  const std::size_t length = content->find("moov") - sound;
  for (std::size_t i = 0; i < length / 6; ++i) (*content)[sound + length / 3 + i] = '\xFF';
  ASSERT_TRUE(engine::write_file(folder_ / "hurt.mp4", *content));
  const Decoded decoded = decode(file("hurt.mp4"));
  EXPECT_GT(decoded.errors, 0U);
  EXPECT_NEAR(decoded.heard_at(4.5), 5.0, kSmear_s);
  EXPECT_NEAR(decoded.seconds, 6.0, 0.06);
}

std::size_t resident_bytes() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  return pages * 4096;
}

TEST_F(AudioReaderTest, MemoryDoesNotGrowWithTheLength) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers hold on to freed memory";
#endif
  ffmpeg({"-f", "lavfi", "-i", "sine=r=8000:d=7200", "-c:a", "flac", file("long.flac")});
  auto input = open_input(file("long.flac"));
  ASSERT_TRUE(input);
  auto reader = AudioReader::open(*std::move(input), std::nullopt);
  ASSERT_TRUE(reader);
  std::size_t early_bytes = 0;
  for (;;) {
    const auto block = reader->read();
    ASSERT_TRUE(block);
    if (block->empty()) break;
    if (early_bytes == 0 && reader->decoded() > std::chrono::minutes(1)) {
      early_bytes = resident_bytes();
    }
  }
  EXPECT_EQ(reader->decoded(), std::chrono::hours(2));
  constexpr std::size_t kGrowthMax = std::size_t{8} << 20;
  EXPECT_LT(resident_bytes(), early_bytes + kGrowthMax);
}

}  // namespace
}  // namespace ingest

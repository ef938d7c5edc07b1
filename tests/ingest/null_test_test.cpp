#include "ingest/null_test.h"

#include "tests/support/sound.h"
#include "tests/support/temp_dir.h"
#include "tests/support/wave.h"

#include <algorithm>

namespace ingest {
namespace {

using engine::Errc;
using support::Sound;

class NullTestTest : public testing::Test {
 protected:
  NullTestTest() {
    write("drums.wav", support::make_speech(1, 20.0));
    write("keys.wav", support::make_music(2, 20.0));
    write("mix.wav", support::mix(support::make_speech(1, 20.0), support::make_music(2, 20.0)));
  }

  /// Soft enough that a sum is not cut at full scale.
  std::string write(const std::string& name, const Sound& sound, float gain = 0.3F) {
    support::Wave wave{.rate_hz = Sound::kSampleRateHz, .channels = {sound.left, sound.right}};
    for (auto& channel : wave.channels) {
      for (float& sample : channel) sample *= gain;
    }
    support::write_wave(folder_ / name, wave, support::WaveFormat::kPcm24);
    return path(name);
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  support::TempDir folder_;
};

TEST_F(NullTestTest, PartsThatMakeTheWholeLeaveNothing) {
  const auto left = null_test(path("mix.wav"), {path("drums.wav"), path("keys.wav")});
  ASSERT_TRUE(left);
  EXPECT_LT(left->residual_centi_db, -8000);
  EXPECT_EQ(left->gain_centi_db, 0);
}

TEST_F(NullTestTest, TellsWhatVolumeFits) {
  write("quiet.wav", support::mix(support::make_speech(1, 20.0), support::make_music(2, 20.0)),
        0.15F);
  const auto left = null_test(path("quiet.wav"), {path("keys.wav"), path("drums.wav")});
  ASSERT_TRUE(left);
  EXPECT_LT(left->residual_centi_db, -8000);
  EXPECT_NEAR(left->gain_centi_db, -602, 1);
}

TEST_F(NullTestTest, APartThatIsMissingIsLeft) {
  const auto left = null_test(path("mix.wav"), {path("keys.wav")});
  ASSERT_TRUE(left);
  EXPECT_GT(left->residual_centi_db, -600);
}

TEST_F(NullTestTest, APartThatStartsLaterDoesNotCancel) {
  write("late.wav", support::join(support::make_silence(0.01), support::make_music(2, 20.0)));
  const auto left = null_test(path("mix.wav"), {path("drums.wav"), path("late.wav")});
  ASSERT_TRUE(left);
  EXPECT_GT(left->residual_centi_db, -1000);
}

TEST_F(NullTestTest, PartsMayBeOfOtherRatesAndCodecsAndEndEarlier) {
  support::encode(folder_ / "keys.wav", folder_ / "keys.flac", {"-ar", "48000"});
  write("short.wav", support::cut(support::make_speech(1, 20.0), 0.0, 19.9));
  const auto left = null_test(path("mix.wav"), {path("short.wav"), path("keys.flac")});
  ASSERT_TRUE(left);
  EXPECT_LT(left->residual_centi_db, -2500);
}

TEST_F(NullTestTest, FailsWithTheNameOfWhatIsMissingOrSilent) {
  const auto missing = null_test(path("mix.wav"), {path("gone.wav")});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code(), Errc::kNotFound);
  EXPECT_THAT(missing.error().message(), testing::HasSubstr("gone.wav"));
  write("silence.wav", support::make_silence(2.0));
  const auto silent = null_test(path("silence.wav"), {path("keys.wav")});
  ASSERT_FALSE(silent);
  EXPECT_EQ(silent.error().code(), Errc::kSilent);
}

}  // namespace
}  // namespace ingest

#include "ingest/playable_sound.h"

#include "tests/support/sound.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace ingest {
namespace {

class PlayableSoundTest : public testing::Test {
 protected:
  std::string bytes_of(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  support::TempDir folder_;
};

TEST_F(PlayableSoundTest, IsTheSameSamplesWhereNothingIsLost) {
  support::write_wav(folder_ / "in.wav", support::make_music(1, 2));
  support::encode(folder_ / "in.wav", folder_ / "in.flac", {"-sample_fmt", "s16"});
  ASSERT_TRUE(write_playable((folder_ / "in.flac").string(), folder_ / "a.wav"));
  ASSERT_TRUE(write_playable((folder_ / "a.wav").string(), folder_ / "b.wav"));
  EXPECT_EQ(bytes_of("a.wav").size(), 44U + 2U * 44'100U * 4U);
  EXPECT_EQ(bytes_of("a.wav"), bytes_of("b.wav"));
}

TEST_F(PlayableSoundTest, ComesOfWhatBrowsersDoNotPlay) {
  support::write_wav(folder_ / "in.wav", support::make_music(1, 3));
  support::encode(folder_ / "in.wav", folder_ / "in.g722", {"-ar", "16000", "-ac", "1"});
  ASSERT_TRUE(write_playable((folder_ / "in.g722").string(), folder_ / "out.wav"));
  const std::string wav = bytes_of("out.wav");
  EXPECT_EQ(wav.substr(0, 4), "RIFF");
  EXPECT_NEAR(static_cast<double>(wav.size()), 44 + 3 * 16'000 * 2, 400);
}

TEST_F(PlayableSoundTest, LeavesNothingOfWhatIsNoMedia) {
  std::ofstream(folder_ / "in.txt") << "these are words";
  EXPECT_FALSE(write_playable((folder_ / "in.txt").string(), folder_ / "out.wav"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "out.wav"));
}

}  // namespace
}  // namespace ingest

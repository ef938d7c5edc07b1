// Media that ends before its declared length is seen to; media that is whole never is.
#include "engine/core/file.h"
#include "tests/ingest/decoded.h"
#include "tests/support/temp_dir.h"

#include <algorithm>

namespace ingest {
namespace {

using support::encode;
using support::ffmpeg;

struct Kind {
  const char* name;
  std::vector<std::string> arguments;
  double share;  ///< Of the bytes that are left.
};

std::string name_of(const testing::TestParamInfo<Kind>& kind) {
  std::string name = kind.param.name;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

class EveryKind : public testing::TestWithParam<Kind> {};

TEST_P(EveryKind, IsCompleteWhenWholeAndIncompleteWhenCut) {
  const support::TempDir folder;
  const auto whole = folder / GetParam().name;
  const auto cut = folder / (std::string("cut_") + GetParam().name);
  encode(support::make_music(5, 12.0), whole, GetParam().arguments);
  cut_file(whole, cut, GetParam().share);
  EXPECT_TRUE(decode(whole).complete);
  const Decoded rest = decode(cut);
  EXPECT_FALSE(rest.complete);
  EXPECT_GT(rest.seconds, 1.0);
  EXPECT_LT(rest.seconds, 9.0);
}

const std::vector<std::string> kFragments{
    "-c:a", "aac", "-movflags", "empty_moov+default_base_moof", "-frag_duration", "1000000"};

INSTANTIATE_TEST_SUITE_P(
    Complete, EveryKind,
    testing::Values(Kind{"a.wav", {}, 0.28}, Kind{"a.flac", {}, 0.5}, Kind{"a.mp3", {}, 0.5},
                    Kind{"front.mp4", {"-c:a", "aac", "-movflags", "faststart"}, 0.5},
                    Kind{"fragments.mp4", kFragments, 0.5},
                    Kind{"a.webm", {"-c:a", "libopus"}, 0.5}, Kind{"a.mkv", {"-c:a", "aac"}, 0.5},
                    Kind{"a.ogg", {"-c:a", "libvorbis"}, 0.55}, Kind{"a.opus", {}, 0.5},
                    Kind{"a.aiff", {}, 0.5}, Kind{"a.avi", {}, 0.5}, Kind{"a.wma", {}, 0.5},
                    Kind{"a.flv", {"-c:a", "aac"}, 0.5},
                    Kind{"live.mkv", {"-c:a", "aac", "-cluster_time_limit", "500"}, 0.5}),
    name_of);

class Whole : public testing::Test {
 protected:
  std::string file(const std::string& name) const { return folder_ / name; }
  support::TempDir folder_;
};

TEST_F(Whole, AVideoWhosePictureLastsLongerThanItsSoundIsComplete) {
  support::write_wav(folder_ / "a.wav", support::make_music(6, 4.0));
  for (const std::string name : {"v.mp4", "v.mkv", "v.webm", "v.flv", "v.avi", "v.ts"}) {
    const char* const codec = name == "v.webm" ? "libvpx" : name == "v.flv" ? "flv" : "mpeg4";
    ffmpeg({"-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=9", "-i", file("a.wav"), "-c:v", codec,
            file(name)});
    const Decoded sound = decode(file(name));
    EXPECT_TRUE(sound.complete) << name;
    EXPECT_NEAR(sound.seconds, 4.0, 0.15) << name;
  }
}

TEST_F(Whole, StreamsThatDeclareNothingAreComplete) {
  for (const char* const name : {"a.aac", "a.ts"}) {
    encode(support::make_music(7, 5.0), folder_ / name, {"-c:a", "aac"});
    EXPECT_TRUE(decode(file(name)).complete) << name;
  }
  encode(support::make_music(7, 5.0), folder_ / "plain.mp3", {"-write_xing", "0"});
  EXPECT_TRUE(decode(file("plain.mp3")).complete);
  encode(support::make_music(7, 5.0), folder_ / "live.mkv", {"-live", "1"});
  EXPECT_TRUE(decode(file("live.mkv")).complete);
}

TEST_F(Whole, AnEstimateFromTheBitrateIsNotADeclaration) {
  encode(support::make_music(8, 5.0), folder_ / "a.aac", {"-c:a", "aac"});
  EXPECT_EQ(decode(file("a.aac")).declared_s, 0.0);
}

TEST_F(Whole, ALengthTagLeftOverFromALongerFileIsNotBelieved) {
  encode(support::make_music(9, 5.0), folder_ / "a.ogg",
         {"-c:a", "libvorbis", "-metadata:s:a", "DURATION=00:10:00.000000000"});
  EXPECT_TRUE(decode(file("a.ogg")).complete);
}

TEST_F(Whole, JunkBehindTheMediaIsNotMissingMedia) {
  for (const char* const name : {"a.mp4", "a.ogg", "a.flac", "a.wav"}) {
    encode(support::make_music(10, 5.0), folder_ / name);
    const auto content = engine::read_file(folder_ / name);
    ASSERT_TRUE(content);
    ASSERT_TRUE(engine::write_file(folder_ / name, *content + "TAG" + std::string(125, 'x')));
    EXPECT_TRUE(decode(file(name)).complete) << name;
  }
}

}  // namespace
}  // namespace ingest

// Sound of which no good can come, as tracks and as videos: no claim of it, no claim because of it,
// and a word that says what it is.
#include "engine/core/fingerprint_record.h"
#include "tests/stage.h"

#include <nlohmann/json.hpp>

#include <random>

namespace {

using nlohmann::json;
using support::Ran;
using support::Stage;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class Hardship : public testing::Test {
 protected:
  Hardship() { stage.must({"catalog", "add", stage.track("song.flac", 1, 20)}); }

  /// A minute of what ffmpeg's source makes.
  std::string made(const std::string& name, const std::string& source) const {
    support::ffmpeg({"-f", "lavfi", "-i", source, "-t", "60", "-c:a", "flac", stage.path(name)});
    return stage.path(name);
  }

  json scanned(const std::string& video) const {
    return json::parse(stage.must({"scan", "--jsonl", video}).out);
  }

  /// With the song 6 s after it starts.
  std::string episode() const {
    const auto talk = support::make_speech(9, 30);
    return stage.video("episode.wav", support::mix(talk, support::make_music(1, 20),
                                                   {.start_s = 6, .gain_db = 0}));
  }

  void expect_only_the_song() const {
    const json found = scanned(episode());
    ASSERT_THAT(found["segments"], SizeIs(1));
    EXPECT_EQ(found["segments"][0]["title"], "Song 1");
    EXPECT_THAT(found["review"], SizeIs(0));
    EXPECT_FALSE(found.contains("note"));
  }

  Stage stage;
};

TEST_F(Hardship, OneToneIsATrackThatIsNeverClaimed) {
  const std::string tone = made("tone.flac", "sine=frequency=997");
  EXPECT_THAT(stage.must({"catalog", "add", tone}).out, HasSubstr("one tone from start to end"));
  expect_only_the_song();
  const json found = scanned(made("other.flac", "sine=frequency=997:sample_rate=48000"));
  EXPECT_THAT(found["segments"], SizeIs(0));
  EXPECT_EQ(found["note"], "tone");
}

TEST_F(Hardship, NoiseIsClaimedInNoOtherNoise) {
  const std::string noise = made("noise.flac", "anoisesrc=seed=1:amplitude=0.3");
  EXPECT_THAT(stage.must({"catalog", "add", noise}).out, HasSubstr("nothing but noise"));
  expect_only_the_song();
  const json found = scanned(made("other.flac", "anoisesrc=seed=2:amplitude=0.3"));
  EXPECT_THAT(found["segments"], SizeIs(0));
  EXPECT_EQ(found["note"], "noise");
}

TEST_F(Hardship, SilenceIsNoTrackAndAVideoOfWhichThatIsSaid) {
  const std::string silence = made("silence.flac", "anullsrc");
  EXPECT_THAT(stage.run({"catalog", "add", silence}).log, HasSubstr("nothing but silence"));
  EXPECT_EQ(scanned(silence)["note"], "silent");
  EXPECT_THAT(stage.must({"scan", silence}).out,
              HasSubstr("no licensed music, nothing but silence\n"))
      << "taken from the ledger";
}

TEST_F(Hardship, AVideoOfOneFrameIsTooShort) {
  const std::string video = stage.path("frame.mp4");
  support::ffmpeg({"-f", "lavfi", "-i", "color=red:s=64x64:r=25:d=0.04", "-f", "lavfi", "-i",
                   "sine=d=0.04", "-c:v", "mpeg4", "-c:a", "aac", video});
  const json found = scanned(video);
  EXPECT_EQ(found["complete"], true);
  EXPECT_EQ(found["note"], "short");
  EXPECT_THAT(found["segments"], SizeIs(0));
  EXPECT_THAT(stage.run({"catalog", "add", video}).log, HasSubstr("a track needs at least 3 s"));
}

TEST_F(Hardship, ATrackThatIsOneLoopIsClaimedWhereItPlays) {
  support::write_wav(stage / "bar.wav", support::make_music(5, 4));
  support::ffmpeg(
      {"-stream_loop", "9", "-i", stage.path("bar.wav"), "-c:a", "flac", stage.path("loop.flac")});
  EXPECT_THAT(stage.must({"catalog", "add", stage.path("loop.flac")}).out,
              HasSubstr("repeats itself every 4.0"));
  expect_only_the_song();
  const json found = scanned(stage.path("loop.flac"));
  ASSERT_THAT(found["segments"], SizeIs(1));
  EXPECT_EQ(found["segments"][0]["title"], "loop");
}

/// The song again and again, in each some other peaks missing.
TEST_F(Hardship, ManyCopiesOfATrackAreOneClaim) {
  stage.must({"fingerprint", stage.path("song.flac"), "-o", stage.path("song.ctfp")});
  const auto song = engine::decode_fingerprint(support::read_text(stage.path("song.ctfp")));
  ASSERT_TRUE(song);
  std::vector<std::string> add = {"catalog", "add"};
  for (unsigned i = 0; i < 40; ++i) {
    std::mt19937 random(i);
    engine::FingerprintedMedia copy = *song;
    for (auto* trace : {&copy.fingerprint.mid, &copy.fingerprint.side}) {
      std::erase_if(trace->peaks, [&](const auto&) { return random() % 20 == 0; });
    }
    add.push_back(stage.path("copy-" + std::to_string(i) + ".ctfp"));
    support::write_text(add.back(), engine::encode(copy));
  }
  const Ran added = stage.must(add);
  EXPECT_THAT(added.out,
              AllOf(HasSubstr("same sound as \"Song 1\""), HasSubstr("40 tracks added")));
  const json found = scanned(episode());
  ASSERT_EQ(found["segments"].size() + found["review"].size(), 1U);
  const json& one = found["segments"].empty() ? found["review"][0] : found["segments"][0];
  EXPECT_EQ(one["title"], "Song 1");
  EXPECT_FALSE(one["ambiguous_among"].empty());
}

}  // namespace

// The whole chain through the program's front door, on sound made here: what is found and where,
// what a second run does, and what strangers' files get.
#include "tests/stage.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace {

using engine::cli::Exit;
using nlohmann::json;
using support::make_music;
using support::make_speech;
using support::mix;
using support::Ran;
using support::Stage;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

std::vector<json> objects(const std::string& jsonl) {
  std::vector<json> objects;
  for (const std::string& line : support::lines_of(jsonl)) objects.push_back(json::parse(line));
  return objects;
}

std::vector<std::string> titles(const json& scan) {
  std::vector<std::string> titles;
  for (const json& segment : scan["segments"]) titles.push_back(segment["title"]);
  return titles;
}

/// One second and a half of boundary is what half-second evidence with a voice over it allows.
testing::Matcher<double> around_ms(double ms) { return testing::DoubleNear(ms, 1500); }

/// Song 1 from 4 s on plays at 6 s to 22 s of 30 s, under a voice as loud.
support::Sound one_song_under_voice() {
  return mix(make_speech(50, 30), support::cut(make_music(1, 30), 4, 16), {.start_s = 6});
}

class EndToEnd : public testing::Test {
 protected:
  EndToEnd() {
    stage.track("one.flac", 1, 30);
    stage.track("two.ogg", 2, 30);
  }
  void add_tracks() {
    stage.must({"catalog", "add", stage.path("one.flac"), stage.path("two.ogg")});
  }
  json scan_one(const std::string& path) {
    return objects(stage.run({"scan", "--jsonl", path}).out).at(0);
  }

  Stage stage;
};

TEST_F(EndToEnd, SaysWhatANewTrackHasInCommonWithOthers) {
  add_tracks();
  const support::Sound song = make_music(1, 30);
  support::encode(song, stage / "copy.mp3", {"-b:a", "160k"});
  support::encode(support::cut(song, 10, 8), stage / "sting.flac");
  const support::Sound loop = support::cut(make_music(2, 30), 5, 10);
  support::encode(support::join(support::join(make_music(3, 12), loop), make_music(4, 12)),
                  stage / "medley.flac");
  const Ran added = stage.must({"catalog", "add", stage.path("copy.mp3"), stage.path("sting.flac"),
                                stage.path("medley.flac")});
  EXPECT_THAT(support::lines_of(added.out),
              ElementsAre(HasSubstr("added \"copy\""), StartsWith("  same sound as \"Song 1\""),
                          HasSubstr("added \"sting\""), StartsWith("  a version of \""),
                          StartsWith("  a version of \""), HasSubstr("added \"medley\""),
                          StartsWith("  shares 0:12-0:22 with \"Song 2\", there 0:05-0:15"),
                          "3 tracks added"));

  const json family = json::parse(
      stage.must({"catalog", "show", "--json", stage.path("medley.flac")}).out)[0]["family"];
  ASSERT_THAT(family, SizeIs(1));
  EXPECT_EQ(family[0]["title"], "Song 2");
  EXPECT_EQ(family[0]["kind"], "shared_material");
  EXPECT_THAT(stage.must({"catalog", "show", stage.path("two.ogg")}).out,
              HasSubstr("Family       shares 0:05-0:15 with \"medley\", there 0:12-0:22"));

  stage.must({"catalog", "rm", stage.path("medley.flac")});
  EXPECT_THAT(stage.must({"catalog", "show", stage.path("two.ogg")}).out,
              testing::Not(HasSubstr("Family")));
}

TEST_F(EndToEnd, FindsATrackUnderAVoiceWhereItPlays) {
  add_tracks();
  const std::string video = stage.video("video.mp4", one_song_under_voice());
  const Ran ran = stage.run({"scan", "--jsonl", video});
  EXPECT_EQ(ran.exit, Exit::kDone) << ran.log;
  const auto found = objects(ran.out);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0]["schema"], "cuetrace.scan/1");
  EXPECT_EQ(found[0]["video"], video);
  EXPECT_EQ(found[0]["complete"], true);
  EXPECT_NEAR(found[0]["duration_ms"].get<double>(), 30'000, 100);
  ASSERT_THAT(found[0]["segments"], SizeIs(1));
  const json& segment = found[0]["segments"][0];
  EXPECT_EQ(segment["title"], "Song 1");
  EXPECT_EQ(segment["track_path"], stage.path("one.flac"));
  EXPECT_EQ(segment["version"], "full");
  EXPECT_THAT(segment["start_ms"].get<double>(), around_ms(6'000));
  EXPECT_THAT(segment["end_ms"].get<double>(), around_ms(22'000));
  EXPECT_NEAR(segment["start_ms"].get<double>() - segment["track_start_ms"].get<double>(), 2'000,
              40);
  EXPECT_EQ(segment["speed"], 1.0);
  EXPECT_NEAR(segment["level_db"].get<double>(), 0.0, 6.0);
  EXPECT_GT(segment["confidence"].get<double>(), 0.9);
}

TEST_F(EndToEnd, FindsTwoTracksOneAfterTheOther) {
  add_tracks();
  const std::string video =
      stage.video("video.mkv", support::join(support::cut(make_music(1, 30), 5, 15),
                                             support::cut(make_music(2, 30), 10, 15)));
  EXPECT_THAT(titles(scan_one(video)), ElementsAre("Song 1", "Song 2"));
}

TEST_F(EndToEnd, ClaimsNothingInAVideoWithoutLicensedMusic) {
  add_tracks();
  const std::string video =
      stage.video("video.wav", mix(make_speech(50, 30), make_music(77, 30), {.gain_db = -6}));
  const Ran ran = stage.run({"scan", "--jsonl", video});
  EXPECT_EQ(ran.exit, Exit::kDone);
  EXPECT_THAT(titles(objects(ran.out).at(0)), IsEmpty());
}

TEST_F(EndToEnd, PrintsATableForPeople) {
  add_tracks();
  const std::string video = stage.video("video.wav", one_song_under_voice());
  const Ran ran = stage.run({"scan", video});
  EXPECT_THAT(ran.out, StartsWith(video + "  0:30  1 segment\n"));
  EXPECT_THAT(ran.out, HasSubstr("Song 1"));
  EXPECT_THAT(ran.out, HasSubstr("Composer 1"));
  EXPECT_THAT(ran.out, EndsWith("\n1 video, 1 segment of 1 track\n"));
}

TEST_F(EndToEnd, TakesASecondScanFromTheLedgerByteForByte) {
  add_tracks();
  const std::string video = stage.video("video.wav", one_song_under_voice());
  const Ran first = stage.run({"scan", "--jsonl", video});
  support::hollow_out(video);  // Whoever decodes it again finds nothing.
  const Ran second = stage.run({"scan", "--jsonl", video});
  EXPECT_THAT(titles(objects(first.out).at(0)), ElementsAre("Song 1"));
  EXPECT_EQ(second.out, first.out);
  EXPECT_EQ(second.exit, Exit::kDone);
}

TEST_F(EndToEnd, MatchesAgainWithoutTheMediaWhenATrackIsAddedLater) {
  stage.must({"catalog", "add", stage.path("two.ogg")});
  const std::string video = stage.video("video.wav", one_song_under_voice());
  EXPECT_THAT(titles(scan_one(video)), IsEmpty());
  support::hollow_out(video);
  stage.must({"catalog", "add", stage.path("one.flac")});
  EXPECT_THAT(titles(scan_one(video)), ElementsAre("Song 1"));
}

TEST_F(EndToEnd, DecodesAgainWhenTheFileHasChanged) {
  add_tracks();
  const std::string video = stage.video("video.wav", one_song_under_voice());
  EXPECT_THAT(titles(scan_one(video)), ElementsAre("Song 1"));
  stage.video("video.wav", make_music(2, 25));
  EXPECT_THAT(titles(scan_one(video)), ElementsAre("Song 2"));
}

TEST_F(EndToEnd, ForgetsATrackThatWasTakenOut) {
  add_tracks();
  const std::string video = stage.video("video.wav", one_song_under_voice());
  EXPECT_THAT(titles(scan_one(video)), ElementsAre("Song 1"));
  stage.must({"catalog", "rm", stage.path("one.flac")});
  EXPECT_THAT(titles(scan_one(video)), IsEmpty());
  EXPECT_THAT(stage.must({"catalog", "ls"}).out, testing::Not(HasSubstr("Song 1")));
}

TEST_F(EndToEnd, TakesAFingerprintInPlaceOfAVideo) {
  add_tracks();
  const std::string video = stage.video("video.wav", one_song_under_voice());
  const std::string fingerprint = stage.path("video.ctfp");
  stage.must({"fingerprint", video, "-o", fingerprint});
  json of_video = scan_one(video);
  json of_fingerprint = scan_one(fingerprint);
  EXPECT_THAT(titles(of_fingerprint), ElementsAre("Song 1"));
  // Two videos on record, and so two uses.
  for (json* scan : {&of_video, &of_fingerprint}) {
    for (json& segment : (*scan)["segments"]) EXPECT_EQ(segment.erase("usage_id"), 1U);
  }
  EXPECT_EQ(of_fingerprint["segments"], of_video["segments"]);
}

TEST_F(EndToEnd, TakesAFingerprintInPlaceOfATrack) {
  const std::string fingerprint = stage.path("one.ctfp");
  stage.must({"fingerprint", stage.path("one.flac"), "-o", fingerprint});
  stage.must({"catalog", "add", fingerprint});
  const json found = scan_one(stage.video("video.wav", one_song_under_voice()));
  ASSERT_THAT(titles(found), ElementsAre("Song 1"));
  EXPECT_EQ(found["segments"][0]["track_path"], fingerprint);
}

TEST_F(EndToEnd, SaysSoWhenTheSameSoundIsAddedAgain) {
  add_tracks();
  const std::string before = stage.must({"catalog", "ls", "--format", "json"}).out;
  std::filesystem::copy_file(stage / "one.flac", stage / "copy.flac");
  const Ran ran = stage.run({"catalog", "add", stage.path("copy.flac")});
  EXPECT_EQ(ran.exit, Exit::kDone);
  EXPECT_THAT(ran.out, HasSubstr("copy.flac"));
  EXPECT_THAT(ran.out, HasSubstr("already there as \"Song 1\""));
  EXPECT_EQ(stage.must({"catalog", "ls", "--format", "json"}).out, before);
}

TEST_F(EndToEnd, ScansEachAudioStreamWhenAskedTo) {
  add_tracks();
  support::write_wav(stage / "a.wav", make_music(1, 20));
  support::write_wav(stage / "b.wav", make_music(2, 20));
  support::ffmpeg({"-i", stage.path("a.wav"), "-i", stage.path("b.wav"), "-map", "0:a", "-map",
                   "1:a", "-c:a", "flac", stage.path("both.mkv")});
  const auto found =
      objects(stage.must({"scan", "--jsonl", "--audio-stream", "all", stage.path("both.mkv")}).out);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0]["audio_stream"], 0);
  EXPECT_THAT(titles(found[0]), ElementsAre("Song 1"));
  EXPECT_EQ(found[1]["audio_stream"], 1);
  EXPECT_THAT(titles(found[1]), ElementsAre("Song 2"));
}

TEST_F(EndToEnd, ReadsTheListOfVideosFromStandardInput) {
  add_tracks();
  const std::string video = stage.video("video.wav", one_song_under_voice());
  const Ran ran = stage.run({"scan", "--jsonl", "--from-list", "-"}, video + "\n");
  EXPECT_THAT(titles(objects(ran.out).at(0)), ElementsAre("Song 1"));
}

TEST_F(EndToEnd, ScansAWorkspaceWithoutTracksAndSaysWhyNothingIsFound) {
  const Ran ran = stage.run({"scan", stage.video("video.wav", one_song_under_voice())});
  EXPECT_EQ(ran.exit, Exit::kDone);
  EXPECT_THAT(ran.log, HasSubstr("the catalogue has no tracks"));
}

TEST_F(EndToEnd, KeepsWhatWasHeardOfAVideoThatIsCutOff) {
  add_tracks();
  const std::string video = stage.video("video.wav", one_song_under_voice());
  std::filesystem::resize_file(video, std::filesystem::file_size(video) * 4 / 5);
  const Ran first = stage.run({"scan", "--jsonl", video});
  EXPECT_EQ(first.exit, Exit::kSomeFailed);
  EXPECT_THAT(first.log, HasSubstr("video.wav: ends at 0:00:24"));
  const json found = objects(first.out).at(0);
  EXPECT_EQ(found["complete"], false);
  EXPECT_EQ(found["error"]["code"], "truncated");
  EXPECT_THAT(titles(found), ElementsAre("Song 1"));
  const Ran second = stage.run({"scan", "--jsonl", video});
  EXPECT_EQ(second.out, first.out);
  EXPECT_EQ(second.exit, first.exit);
}

}  // namespace

// What strangers' files get: one clear line that names the file and the way out, the rest of the
// batch done, and nothing lost.
#include "tests/stage.h"

#include <unistd.h>
#include <nlohmann/json.hpp>

namespace {

using engine::cli::Exit;
using nlohmann::json;
using support::Ran;
using support::Stage;
using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

/// A kind of bad media, and the code under which it is reported.
struct BadMedia {
  const char* name;
  const char* file;
  void (*make)(const Stage& stage, const std::string& path);
  const char* code;
};

void make_nothing(const Stage&, const std::string&) {}
void make_text(const Stage&, const std::string& path) { support::write_text(path, "Dear sirs,\n"); }
void make_empty(const Stage&, const std::string& path) { support::write_text(path, ""); }
void make_folder(const Stage&, const std::string& path) {
  std::filesystem::create_directory(path);
  support::write_text(path + "/readme.txt", "no media here\n");
}
void make_garbage(const Stage&, const std::string& path) {
  std::string bytes;
  std::uint32_t state = 1;
  for (int i = 0; i < 50'000; ++i) {
    state = state * 1664525 + 1013904223;
    bytes.push_back(static_cast<char>(state >> 24));
  }
  support::write_text(path, bytes);
}
void make_picture(const Stage&, const std::string& path) {
  support::ffmpeg(
      {"-f", "lavfi", "-i", "testsrc=size=64x64:rate=5:duration=2", "-an", "-c:v", "mpeg4", path});
}
void make_damaged_fingerprint(const Stage& stage, const std::string& path) {
  stage.must({"fingerprint", stage.path("good.wav"), "-o", path});
  std::string bytes = support::read_text(path);
  bytes[bytes.size() / 2] ^= 1;
  support::write_text(path, bytes);
}

const BadMedia kBadMedia[] = {
    {"MissingPath", "gone.mp4", make_nothing, "not_found"},
    {"TextNamedMp4", "notes.mp4", make_text, "invalid_input"},
    {"NoByte", "empty.mp4", make_empty, "invalid_input"},
    {"FolderWithoutMedia", "folder", make_folder, "invalid_input"},
    {"Garbage", "garbage.mp3", make_garbage, "invalid_input"},
    {"PictureWithoutSound", "silent-film.mp4", make_picture, "no_audio"},
    {"DamagedFingerprint", "damaged.ctfp", make_damaged_fingerprint, "corrupt"},
};

class BadInput : public testing::TestWithParam<BadMedia> {
 protected:
  BadInput() {
    support::write_wav(stage / "good.wav", support::make_music(1, 12));
    GetParam().make(stage, bad());
  }
  std::string bad() const { return stage.path(GetParam().file); }
  auto one_line_that_names_it() const {
    return AllOf(HasSubstr("cuetrace: " + bad() + ": "), testing::EndsWith("\n"),
                 testing::ResultOf(support::lines_of, SizeIs(1)));
  }

  Stage stage;
};

TEST_P(BadInput, FailsAloneInAScanOfSeveral) {
  stage.must({"catalog", "add", stage.path("good.wav")});
  const Ran ran = stage.run({"scan", "--jsonl", bad(), stage.path("good.wav")});
  EXPECT_EQ(ran.exit, Exit::kSomeFailed);
  EXPECT_THAT(ran.log, one_line_that_names_it());
  const auto lines = support::lines_of(ran.out);
  ASSERT_THAT(lines, SizeIs(2));
  const json failed = json::parse(lines[0]);
  EXPECT_EQ(failed["video"], bad());
  EXPECT_EQ(failed["complete"], false);
  EXPECT_EQ(failed["error"]["code"], GetParam().code);
  EXPECT_THAT(failed["segments"], SizeIs(0));
  EXPECT_THAT(json::parse(lines[1])["segments"], SizeIs(1));
}

TEST_P(BadInput, FailsAScanOfItAlone) {
  stage.must({"catalog", "add", stage.path("good.wav")});
  EXPECT_EQ(stage.run({"scan", bad()}).exit, Exit::kFailed);
}

TEST_P(BadInput, FailsAloneAmongTracks) {
  const Ran ran = stage.run({"catalog", "add", bad(), stage.path("good.wav")});
  EXPECT_EQ(ran.exit, Exit::kSomeFailed);
  EXPECT_THAT(ran.log, one_line_that_names_it());
  EXPECT_THAT(json::parse(stage.must({"catalog", "ls", "--format", "json"}).out), SizeIs(1));
}

INSTANTIATE_TEST_SUITE_P(Media, BadInput, testing::ValuesIn(kBadMedia),
                         [](const auto& media) { return std::string(media.param.name); });

TEST(BadTrack, IsRefusedWhenShorterThanThreeSeconds) {
  const Stage stage;
  support::write_wav(stage / "sting.wav", support::make_music(1, 2.5));
  const Ran ran = stage.run({"catalog", "add", stage.path("sting.wav")});
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_THAT(ran.log, HasSubstr("sting.wav: 0:00:02.500 of sound; a track needs at least 3"));
}

TEST(BadTrack, IsRefusedWhenSilent) {
  const Stage stage;
  support::write_wav(stage / "quiet.wav", support::make_silence(20));
  const Ran ran = stage.run({"catalog", "add", stage.path("quiet.wav")});
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_THAT(ran.log, HasSubstr("quiet.wav: nothing but silence"));
}

TEST(BadTrack, IsRefusedWhenCutOff) {
  const Stage stage;
  support::write_wav(stage / "cut.wav", support::make_music(1, 20));
  std::filesystem::resize_file(stage / "cut.wav", 1'000'000);
  const Ran ran = stage.run({"catalog", "add", stage.path("cut.wav")});
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_THAT(ran.log, HasSubstr("cut.wav: ends at 0:00:05.6"));
}

TEST(BadVideo, MayBeSilent) {
  const Stage stage;
  support::write_wav(stage / "track.wav", support::make_music(1, 12));
  support::write_wav(stage / "quiet.wav", support::make_silence(20));
  stage.must({"catalog", "add", stage.path("track.wav")});
  const Ran ran = stage.run({"scan", "--jsonl", stage.path("quiet.wav")});
  EXPECT_EQ(ran.exit, Exit::kDone);
  EXPECT_THAT(json::parse(ran.out)["segments"], SizeIs(0));
}

TEST(BadVideo, IsReportedWhenItsServerDoesNotAnswer) {
  const Stage stage;
  const std::string url = "http://127.0.0.1:9/film.mp4";  // The discard port: nobody listens.
  const Ran ran = stage.run({"scan", "--jsonl", url});
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_EQ(json::parse(ran.out)["error"]["code"], "remote_unreachable");
  EXPECT_THAT(ran.log, HasSubstr("cuetrace: " + url + ": "));
}

TEST(BadVideo, IsReportedWhenItMayNotBeRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  const Stage stage;
  support::write_wav(stage / "locked.wav", support::make_music(1, 5));
  std::filesystem::permissions(stage / "locked.wav", std::filesystem::perms::none);
  const Ran ran = stage.run({"scan", "--jsonl", stage.path("locked.wav")});
  EXPECT_EQ(json::parse(ran.out)["error"]["code"], "not_permitted");
}

TEST(BadVideo, LosesNothingThatAnEarlierScanFound) {
  const Stage stage;
  support::write_wav(stage / "track.wav", support::make_music(1, 12));
  support::write_wav(stage / "video.wav", support::make_music(1, 12));
  stage.must({"catalog", "add", stage.path("track.wav")});
  const std::string found = stage.must({"scan", "--jsonl", stage.path("video.wav")}).out;
  std::filesystem::rename(stage / "video.wav", stage / "away.wav");
  EXPECT_EQ(stage.run({"scan", stage.path("video.wav")}).exit, Exit::kFailed);
  std::filesystem::rename(stage / "away.wav", stage / "video.wav");
  support::hollow_out(stage / "video.wav");
  EXPECT_EQ(stage.must({"scan", "--jsonl", stage.path("video.wav")}).out, found);
}

TEST(BadStream, IsNamedWhenThereAreFewer) {
  const Stage stage;
  support::write_wav(stage / "video.wav", support::make_music(1, 5));
  const Ran ran = stage.run({"scan", "--jsonl", "--audio-stream", "3", stage.path("video.wav")});
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_EQ(json::parse(ran.out)["error"]["code"], "no_audio");
}

TEST(BadStream, IsAUsageErrorWhenItIsNoNumber) {
  EXPECT_EQ(Stage().run({"scan", "--audio-stream", "left", "x.mp4"}).exit, Exit::kUsage);
}

}  // namespace

// `watch` through the program's front door and as a process: what comes into a folder is scanned,
// once, and what fails is tried again when it changes.
#include "tests/program.h"
#include "tests/stage.h"

#include <nlohmann/json.hpp>

#include <csignal>

namespace {

namespace fs = std::filesystem;
using engine::cli::Exit;
using nlohmann::json;
using support::make_music;
using support::make_speech;
using support::Program;
using support::Ran;
using support::Stage;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class WatchTest : public testing::Test {
 protected:
  WatchTest() {
    stage.must({"catalog", "add", stage.track("one.flac", 1, 20)});
    fs::create_directory(stage / "in");
    fs::create_directory(stage / "streams");
  }

  Ran once() const {
    return stage.run({"watch", stage.path("in"), "--once", "--settle", "0", "--jsonl"});
  }
  std::string clip(const std::string& name) const {
    const auto song = support::cut(make_music(1, 20), 4, 10);
    return stage.video(name, support::mix(make_speech(7, 20), song, {.start_s = 5}));
  }
  /// Waits for the program to have printed `lines` lines; false when it has not after a long time.
  static bool printed(Program& program, std::size_t lines) {
    for (int i = 0; i < 600; ++i) {
      if (support::lines_of(program.out()).size() >= lines) return true;
      if (program.ends_within(std::chrono::milliseconds(50))) return false;
    }
    return false;
  }

  Stage stage;
};

TEST_F(WatchTest, WorksThroughWhatIsThereAndSaysNothingTwice) {
  clip("in/clip.wav");
  const Ran first = once();
  EXPECT_EQ(first.exit, Exit::kDone) << first.log;
  ASSERT_THAT(support::lines_of(first.out), SizeIs(1));
  EXPECT_THAT(json::parse(first.out)["segments"], SizeIs(1));
  const Ran second = once();
  EXPECT_EQ(second.exit, Exit::kDone);
  EXPECT_THAT(second.out, IsEmpty());
}

TEST_F(WatchTest, AFailureIsToldAndTheRestIsDone) {
  clip("in/clip.wav");
  support::write_text(stage / "in/notes.mp4", "no video");
  const Ran ran = once();
  EXPECT_EQ(ran.exit, Exit::kSomeFailed);
  EXPECT_THAT(ran.log, HasSubstr("notes.mp4: is text"));
  EXPECT_THAT(support::lines_of(ran.out), SizeIs(2));
}

TEST_F(WatchTest, ScansWhatComesUntilItIsStopped) {
  const std::string finished = clip("clip.wav");
  Program program(stage / "streams", {"watch", stage.path("in"), "--settle", "0.1", "--jsonl",
                                      "--workspace", stage.path("workspace")});
  support::write_text(stage / "in/bad.mp4", "not yet a video");
  ASSERT_TRUE(printed(program, 1));
  fs::rename(finished, stage / "in/clip.wav");
  ASSERT_TRUE(printed(program, 2));
  support::write_text(stage / "in/clip.wav.json", R"({"channel": "The Channel"})");
  fs::copy_file(stage / "in/clip.wav", stage / "in/bad.part");
  fs::rename(stage / "in/bad.part", stage / "in/bad.mp4");
  ASSERT_TRUE(printed(program, 3));
  program.signal(SIGINT);
  const Program::Ended ended = program.wait();
  EXPECT_EQ(ended.exit_code, 130);
  const auto lines = support::lines_of(ended.out);
  ASSERT_THAT(lines, SizeIs(3));
  EXPECT_TRUE(json::parse(lines[0]).contains("error"));
  EXPECT_THAT(json::parse(lines[1])["segments"], SizeIs(1));
  EXPECT_THAT(json::parse(lines[2])["segments"], SizeIs(1));
  const Ran shown = stage.must({"video", "show", stage.path("in/clip.wav"), "--format", "json"});
  EXPECT_EQ(json::parse(shown.out)["channel"], "The Channel");
}

}  // namespace

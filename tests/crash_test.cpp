// Death at any moment: the real program is killed while it adds tracks and while it scans, and the
// next run must end as if nothing had happened. And the gentle end: Ctrl-C.
#include "tests/program.h"
#include "tests/stage.h"

#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <random>
#include <utility>

namespace {

namespace fs = std::filesystem;
using std::chrono::duration_cast;
using std::chrono::microseconds;
using support::make_music;
using support::make_speech;
using support::mix;
using support::Program;
using support::Stage;

constexpr int kMoments = 20;

class Crash : public testing::Test {
 protected:
  Crash() {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      tracks.push_back(stage.track("track" + std::to_string(seed) + ".wav", seed, 12));
    }
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {  // Song 5, in two of them, is nobody's.
      const auto song = support::cut(make_music(std::min<std::uint64_t>(seed, 5), 12), 1, 9);
      videos.push_back(stage.video("video" + std::to_string(seed) + ".wav",
                                   mix(make_speech(40 + seed, 15), song, {.start_s = 3})));
    }
    fs::create_directory(stage / "streams");
  }

  std::vector<std::string> command(const std::string& workspace, std::vector<std::string> words,
                                   const std::vector<std::string>& inputs) const {
    words.insert(words.end(), {"--workspace", stage.path(workspace)});
    words.insert(words.end(), inputs.begin(), inputs.end());
    return words;
  }
  std::vector<std::string> adding(const std::string& workspace) const {
    return command(workspace, {"catalog", "add"}, tracks);
  }
  std::vector<std::string> scanning(const std::string& workspace) const {
    return command(workspace, {"scan", "--jsonl"}, videos);
  }

  Program::Ended run(const std::vector<std::string>& args) const {
    return support::run_program(stage / "streams", args);
  }
  microseconds time(const std::vector<std::string>& args) const {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(run(args).exit_code, 0);
    return duration_cast<microseconds>(std::chrono::steady_clock::now() - start);
  }
  /// False when it had ended before.
  bool run_and_kill(const std::vector<std::string>& args, microseconds after) const {
    Program program(stage / "streams", args);
    if (program.ends_within(after)) return false;
    program.signal(SIGKILL);
    return program.wait().exit_code == 128 + SIGKILL;
  }
  /// Starts from a copy of the workspace `from` and is killed after `moment`: or, on a machine that
  /// has become quicker meanwhile, the first half of it that is within the run.
  void die_in_harmed(const std::string& from, const std::vector<std::string>& args,
                     microseconds moment) const {
    do {
      fs::remove_all(stage / "harmed");
      fs::copy(stage / from, stage / "harmed", fs::copy_options::recursive);
    } while (!run_and_kill(args, std::exchange(moment, moment / 2)));
  }

  /// Everything that people can see of a workspace in which all is done.
  std::string seen(const std::string& workspace) const {
    const Program::Ended scan = run(scanning(workspace));
    EXPECT_EQ(scan.exit_code, 0) << scan.log;
    return stage.must_in(workspace, {"catalog", "ls", "--format", "json"}).out + scan.out +
           support::dump_views(stage / workspace / "ledger.db");
  }

  /// One moment in each of kMoments equal parts of `whole`.
  static std::vector<microseconds> moments(microseconds whole) {
    std::mt19937 random(20261121);
    const auto part = static_cast<std::uint64_t>(whole.count() / kMoments);
    std::vector<microseconds> moments;
    for (std::uint64_t i = 0; i < kMoments; ++i) moments.emplace_back(i * part + random() % part);
    return moments;
  }

  Stage stage;
  std::vector<std::string> tracks;
  std::vector<std::string> videos;
};

TEST_F(Crash, AtAnyMomentOfAddingTracksLeavesNothingThatTheNextRunDoesNotMend) {
  const microseconds whole = time(adding("unharmed"));
  const std::string unharmed = seen("unharmed");
  EXPECT_THAT(unharmed, testing::HasSubstr("Song 4"));
  fs::create_directory(stage / "nothing");
  for (const microseconds moment : moments(whole)) {
    die_in_harmed("nothing", adding("harmed"), moment);
    const Program::Ended again = run(adding("harmed"));
    ASSERT_EQ(again.exit_code, 0) << again.log;
    ASSERT_EQ(seen("harmed"), unharmed) << "killed after " << moment.count() << " us";
  }
}

TEST_F(Crash, AtAnyMomentOfAScanLeavesNothingThatTheNextRunDoesNotMend) {
  stage.must_in("tracks", {"catalog", "add", tracks[0], tracks[1], tracks[2], tracks[3]});
  fs::copy(stage / "tracks", stage / "unharmed", fs::copy_options::recursive);
  const microseconds whole = time(scanning("unharmed"));
  const std::string unharmed = seen("unharmed");
  EXPECT_THAT(unharmed, testing::HasSubstr("\"title\":\"Song 4\""));
  EXPECT_THAT(unharmed, testing::HasSubstr("\"cluster\":\""));
  for (const microseconds moment : moments(whole)) {
    die_in_harmed("tracks", scanning("harmed"), moment);
    ASSERT_EQ(seen("harmed"), unharmed) << "killed after " << moment.count() << " us";
  }
}

TEST_F(Crash, DoesNotDecodeAgainWhatWasFinished) {
  stage.must_in("workspace", {"catalog", "add", tracks[0], tracks[1], tracks[2], tracks[3]});
  // The last is a pipe that nobody writes to: the program waits there until it is killed.
  fs::remove(videos.back());
  ASSERT_EQ(::mkfifo(videos.back().c_str(), 0600), 0);
  std::vector<std::string> others(videos.begin(), videos.end() - 1);
  {
    Program program(stage / "streams", scanning("workspace"));
    while (support::lines_of(program.out()).size() < others.size()) {
      ASSERT_FALSE(program.ends_within(microseconds(10'000)));
    }
    program.signal(SIGKILL);
    program.wait();
  }
  for (const std::string& video : others) support::hollow_out(video);
  const Program::Ended again = run(command("workspace", {"scan", "--jsonl"}, others));
  EXPECT_EQ(again.exit_code, 0) << again.log;
  for (int song = 1; song <= 4; ++song) {
    EXPECT_THAT(again.out, testing::HasSubstr("\"title\":\"Song " + std::to_string(song) + "\""));
  }
}

TEST_F(Crash, LeavesTheLockFree) {
  const microseconds whole = time(adding("workspace"));
  run_and_kill(scanning("workspace"), whole / 2);
  EXPECT_EQ(stage.run({"scan", videos[0]}).exit, engine::cli::Exit::kDone);
}

TEST_F(Crash, OnlyStopsTheProgramBetweenVideosWhenItIsInterrupted) {
  stage.must_in("workspace", {"catalog", "add", tracks[0], tracks[1], tracks[2], tracks[3]});
  std::vector<std::string> many;
  for (int copy = 0; copy < 40; ++copy) {
    many.push_back(stage.path("copy" + std::to_string(copy) + ".wav"));
    fs::copy_file(videos[static_cast<std::size_t>(copy) % videos.size()], many.back());
  }
  const auto scan = command("workspace", {"scan", "--jsonl", "--threads", "1"}, many);
  Program program(stage / "streams", scan);
  while (program.out().empty()) ASSERT_FALSE(program.ends_within(microseconds(1000)));
  program.signal(SIGINT);
  const Program::Ended stopped = program.wait();
  EXPECT_EQ(stopped.exit_code, 130);
  EXPECT_THAT(stopped.log, testing::HasSubstr("interrupted after "));
  const auto finished = support::lines_of(stopped.out);
  EXPECT_LT(finished.size(), many.size());
  const Program::Ended again = run(scan);
  EXPECT_EQ(again.exit_code, 0) << again.log;
  EXPECT_THAT(again.out, testing::StartsWith(stopped.out));
  EXPECT_THAT(support::lines_of(again.out), testing::SizeIs(many.size()));
}

TEST_F(Crash, IsNotNeededToKeepASecondWriterOut) {
  stage.must_in("workspace", {"catalog", "add", tracks[0]});
  fs::remove(videos[4]);
  ASSERT_EQ(::mkfifo(videos[4].c_str(), 0600), 0);  // Holds the first writer until it is killed.
  Program writer(stage / "streams", scanning("workspace"));
  while (writer.out().empty()) ASSERT_FALSE(writer.ends_within(microseconds(1000)));
  const support::Ran second = stage.run({"catalog", "add", tracks[1]});
  EXPECT_EQ(second.exit, engine::cli::Exit::kLocked);
  EXPECT_THAT(second.log, testing::HasSubstr("is writing to this workspace"));
  const support::Ran reader = stage.run({"catalog", "ls"});
  EXPECT_EQ(reader.exit, engine::cli::Exit::kDone) << reader.log;
  EXPECT_THAT(reader.out, testing::HasSubstr("Song 1"));
}

}  // namespace

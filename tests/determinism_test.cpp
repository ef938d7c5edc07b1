// Results depend on what is scanned against which tracks, and on nothing else: not on the number of
// threads, nor on the order or the batches in which tracks came.
#include "tests/stage.h"

#include <algorithm>

namespace {

using support::make_music;
using support::make_speech;
using support::mix;
using support::Stage;

class Determinism : public testing::Test {
 protected:
  Determinism() {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      tracks.push_back(stage.track("track" + std::to_string(seed) + ".wav", seed, 20));
    }
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      const auto song = support::cut(make_music(seed, 20), 3, 8);
      const auto talk = mix(make_speech(40 + seed, 24), song, {.start_s = 2, .gain_db = -3});
      const auto next = support::cut(make_music(seed % 5 + 1, 20), 6, 10);
      videos.push_back(stage.video("video" + std::to_string(seed) + ".wav",
                                   mix(talk, next, {.start_s = 7, .gain_db = 2})));
    }
  }

  /// What `scan --jsonl` prints of all videos, in a new workspace with the tracks as given.
  std::string scan(const std::vector<std::vector<std::string>>& batches,
                   const std::string& threads) {
    const std::string workspace = "workspace" + std::to_string(workspaces++);
    const auto run = [&](std::vector<std::string> args, const std::vector<std::string>& inputs) {
      args.insert(args.end(), {"--threads", threads});
      args.insert(args.end(), inputs.begin(), inputs.end());
      return stage.must_in(workspace, args).out;
    };
    for (const auto& batch : batches) run({"catalog", "add"}, batch);
    return run({"scan", "--jsonl"}, videos);
  }

  Stage stage;
  std::vector<std::string> tracks;
  std::vector<std::string> videos;
  int workspaces = 0;
};

TEST_F(Determinism, OneThreadAndManyPrintTheSameBytes) {
  const std::string one = scan({tracks}, "1");
  EXPECT_THAT(one, testing::HasSubstr("\"title\":\"Song 1\""));
  EXPECT_EQ(scan({tracks}, "4"), one);
  EXPECT_EQ(scan({tracks}, "13"), one);
}

TEST_F(Determinism, TheOrderAndTheBatchesOfTracksDoNotMatter) {
  const std::string at_once = scan({tracks}, "2");
  std::vector<std::string> backwards(tracks.rbegin(), tracks.rend());
  EXPECT_EQ(scan({backwards}, "2"), at_once);
  EXPECT_EQ(scan({{tracks[3]}, {tracks[0], tracks[4]}, {tracks[2], tracks[1]}}, "2"), at_once);
}

}  // namespace

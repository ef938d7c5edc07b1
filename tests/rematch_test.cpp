// Tracks added after videos were scanned, found without the videos' media, through the program's
// front door.
#include "tests/program.h"
#include "tests/stage.h"

#include <nlohmann/json.hpp>

#include <csignal>
#include <filesystem>
#include <regex>

namespace {

namespace fs = std::filesystem;
using engine::cli::Exit;
using nlohmann::json;
using support::make_music;
using support::make_speech;
using support::mix;
using support::Ran;
using support::Stage;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::vector<json> objects(const std::string& jsonl) {
  std::vector<json> objects;
  for (const std::string& line : support::lines_of(jsonl)) objects.push_back(json::parse(line));
  return objects;
}

std::vector<std::string> titles(const json& segments) {
  std::vector<std::string> titles;
  for (const json& segment : segments) titles.push_back(segment["title"]);
  return titles;
}

class Rematch : public testing::Test {
 protected:
  /// A voice, and a song from 6 s to 22 s under it.
  std::string video_with(const std::string& name, std::uint64_t song) const {
    return stage.video(name, mix(make_speech(50, 30), support::cut(make_music(song, 30), 4, 16),
                                 {.start_s = 6, .gain_db = -3}));
  }
  std::string track(std::uint64_t song) const {
    return stage.track("song" + std::to_string(song) + ".flac", song, 30);
  }
  /// Song 1 is known when songs 1, 2 and 2 are scanned; the videos are gone afterwards.
  void scan_and_delete() {
    stage.must({"catalog", "add", track(1)});
    videos = {video_with("a.wav", 1), video_with("b.wav", 2), video_with("c.wav", 2)};
    std::vector<std::string> scan = {"scan"};
    scan.insert(scan.end(), videos.begin(), videos.end());
    stage.must(scan);
    for (const std::string& video : videos) fs::remove(video);
  }

  Stage stage;
  std::vector<std::string> videos;
};

TEST_F(Rematch, FindsATrackThatIsAddedLaterInVideosThatAreGone) {
  scan_and_delete();
  const Ran ran = stage.must({"catalog", "add", "--rematch", track(2)});
  EXPECT_THAT(ran.out, HasSubstr("added \"Song 2\""));
  EXPECT_THAT(ran.out, HasSubstr(videos[1] + "  0:30  1 new segment\n"));
  EXPECT_THAT(ran.out, Not(HasSubstr(videos[0])));
  EXPECT_THAT(ran.out, testing::EndsWith("searched 3 videos for 1 track: 2 new segments of 1 "
                                         "track, in 2 videos\n"));
  const std::string usage = stage.must({"report", "usage"}).out;
  EXPECT_THAT(usage, HasSubstr("Song 1"));
  EXPECT_THAT(usage, HasSubstr("Song 2"));
}

TEST_F(Rematch, SaysOnLinesOfJsonWhatIsNew) {
  scan_and_delete();
  const Ran ran = stage.must({"catalog", "add", "--rematch", "--jsonl", track(2)});
  const auto found = objects(ran.out);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0]["schema"], "cuetrace.scan/1");
  EXPECT_EQ(found[0]["video"], videos[1]);
  EXPECT_EQ(found[1]["video"], videos[2]);
  EXPECT_THAT(titles(found[0]["segments"]), ElementsAre("Song 2"));
  EXPECT_THAT(found[0]["new"]["segments"], ElementsAre(0));
  EXPECT_THAT(found[0]["lost"]["segments"], IsEmpty());
  EXPECT_THAT(ran.log, HasSubstr("added \"Song 2\""));
}

TEST_F(Rematch, PutsOnRecordWhatAScanWithAllTracksDoes) {
  stage.must({"catalog", "add", track(1)});
  const std::vector<std::string> scan = {"scan", "--jsonl", video_with("a.wav", 1),
                                         video_with("b.wav", 2), video_with("c.wav", 3)};
  stage.must(scan);
  stage.must({"catalog", "add", "--rematch", track(2)});
  stage.must_in("at once", {"catalog", "add", track(1), track(2)});
  const std::string expected = stage.must_in("at once", scan).out;
  for (const std::string& video : {scan[2], scan[3], scan[4]}) support::hollow_out(video);
  // The scan of a video without the new track stands, and so do the ids of what it found.
  const auto without_ids = [](const std::string& out) {
    return std::regex_replace(out, std::regex(",\"usage_id\":\"[0-9a-f]+\""), "");
  };
  EXPECT_EQ(without_ids(stage.must(scan).out), without_ids(expected));
  // Also the ids of scan and use, where the track was found.
  const auto rows = [&](const std::string& workspace) {
    // Events tell of both scans.
    const auto all =
        support::lines_of(support::dump_views(stage / workspace / "ledger.db", "event_v"));
    std::vector<std::string> of_b;
    for (const std::string& row : all) {
      if (row.find("/b.wav") != std::string::npos) of_b.push_back(row);
    }
    return of_b;
  };
  EXPECT_THAT(rows("workspace"), Not(IsEmpty()));
  EXPECT_EQ(rows("workspace"), rows("at once"));
}

TEST_F(Rematch, LeavesNothingForTheNextScanToMatch) {
  stage.must({"catalog", "add", track(1)});
  const std::string video = video_with("a.wav", 1);
  const std::string before = stage.must({"scan", "--jsonl", video}).out;
  stage.must({"catalog", "add", "--rematch", track(2)});
  // Without its archive, a scan can only take the video from the ledger.
  fs::remove_all(stage / "workspace" / "index");
  stage.must({"catalog", "add", track(1), track(2)});
  support::hollow_out(video);
  EXPECT_EQ(stage.must({"scan", "--jsonl", video}).out, before);
}

TEST_F(Rematch, SearchesForAllTracksAddedSince) {
  scan_and_delete();
  stage.must({"catalog", "add", track(3)});
  stage.must({"catalog", "add", track(2)});
  EXPECT_THAT(stage.must({"rematch"}).out, HasSubstr("searched 3 videos for 2 tracks: 2 new"));
  EXPECT_EQ(stage.must({"rematch"}).out,
            "nothing to do: every scanned video is up to date with the catalogue\n");
}

TEST_F(Rematch, SaysSoWhenNothingIsNew) {
  scan_and_delete();
  EXPECT_THAT(stage.must({"catalog", "add", "--rematch", track(3)}).out,
              testing::EndsWith("searched 3 videos for 1 track: nothing new\n"));
  EXPECT_THAT(stage.must({"report", "usage"}).out, HasSubstr("Song 1"));
}

TEST_F(Rematch, ForgetsATrackThatWasTakenOut) {
  scan_and_delete();
  stage.must({"catalog", "rm", stage.path("song1.flac")});
  const Ran ran = stage.must({"rematch"});
  EXPECT_THAT(ran.out, HasSubstr(videos[0] + "  0:30  1 segment no longer found\n"));
  EXPECT_THAT(stage.must({"report", "usage"}).out, Not(HasSubstr("Song 1")));
}

TEST_F(Rematch, MatchesEveryVideoWhenAskedTo) {
  scan_and_delete();
  stage.must({"catalog", "add", track(2)});
  EXPECT_THAT(
      stage.must({"rematch", "--all"}).out,
      testing::EndsWith("3 videos matched again: 2 new segments of 1 track, in 2 videos\n"));
}

TEST_F(Rematch, OfAVideoThatIsNotInTheArchiveIsOneFailedItem) {
  scan_and_delete();
  fs::remove_all(stage / "workspace" / "index");
  stage.must({"catalog", "add", track(1)});
  const std::string here = video_with("d.wav", 2);
  stage.must({"scan", here});
  const Ran ran = stage.run({"catalog", "add", "--rematch", "--jsonl", track(2)});
  EXPECT_EQ(ran.exit, Exit::kSomeFailed);
  const auto found = objects(ran.out);
  ASSERT_THAT(found, SizeIs(4));
  EXPECT_EQ(found[0]["complete"], false);
  EXPECT_EQ(found[0]["error"]["code"], "not_found");
  EXPECT_THAT(titles(found[3]["segments"]), ElementsAre("Song 2"));
  EXPECT_THAT(ran.log, HasSubstr(videos[1] + ": its sound is not in the archive"));
  // What was found of it before stays, and it is not taken for searched.
  EXPECT_THAT(stage.must({"report", "usage"}).out, HasSubstr("Song 1"));
  EXPECT_EQ(stage.run({"rematch"}).exit, Exit::kFailed);
}

TEST_F(Rematch, KilledAtAnyMomentGoesOnWhereItWas) {
  scan_and_delete();
  const std::string later = track(2);
  fs::copy(stage / "workspace", stage / "scanned", fs::copy_options::recursive);
  stage.must({"catalog", "add", "--rematch", later});
  const auto seen = [&](const std::string& workspace) {
    return support::dump_views(stage / workspace / "ledger.db");
  };
  const std::string unharmed = seen("workspace");
  fs::create_directory(stage / "streams");
  const std::vector<std::string> command = {"--workspace", stage.path("harmed"), "catalog",
                                            "add",         "--rematch",          later};
  for (auto after = std::chrono::microseconds(2'000);; after = after * 3 / 2) {
    fs::remove_all(stage / "harmed");
    fs::copy(stage / "scanned", stage / "harmed", fs::copy_options::recursive);
    support::Program program(stage / "streams", command);
    const bool ended = program.ends_within(after);
    if (!ended) {
      program.signal(SIGKILL);
      program.wait();
    }
    const Ran again = stage.run_in("harmed", {"catalog", "add", "--rematch", later});
    ASSERT_EQ(again.exit, Exit::kDone) << again.log;
    ASSERT_EQ(seen("harmed"), unharmed) << "killed after " << after.count() << " us";
    if (ended) break;
  }
}

TEST_F(Rematch, JsonIsAboutVideos) {
  EXPECT_EQ(stage.run({"catalog", "add", "--jsonl", track(1)}).exit, Exit::kUsage);
}

}  // namespace

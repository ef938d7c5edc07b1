// Live sources, faster than real time: what is told of them agrees with what a scan of the same
// sound says, and is on record, whatever becomes of the connection or the process.
#include "engine/run/live/live_monitor.h"

#include "engine/run/pipeline.h"
#include "tests/ingest/loopback_server.h"
#include "tests/program.h"
#include "tests/stage.h"

#include <nlohmann/json.hpp>

#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <set>

namespace {

namespace fs = std::filesystem;
using engine::Errc;
using engine::run::LiveEvent;
using engine::run::LiveEventKind;
using engine::run::LiveOptions;
using nlohmann::json;
using std::chrono::milliseconds;
using support::cut;
using support::join;
using support::make_music;
using support::make_speech;
using support::mix;
using support::Program;
using support::Sound;
using support::Stage;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::int64_t kRightToMs = 1000;

class LiveTest : public testing::Test {
 protected:
  LiveTest() {
    stage.must({"catalog", "add", stage.track("one.flac", 1, 60), stage.track("two.flac", 2, 60)});
    fs::create_directory(stage / "streams");
  }

  /// Song 1 alone at 12 s for 20 s, song 2 under a voice at 50 s for 25 s; 95 s in all.
  static Sound programme() {
    Sound talk = make_speech(31, 95);
    const Sound one = cut(make_music(1, 60), 5, 20);
    for (std::size_t i = 0; i < one.size(); ++i) {
      talk.left[12 * 44'100 + i] = one.left[i];
      talk.right[12 * 44'100 + i] = one.right[i];
    }
    return mix(talk, cut(make_music(2, 60), 20, 25), {.start_s = 50, .gain_db = -3});
  }

  static std::vector<json> events(const std::string& lines, const std::string& type) {
    std::vector<json> found;
    for (const std::string& line : support::lines_of(lines)) {
      const json event = json::parse(line);
      if (event["type"] == "live." + type) found.push_back(event);
    }
    return found;
  }

  std::vector<json> segments(const std::string& file) const {
    const json line = json::parse(stage.run_in("scanned", {"scan", "--jsonl", file}).out);
    return line["segments"];
  }

  /// What a scan of the same sound says, against the same tracks.
  void expect_as_scanned(const std::vector<json>& closed, const std::string& file) const {
    stage.must_in("scanned", {"catalog", "add", stage.path("one.flac"), stage.path("two.flac")});
    const std::vector<json> scanned = segments(file);
    ASSERT_EQ(closed.size(), scanned.size());
    for (std::size_t i = 0; i < scanned.size(); ++i) {
      EXPECT_EQ(closed[i]["track_id"], scanned[i]["track_id"]);
      EXPECT_NEAR(closed[i]["start_ms"], scanned[i]["start_ms"], kRightToMs);
      EXPECT_NEAR(closed[i]["end_ms"], scanned[i]["end_ms"], kRightToMs);
      EXPECT_EQ(closed[i]["review"], false);
    }
  }

  std::vector<json> uses() const {
    return json::parse(stage.must({"report", "usage", "--format", "json"}).out)["uses"];
  }

  /// Runs a monitor to its end; it is stopped when it has lost its source for the `losses`-th time.
  engine::Result<void> monitor(LiveOptions options, int losses = 1) {
    auto workspace = engine::run::Workspace::open_for_writing(stage.path("workspace"));
    if (!workspace) return engine::fail(workspace.error());
    engine::run::WorkspaceTurns turns;
    engine::run::LiveScanner scanner(*workspace, turns);
    options.retry_first = milliseconds(1);
    engine::run::LiveMonitor* running = nullptr;
    engine::run::LiveMonitor live(scanner, options, [&](const LiveEvent& event) {
      told.push_back(event);
      if (event.kind == LiveEventKind::kLost && --losses == 0) running->stop();
    });
    running = &live;
    return live.run();
  }

  std::vector<std::string> kinds() const {
    std::vector<std::string> names;
    for (const LiveEvent& event : told) {
      if (event.kind == LiveEventKind::kCueExtended) continue;
      names.emplace_back(engine::run::to_string(event.kind).substr(5));
    }
    return names;
  }

  Stage stage;
  ingest::LoopbackServer server;
  std::vector<LiveEvent> told;
};

TEST_F(LiveTest, SaysWhatAScanOfTheSameSoundSays) {
  const std::string file = stage.video("programme.wav", programme());
  const auto ran = stage.must({"live", "--jsonl", file});
  const std::vector<json> closed = events(ran.out, "cue_closed");
  ASSERT_THAT(closed, SizeIs(2));
  expect_as_scanned(closed, file);
  EXPECT_THAT(events(ran.out, "cue_opened"), SizeIs(2));
  EXPECT_THAT(events(ran.out, "started"), SizeIs(1));
  EXPECT_EQ(events(ran.out, "ended").at(0)["reason"], "the source has ended");
}

TEST_F(LiveTest, WhatIsToldIsOnRecordAndCanBeVerified) {
  const std::string file = stage.video("programme.wav", programme());
  const auto ran = stage.must({"live", "--jsonl", "--channel", "Radio One", file});
  const std::vector<json> closed = events(ran.out, "cue_closed");
  const std::vector<json> recorded = uses();
  ASSERT_EQ(recorded.size(), closed.size());
  for (std::size_t i = 0; i < recorded.size(); ++i) {
    EXPECT_EQ(recorded[i]["track"]["track_id"], closed[i]["track_id"]);
    const std::string use = recorded[i]["usage_id"];
    EXPECT_THAT(stage.must({"verify", use}).out, HasSubstr("the same: every figure")) << use;
  }
  const std::string video = closed[0]["video_id"];
  const json facts = json::parse(stage.must({"video", "show", video, "--format", "json"}).out);
  EXPECT_EQ(facts["channel"], "Radio One");
  EXPECT_THAT(facts["published_at"].get<std::string>(), HasSubstr("Z"));
}

TEST_F(LiveTest, APlaylistIsPlayedToItsEnd) {
  const std::string file = stage.video("programme.wav", programme());
  fs::create_directory(stage / "hls");
  support::encode(
      file, stage / "hls/live.m3u8",
      {"-c:a", "aac", "-b:a", "128k", "-f", "hls", "-hls_time", "4", "-hls_list_size", "0"});
  for (const auto& entry : fs::directory_iterator(stage / "hls")) {
    server.put("/" + entry.path().filename().string(), support::read_text(entry.path()));
  }
  const auto ran = stage.must({"live", "--jsonl", server.url("/live.m3u8")});
  expect_as_scanned(events(ran.out, "cue_closed"), file);
}

TEST_F(LiveTest, ARadioThatBreaksOffIsAskedAgain) {
  const std::string first = stage.path("first.mp3");
  const std::string second = stage.path("second.mp3");
  support::encode(join(make_speech(1, 10), cut(make_music(1, 60), 0, 15)), first);
  support::encode(join(cut(make_music(2, 60), 10, 15), make_speech(2, 15)), second);
  server.put_stream("/radio?token=secret", {support::read_text(first), support::read_text(second)});
  const auto ran = monitor({.address = server.url("/radio?token=secret")}, 2);
  ASSERT_TRUE(ran) << ran.error().message();
  EXPECT_THAT(kinds(), ElementsAre("started", "cue_opened", "cue_closed", "lost", "resumed",
                                   "cue_opened", "cue_closed", "lost", "ended"));
  for (const LiveEvent& event : told) {
    EXPECT_THAT(engine::run::live_event_json(event), testing::Not(HasSubstr("secret")));
  }
  const std::vector<json> recorded = uses();
  ASSERT_THAT(recorded, SizeIs(2));
  EXPECT_NE(recorded[0]["video"]["video_id"], recorded[1]["video"]["video_id"]);
}

TEST_F(LiveTest, AJumpOfTheStampsEndsWhatPlays) {
  const Sound song = cut(make_music(1, 60), 0, 40);
  const auto part = [&](const std::string& name, double at, const std::string& offset) {
    support::encode(cut(song, at, 20), stage / name,
                    {"-c:a", "aac", "-output_ts_offset", offset, "-f", "mpegts"});
    return support::read_text(stage / name);
  };
  server.put_stream("/ts", {part("a.ts", 0, "100") + part("b.ts", 20, "5000")});
  ASSERT_TRUE(monitor({.address = server.url("/ts")}));
  EXPECT_THAT(kinds(), ElementsAre("started", "cue_opened", "cue_closed", "cue_opened",
                                   "cue_closed", "lost", "ended"));
  EXPECT_THAT(uses(), SizeIs(2));
}

TEST_F(LiveTest, RecordingsEndBetweenUses) {
  Sound all = make_speech(1, 10);
  for (int use = 0; use < 5; ++use) {
    const auto seed = static_cast<std::uint64_t>(1 + use % 2);
    all = join(all, cut(make_music(seed, 60), 2.0 + 5 * use, 25));
    all = join(all, make_speech(50 + seed, 15));
  }
  const std::string file = stage.video("long.wav", all);
  ASSERT_TRUE(monitor({.address = file, .recording_length = std::chrono::seconds(30)}));
  const std::vector<json> recorded = uses();
  ASSERT_THAT(recorded, SizeIs(5));
  std::set<std::string> videos;
  for (const json& use : recorded) {
    videos.insert(use["video"]["video_id"].get<std::string>());
    EXPECT_NEAR(use["end_ms"].get<double>() - use["start_ms"].get<double>(), 25'000, kRightToMs);
  }
  EXPECT_GE(videos.size(), 3U);
  double heard = 0;
  for (const LiveEvent& event : told) {
    if (event.kind != LiveEventKind::kCueClosed) continue;
    const auto since = event.cue->started_at - told.front().at;
    EXPECT_NEAR(std::chrono::duration<double>(since).count(), 10 + heard * 40, 2.0);
    heard += 1;
  }
  EXPECT_EQ(heard, 5);
}

TEST_F(LiveTest, WhatWasClosedOutlivesAKill) {
  const std::string pipe = stage.path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const std::string file = stage.video(
      "talk.wav",
      join(join(cut(make_music(1, 60), 5, 20), make_speech(4, 30)), cut(make_music(2, 60), 5, 20)));
  Program program(stage / "streams",
                  {"live", pipe, "--jsonl", "--workspace", stage.path("workspace")});
  std::ofstream feed(pipe, std::ios::binary);  // And stays open: the stream goes on, silently.
  feed << support::read_text(file) << std::flush;
  const auto opened = [&] { return events(program.out(), "cue_opened").size(); };
  for (int i = 0; i < 600 && opened() < 2; ++i) {
    ASSERT_FALSE(program.ends_within(milliseconds(50)));
  }
  EXPECT_THAT(events(program.out(), "cue_closed"), SizeIs(1));
  program.signal(SIGKILL);
  program.wait();
  const std::vector<json> recorded = uses();
  ASSERT_THAT(recorded, SizeIs(1));
  EXPECT_NEAR(recorded[0]["end_ms"], 20'000, kRightToMs);
}

TEST_F(LiveTest, AnInterruptClosesWhatPlays) {
  const std::string pipe = stage.path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const std::string file = stage.video("song.wav", cut(make_music(1, 60), 5, 20));
  Program program(stage / "streams",
                  {"live", pipe, "--jsonl", "--workspace", stage.path("workspace")});
  std::ofstream feed(pipe, std::ios::binary);
  feed << support::read_text(file) << std::flush;
  for (int i = 0; i < 600 && events(program.out(), "cue_opened").empty(); ++i) {
    ASSERT_FALSE(program.ends_within(milliseconds(50)));
  }
  program.signal(SIGINT);
  const Program::Ended ended = program.wait();
  EXPECT_EQ(ended.exit_code, 130);
  EXPECT_THAT(events(ended.out, "cue_closed"), SizeIs(1));
  EXPECT_EQ(events(ended.out, "ended").at(0)["reason"], "stopped");
  EXPECT_THAT(uses(), SizeIs(1));
}

TEST_F(LiveTest, StrangersDoNotReachThisMachine) {
  server.put_stream("/radio", {"sound"});
  const auto ran = monitor({.address = server.url("/radio"), .public_only = true});
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().code(), Errc::kNotPermitted);
  EXPECT_EQ(server.request_count(), 0U);
  const auto file = monitor({.address = stage.path("one.flac"), .public_only = true});
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code(), Errc::kNotPermitted);
  EXPECT_THAT(told, IsEmpty());
}

TEST_F(LiveTest, APlaylistReadsNoLocalFile) {
  const std::string secret = stage.path("one.flac");
  server.put("/live.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:60\n#EXTINF:60,\nfile://" + secret +
                               "\n#EXT-X-ENDLIST\n");
  const auto ran = stage.run({"live", "--jsonl", "--for", "1", server.url("/live.m3u8")});
  EXPECT_THAT(events(ran.out, "cue_opened"), IsEmpty());
  EXPECT_THAT(events(ran.out, "started"), IsEmpty());
}

TEST_F(LiveTest, TracksMayBeAddedMeanwhile) {
  const std::string late = stage.track("late.flac", 3, 60);
  const std::string file =
      stage.video("song.wav", join(make_speech(5, 10), cut(make_music(3, 60), 5, 20)));
  auto workspace = engine::run::Workspace::open_for_writing(stage.path("workspace"));
  ASSERT_TRUE(workspace);
  engine::run::WorkspaceTurns turns;
  engine::run::LiveScanner scanner(*workspace, turns);
  engine::run::LiveMonitor live(scanner, {.address = file}, [&](const LiveEvent& event) {
    told.push_back(event);
    if (event.kind != LiveEventKind::kStarted) return;
    const auto turn = turns.change();
    const std::vector<engine::run::MediaItem> items{{late, std::nullopt}};
    const auto added = engine::run::add_tracks(
        *workspace, items, {.progress = {}, .done = [](const auto&, const auto&) {}});
    EXPECT_TRUE(added && added->done == 1);
  });
  ASSERT_TRUE(live.run());
  EXPECT_THAT(kinds(), ElementsAre("started", "cue_opened", "cue_closed", "ended"));
}

TEST_F(LiveTest, EventsAreInTheLedgerInTheirOrder) {
  const std::string file = stage.video("programme.wav", programme());
  ASSERT_TRUE(monitor({.address = file, .title = "Radio"}));
  auto records = engine::run::Records::open_for_reading(stage.path("workspace"));
  ASSERT_TRUE(records);
  const auto events = records->ledger().events().after(0, 1000);
  ASSERT_TRUE(events);
  std::vector<std::string> in_ledger;
  for (const auto& event : *events) {
    if (event.kind.starts_with("live.")) in_ledger.push_back(event.data);
  }
  std::vector<std::string> as_told;
  for (const LiveEvent& event : told) as_told.push_back(engine::run::live_event_data(event));
  EXPECT_EQ(in_ledger, as_told);
}

TEST(SourceName, HoldsNothingSecret) {
  using engine::run::source_name;
  EXPECT_EQ(source_name("https://ann:pass@radio.example:8000/a/live.m3u8?token=1#x"),
            "https://radio.example:8000/a/live.m3u8");
  EXPECT_EQ(source_name("srt://10.0.0.1:9000?passphrase=secret"), "srt://10.0.0.1:9000");
  EXPECT_EQ(source_name("http://radio.example/~ann@home/a"), "http://radio.example/~ann@home/a");
  EXPECT_EQ(source_name("-"), "stdin");
}

}  // namespace

// The views as a stranger's program sees them: over a connection that knows nothing of cuetrace.
#include "tests/engine/ledger/ledger_fixture.h"

#include <sqlite3.h>

#include <map>
#include <memory>

namespace engine::ledger {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Pair;
using testing::SizeIs;

using Cells = std::map<std::string, std::string>;

class ViewsTest : public LedgerTest {
 protected:
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
  };

  /// Every row as text by column name; NULL is "NULL".
  std::vector<Cells> select(const std::string& sql) const {
    sqlite3* raw = nullptr;
    EXPECT_EQ(sqlite3_open_v2(file_.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
    const std::unique_ptr<sqlite3, Close> connection(raw);
    std::vector<Cells> rows;
    const auto take = [](void* to, int count, char** values, char** names) {
      Cells& row = static_cast<std::vector<Cells>*>(to)->emplace_back();
      for (int i = 0; i < count; ++i) row[names[i]] = values[i] == nullptr ? "NULL" : values[i];
      return 0;
    };
    char* error = nullptr;
    EXPECT_EQ(sqlite3_exec(raw, sql.c_str(), take, &rows, &error), SQLITE_OK)
        << (error == nullptr ? "" : error);
    sqlite3_free(error);
    return rows;
  }
};

TEST_F(ViewsTest, ShowOneRowForEachUse) {
  add_recording(1, "Song", {"A. Writer", "B. Writer"});
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 3'662, 3'670)};
  scan.matches[0].in_video.start += MediaTime{345'499};
  scan.matches[0].in_video.end += MediaTime{345'500};
  post(scan);
  const auto rows = select("select * from usage_v");
  ASSERT_THAT(rows, SizeIs(1));
  const Cells expected = {{"video", "/videos/a.mp4"},
                          {"video_title", "Title of a.mp4"},
                          {"start", "1:01:02.345"},
                          {"end", "1:01:10.346"},
                          {"start_ms", "3662345"},
                          {"end_ms", "3670346"},
                          {"duration_ms", "8001"},
                          {"track_title", "Song"},
                          {"version", "full"},
                          {"artist", "The Players"},
                          {"composers", "A. Writer|B. Writer"},
                          {"isrc", "USRC17607839"},
                          {"confidence", "0.999001"},
                          {"level_db", "-14.2"},
                          {"speed", "1.05"},
                          {"pitch_cents", "-12"},
                          {"method", "landmark"},
                          {"complete", "1"},
                          {"track_start_ms", "45010"},
                          {"track_end_ms", "53010"},
                          {"video_id", to_string(id_of<VideoId>(1))},
                          {"track_id", to_string(id_of<TrackId>(1))},
                          {"scan_id", to_string(id_of<ScanId>(1))},
                          {"usage_id", must(ledger_.uses())[0].id}};
  EXPECT_THAT(rows[0], IsSupersetOf(expected));
}

TEST_F(ViewsTest, AgreeWithTheProgramOnTimes) {
  ScanResult scan = scan_of(1, "a.mp4", 1);
  for (const std::int64_t start_us : {0, 499, 500, 999'499, 999'500, 59'999'500}) {
    scan.matches.push_back(match_of(1, 0, 100));
    scan.matches.back().in_video.start = MediaTime{start_us};
  }
  post(scan);
  const auto rows = select("select * from usage_v");
  ASSERT_THAT(rows, SizeIs(scan.matches.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const MediaTime start = scan.matches[i].in_video.start;
    EXPECT_EQ(rows[i].at("start_ms"), std::to_string(to_ms(start)));
    EXPECT_EQ(rows[i].at("start"), to_timecode(start));
  }
}

TEST_F(ViewsTest, ShowUsesOfUnknownTracksToo) {
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(7, 10, 20)};
  post(scan);
  const auto rows = select("select * from usage_v");
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].at("track_id"), to_string(id_of<TrackId>(7)));
}

TEST_F(ViewsTest, ShowCurrentScansOnly) {
  ScanResult before = scan_of(1, "a.mp4", 1);
  before.matches = {match_of(1, 10, 20)};
  before.unknown_music = {{from_ms(0), from_ms(1'000)}};
  post(before);
  post(scan_of(2, "a.mp4", 1));
  for (const std::string view : {"usage_v", "composer_v", "unknown_music_v"}) {
    EXPECT_THAT(select("select * from " + view), SizeIs(0)) << view;
  }
  EXPECT_THAT(select("select * from video_v"), SizeIs(1));
}

TEST_F(ViewsTest, SumUpComposersByVideo) {
  add_recording(1, "Song", {"A. Writer", "B. Writer"});
  add_recording(2, "Tune", {"B. Writer"});
  ScanResult first = scan_of(1, "a.mp4", 1);
  first.matches = {match_of(1, 0, 10), match_of(2, 20, 25)};
  ScanResult second = scan_of(2, "b.mp4", 2);
  second.matches = {match_of(2, 0, 7)};
  post(first);
  post(second);
  const auto rows = select("select composer, video, uses, duration_ms from composer_v");
  EXPECT_THAT(rows, ElementsAre(Cells{{"composer", "A. Writer"},
                                      {"video", "/videos/a.mp4"},
                                      {"uses", "1"},
                                      {"duration_ms", "10000"}},
                                Cells{{"composer", "B. Writer"},
                                      {"video", "/videos/a.mp4"},
                                      {"uses", "2"},
                                      {"duration_ms", "15000"}},
                                Cells{{"composer", "B. Writer"},
                                      {"video", "/videos/b.mp4"},
                                      {"uses", "1"},
                                      {"duration_ms", "7000"}}));
}

TEST_F(ViewsTest, CountAUseOnceForAWriterWithTwoParts) {
  catalogue::Catalogue catalogue = must(catalogue::Catalogue::open(database_));
  catalogue::Recording recording;
  recording.track = id_of<TrackId>(1);
  recording.title = "Song";
  for (const std::string role : {"C", "A"}) {
    recording.work.contributions.push_back(
        {catalogue::ContributionKind::kWriter, {"A. Writer", "", ""}, role, {}});
  }
  must(catalogue.put(recording));
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 0, 10)};
  post(scan);
  const auto rows = select("select uses, duration_ms from composer_v");
  EXPECT_THAT(rows, ElementsAre(Cells{{"uses", "1"}, {"duration_ms", "10000"}}));
  EXPECT_THAT(select("select composers from usage_v"),
              ElementsAre(Cells{{"composers", "A. Writer"}}));
}

TEST_F(ViewsTest, ShowEachVideoWithWhatBecameOfIt) {
  ScanResult done = scan_of(1, "a.mp4", 1);
  done.matches = {match_of(1, 0, 10), match_of(2, 20, 25)};
  const ScanResult failed = failed_scan_of(2, "b.mp4", 2);
  post(done);
  post(failed, "2026-10-02T08:00:00Z");
  const auto rows = select("select * from video_v");
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_THAT(rows[0], IsSupersetOf(Cells{{"video", "/videos/a.mp4"},
                                          {"title", "Title of a.mp4"},
                                          {"duration_ms", "61234"},
                                          {"complete", "1"},
                                          {"error", "NULL"},
                                          {"uses", "2"},
                                          {"music_ms", "15000"},
                                          {"posted_at", kNoon}}));
  EXPECT_THAT(rows[1], IsSupersetOf(Cells{{"video", "/videos/b.mp4"},
                                          {"complete", "0"},
                                          {"error", failed.error->message()},
                                          {"uses", "0"},
                                          {"posted_at", "2026-10-02T08:00:00Z"}}));
}

TEST_F(ViewsTest, ShowMusicThatNobodyIsKnownFor) {
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.unknown_music = {{from_ms(40'000), from_ms(52'000)}};
  post(scan);
  const auto rows = select("select * from unknown_music_v");
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_THAT(rows[0], IsSupersetOf(Cells{{"video", "/videos/a.mp4"},
                                          {"start", "0:00:40.000"},
                                          {"end", "0:00:52.000"},
                                          {"start_ms", "40000"},
                                          {"end_ms", "52000"}}));
}

TEST_F(ViewsTest, ListTheRecordings) {
  add_recording(1, "Song", {"A. Writer"});
  const auto rows = select("select * from recording_v");
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_THAT(rows[0], Contains(Pair("title", "Song")));
  EXPECT_THAT(rows[0], Contains(Pair("composers", "A. Writer")));
}

}  // namespace
}  // namespace engine::ledger

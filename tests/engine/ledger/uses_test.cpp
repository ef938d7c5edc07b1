#include "tests/engine/ledger/ledger_fixture.h"

namespace engine::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class UsesTest : public LedgerTest {
 protected:
  /// "location start_s track" of each use, in the order given.
  static std::vector<std::string> places(const std::vector<RecordedUse>& uses) {
    std::vector<std::string> texts;
    for (const RecordedUse& use : uses) {
      texts.push_back(use.video->location + " " +
                      std::to_string(to_ms(use.match.in_video.start) / 1000) + " " +
                      std::to_string(use.match.track.bytes[0]));
    }
    return texts;
  }
};

TEST_F(UsesTest, AreNoneInAnEmptyLedger) {
  EXPECT_THAT(must(ledger_.uses()), IsEmpty());
  EXPECT_THAT(must(ledger_.videos()), IsEmpty());
}

TEST_F(UsesTest, CarryTheVideoTheMatchAndTheRecording) {
  add_recording(1, "Song", {"A. Writer", "B. Writer"});
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 10, 20)};
  scan.matches[0].alternatives = {{id_of<TrackId>(2), 410'000}};
  post(scan);
  const auto uses = must(ledger_.uses());
  ASSERT_EQ(uses.size(), 1U);
  EXPECT_EQ(uses[0].id.size(), 32U);
  EXPECT_EQ(uses[0].video, scan.video);
  EXPECT_EQ(uses[0].match, scan.matches[0]);
  EXPECT_EQ(uses[0].recording->title, "Song");
  EXPECT_EQ(uses[0].recording->artist, "The Players");
  EXPECT_THAT(catalogue::writer_names(uses[0].recording->work),
              ElementsAre("A. Writer", "B. Writer"));
}

TEST_F(UsesTest, ShareTheirVideosAndRecordings) {
  add_recording(1, "Song", {"A. Writer"});
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 10, 20), match_of(2, 30, 40), match_of(1, 50, 60)};
  post(scan);
  const auto uses = must(ledger_.uses());
  ASSERT_EQ(uses.size(), 3U);
  EXPECT_EQ(&*uses[0].video, &*uses[1].video);
  EXPECT_EQ(&*uses[0].recording, &*uses[2].recording);
  EXPECT_NE(&*uses[0].recording, &*uses[1].recording);
}

TEST_F(UsesTest, AreOrderedByVideoThenPlaceWhateverWasPostedFirst) {
  ScanResult later = scan_of(1, "b.mp4", 1);
  later.matches = {match_of(2, 0, 5), match_of(1, 0, 9), match_of(1, 30, 40)};
  ScanResult earlier = scan_of(2, "a.mp4", 2);
  earlier.matches = {match_of(3, 7, 8), match_of(2, 50, 60), match_of(4, 50, 60)};
  post(later);
  post(earlier);
  EXPECT_THAT(places(must(ledger_.uses())),
              ElementsAre("/videos/a.mp4 7 3", "/videos/a.mp4 50 2", "/videos/a.mp4 50 4",
                          "/videos/b.mp4 0 2", "/videos/b.mp4 0 1", "/videos/b.mp4 30 1"));
}

TEST_F(UsesTest, OfOneVideoLeaveOutTheOthers) {
  for (const auto number : std::initializer_list<std::uint8_t>{1, 2}) {
    ScanResult scan = scan_of(number, std::to_string(number) + ".mp4", number);
    scan.matches = {match_of(number, 10, 20)};
    post(scan);
  }
  EXPECT_THAT(places(must(ledger_.uses_in(id_of<VideoId>(2)))), ElementsAre("/videos/2.mp4 10 2"));
  EXPECT_THAT(must(ledger_.uses_in(id_of<VideoId>(3))), IsEmpty());
}

TEST_F(UsesTest, AreThereInACompactFormWithWhatIsForReview) {
  ScanResult first = scan_of(1, "a.mp4", 1);
  first.matches = {match_of(1, 10, 20)};
  post(first);
  ScanResult again = scan_of(2, "a.mp4", 1);  // Takes the place of the first.
  again.matches = {match_of(1, 10, 20), match_of(2, 30, 40)};
  again.matches[1].confidence_ppm = 400'000;
  post(again);
  std::vector<FoundPlace> found;
  must(ledger_.found_places().each([&](const FoundPlace& place) -> Result<void> {
    found.push_back(place);
    return {};
  }));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_LT(found[0].id, found[1].id);
  const auto uses = must(ledger_.uses());
  ASSERT_EQ(uses.size(), 1U);
  const FoundPlace& use = to_string(found[0].id) == uses[0].id ? found[0] : found[1];
  EXPECT_EQ(to_string(use.id), uses[0].id);
  EXPECT_EQ(use.video, uses[0].video->id);
  EXPECT_EQ(use.track, uses[0].match.track);
  EXPECT_EQ(use.in_video, uses[0].match.in_video);
  EXPECT_EQ(use.level_tenth_db, uses[0].match.level_tenth_db);
  EXPECT_EQ(use.confidence_ppm, uses[0].match.confidence_ppm);
}

TEST_F(UsesTest, LeaveOutWhatIsForReview) {
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 10, 20), match_of(2, 30, 40)};
  scan.matches[1].confidence_ppm = kConfidentPpm - 1;
  post(scan);
  EXPECT_THAT(places(must(ledger_.uses())), ElementsAre("/videos/a.mp4 10 1"));
  EXPECT_THAT(places(must(ledger_.uses_in(id_of<VideoId>(1)))), ElementsAre("/videos/a.mp4 10 1"));
  EXPECT_THAT(places(must(ledger_.for_review())), ElementsAre("/videos/a.mp4 30 2"));
  EXPECT_THAT(places(must(ledger_.findings_in(id_of<VideoId>(1)))),
              ElementsAre("/videos/a.mp4 10 1", "/videos/a.mp4 30 2"));
}

TEST_F(UsesTest, KeepTheirIdWhenTheScanIsPostedAgain) {
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 10, 20), match_of(1, 30, 40)};
  post(scan);
  const auto before = must(ledger_.uses());
  post(scan_of(2, "a.mp4", 1));
  post(scan);
  const auto after = must(ledger_.uses());
  ASSERT_EQ(before.size(), 2U);
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(before[0].id, after[0].id);
  EXPECT_EQ(before[1].id, after[1].id);
  EXPECT_NE(before[0].id, before[1].id);
}

TEST_F(UsesTest, OfATrackThatTheCatalogueNeverKnewHaveItsId) {
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(7, 10, 20)};
  post(scan);
  const auto uses = must(ledger_.uses());
  ASSERT_EQ(uses.size(), 1U);
  EXPECT_EQ(uses[0].recording->track, id_of<TrackId>(7));
  EXPECT_EQ(uses[0].recording->title, "");
}

TEST_F(UsesTest, StayReadableWhenTheTrackIsTakenOutOfTheCatalogue) {
  add_recording(1, "Song", {"A. Writer"});
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 10, 20)};
  post(scan);
  catalogue::Catalogue catalogue = must(catalogue::Catalogue::open(database_));
  must(catalogue.remove(id_of<TrackId>(1), catalogue::Removal::kKeepForHistory));
  EXPECT_THAT(must(catalogue.tracks()), IsEmpty());
  const auto uses = must(ledger_.uses());
  ASSERT_EQ(uses.size(), 1U);
  EXPECT_EQ(uses[0].recording->title, "Song");
  EXPECT_THAT(catalogue::writer_names(uses[0].recording->work), ElementsAre("A. Writer"));
}

TEST_F(UsesTest, ShowWhatTheCatalogueKnowsToday) {
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 10, 20)};
  post(scan);
  add_recording(1, "Named later", {});
  const auto uses = must(ledger_.uses());
  ASSERT_EQ(uses.size(), 1U);
  EXPECT_EQ(uses[0].recording->title, "Named later");
}

TEST_F(UsesTest, AreReadBesideAWriter) {
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 10, 20)};
  post(scan);
  storage::Database reading = open_database(storage::Access::kRead);
  const Ledger reader = open(reading);
  auto writing = storage::Transaction::begin(database_);
  ASSERT_TRUE(writing);
  post(scan_of(2, "a.mp4", 1));
  EXPECT_THAT(must(reader.uses()), Not(IsEmpty()));
  must(writing->commit());
  EXPECT_THAT(must(reader.uses()), IsEmpty());
}

TEST_F(UsesTest, AreFoundByTheirIdAndByItsFirstDigits) {
  add_recording(1, "Song", {"A. Writer"});
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 10, 20), match_of(1, 30, 40)};
  post(scan);
  const auto uses = must(ledger_.uses());
  const KnownUse known = must(ledger_.resolve_use(uses[1].id));
  EXPECT_EQ(known.use.id, usage_id_of(scan.id, 1, scan.matches[1]));
  EXPECT_EQ(known.use.match, scan.matches[1]);
  EXPECT_EQ(known.use.video, scan.video);
  EXPECT_EQ(known.use.recording->title, "Song");
  EXPECT_EQ(known.scan, scan.id);
  EXPECT_TRUE(known.current);
  EXPECT_EQ(must(ledger_.resolve_use(uses[1].id.substr(0, 10))).use.id, uses[1].id);
}

TEST_F(UsesTest, AreFoundWhenALaterScanHasTakenTheirPlace) {
  ScanResult earlier = scan_of(1, "a.mp4", 1);
  earlier.matches = {match_of(1, 10, 20)};
  post(earlier);
  const std::string id = must(ledger_.uses()).at(0).id;
  post(scan_of(2, "a.mp4", 1));
  const KnownUse known = must(ledger_.resolve_use(id));
  EXPECT_FALSE(known.current);
  EXPECT_EQ(known.scan, earlier.id);
}

TEST_F(UsesTest, ThatAreNotOnRecordAreNotFound) {
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 10, 20)};
  post(scan);
  const std::string id = must(ledger_.uses()).at(0).id;
  for (const std::string& text : {std::string("ffffffffffff"), id + "0"}) {
    const auto known = ledger_.resolve_use(text);
    ASSERT_FALSE(known) << text;
    EXPECT_EQ(known.error().code(), Errc::kNotFound) << text;
  }
  EXPECT_EQ(ledger_.resolve_use(id.substr(0, 5)).error().code(), Errc::kUsage);
}

}  // namespace
}  // namespace engine::ledger

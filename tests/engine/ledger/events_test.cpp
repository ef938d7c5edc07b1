#include "engine/ledger/use_decisions.h"
#include "tests/engine/ledger/ledger_fixture.h"

#include <algorithm>

namespace engine::ledger {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class EventsTest : public LedgerTest {
 protected:
  std::vector<Event> all() { return must(ledger_.events().after(0, 1000)); }

  /// Kinds of what came after the events that `seen` were of.
  std::vector<std::string> kinds_after(std::int64_t sequence) {
    std::vector<std::string> kinds;
    for (const Event& one : must(ledger_.events().after(sequence, 1000))) kinds.push_back(one.kind);
    return kinds;
  }

  static Match unsure(Match match) {
    match.confidence_ppm = kConfidentPpm - 1;
    return match;
  }
};

TEST_F(EventsTest, TellOfAFirstScanAndItsUses) {
  ScanResult scan = scan_of(1, "a.mp4", 7);
  scan.matches = {match_of(1, 10, 20), unsure(match_of(2, 30, 40))};
  post(scan);
  const std::vector<Event> events = all();
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].kind, "scan.finished");
  EXPECT_EQ(events[0].video, id_of<VideoId>(7));
  EXPECT_EQ(events[0].data, R"({"scan_id":")" + to_string(scan.id) + R"(","complete":true})");
  EXPECT_EQ(events[1].kind, "use.found");
  EXPECT_EQ(events[1].track, id_of<TrackId>(1));
  EXPECT_EQ(events[1].at, kNoon);
  EXPECT_THAT(events[1].data, HasSubstr(R"("start_ms":10000,"end_ms":20000)"));
  EXPECT_EQ(events[2].kind, "review.found");
  EXPECT_EQ(events[2].track, id_of<TrackId>(2));
}

TEST_F(EventsTest, SayNothingWhenTheSameIsPostedAgain) {
  ScanResult scan = scan_of(1, "a.mp4", 7);
  scan.matches = {match_of(1, 10, 20)};
  post(scan);
  const std::int64_t seen = must(ledger_.events().newest());
  post(scan);
  EXPECT_THAT(kinds_after(seen), IsEmpty());
}

TEST_F(EventsTest, TellOnlyWhatALaterScanChanges) {
  ScanResult first = scan_of(1, "a.mp4", 7);
  first.matches = {match_of(1, 10, 20), match_of(2, 30, 40), unsure(match_of(3, 50, 60))};
  post(first);
  const std::int64_t seen = must(ledger_.events().newest());
  ScanResult second = scan_of(2, "a.mp4", 7);
  second.matches = {match_of(1, 12, 21), match_of(3, 50, 60), match_of(2, 70, 80)};
  post(second);
  EXPECT_THAT(kinds_after(seen),
              ElementsAre("scan.finished", "use.lost", "review.lost", "use.found", "use.found"));
}

TEST_F(EventsTest, SayThatAScanFailedAndTakeNothingBack) {
  post(failed_scan_of(1, "a.mp4", 7));
  const std::vector<Event> events = all();
  ASSERT_EQ(events.size(), 1U);
  EXPECT_THAT(events[0].data, HasSubstr(R"("error":)"));
  ScanResult scan = scan_of(2, "a.mp4", 7);
  scan.matches = {match_of(1, 10, 20)};
  post(scan);
  const std::int64_t seen = must(ledger_.events().newest());
  post(failed_scan_of(3, "a.mp4", 7));
  EXPECT_THAT(kinds_after(seen), IsEmpty());
}

TEST_F(EventsTest, TellOfWhatPeopleSay) {
  post(scan_of(1, "a.mp4", 7));
  const std::int64_t seen = must(ledger_.events().newest());
  UseDecision decision;
  decision.track = id_of<TrackId>(1);
  decision.place = {from_ms(0), from_ms(1000)};
  decision.verdict = Verdict::kRejected;
  must(ledger_.amendments().change(id_of<VideoId>(7), {amendment_of(decision)}, {"Ann", kNoon}));
  const std::string sheet(32, 'a');
  must(ledger_.cue_sheets().issue({sheet, id_of<VideoId>(7), 0, "", "{}", ""}, {"Ann", kNoon}));
  must(ledger_.cue_sheets().move(sheet, "submitted", "by mail", {"Ann", kNoon}));
  EXPECT_THAT(kinds_after(seen),
              ElementsAre("decision.changed", "cue_sheet.issued", "cue_sheet.submitted"));
  EXPECT_THAT(all().back().data, HasSubstr(R"("note":"by mail")"));
  EXPECT_EQ(all().back().video, id_of<VideoId>(7));
}

TEST_F(EventsTest, TellOfANameForUnknownMusic) {
  const UnknownCluster cluster = must(ledger_.unknown_clusters().found(
      std::string(64, 'b'), from_ms(0), {from_ms(0), from_ms(9000)}));
  must(ledger_.unknown_clusters().rename(cluster.number, "Theme"));
  must(ledger_.unknown_clusters().rename(cluster.number, "Theme"));
  ASSERT_EQ(all().size(), 1U);
  EXPECT_EQ(all()[0].data, R"({"cluster":")" + to_string(cluster.id) + R"(","name":"Theme"})");
}

TEST_F(EventsTest, AreGivenInPartsWithoutAGap) {
  for (std::uint8_t i = 1; i <= 10; ++i) post(scan_of(i, std::to_string(i) + ".mp4", i));
  std::int64_t last = 0;
  std::size_t seen = 0;
  for (;;) {
    const std::vector<Event> part = must(ledger_.events().after(last, 3));
    if (part.empty()) break;
    for (const Event& one : part) EXPECT_EQ(one.sequence, ++last);
    seen += part.size();
  }
  EXPECT_EQ(seen, 10U);
}

TEST_F(EventsTest, VanishWithTheTransactionThatWroteThem) {
  {
    const auto transaction = must(storage::Transaction::begin(database_));
    post(scan_of(1, "a.mp4", 7));
    EXPECT_EQ(all().size(), 1U);
  }
  EXPECT_THAT(all(), IsEmpty());
}

TEST_F(EventsTest, RefuseDataThatIsNoJson) {
  Event event;
  event.kind = "live.started";
  event.at = kNoon;
  event.data = "{";
  EXPECT_FALSE(ledger_.events().append(event));
  event.data = "{}";
  must(ledger_.events().append(event));
  EXPECT_EQ(all().size(), 1U);
}

}  // namespace
}  // namespace engine::ledger

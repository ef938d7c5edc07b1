#include "engine/ledger/amendments.h"

#include "engine/ledger/cue_sheets.h"
#include "engine/ledger/use_decisions.h"
#include "tests/engine/ledger/ledger_fixture.h"

namespace engine::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

class AmendmentsTest : public LedgerTest {
 protected:
  AmendmentsTest() {
    post(scan_of(1, "a.mp4", 1));
    post(scan_of(2, "b.mp4", 2));
  }
  std::size_t say(const std::string& subject, const std::optional<std::string>& value,
                  const std::string& by = "Ann") {
    return must(
        ledger_.amendments().change(video_, {{AmendmentKind::kFact, subject, value}}, {by, kNoon}));
  }
  AmendmentValues facts() { return must(ledger_.amendments().of(video_, AmendmentKind::kFact)); }
  std::vector<AmendmentChange> undo() {
    return must(ledger_.amendments().undo(video_, {AmendmentKind::kFact}, {"Bob", kNoon}));
  }

  VideoId video_ = id_of<VideoId>(1);
};

TEST_F(AmendmentsTest, SayWhatWasSaidLastAndKeepWhatWasSaidBefore) {
  EXPECT_EQ(say("title", "One"), 1U);
  EXPECT_EQ(say("title", "Two", "Bob"), 1U);
  EXPECT_THAT(facts(), ElementsAre(Pair("title", "Two")));
  const auto history = must(ledger_.amendments().history(video_));
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].before, std::nullopt);
  EXPECT_EQ(history[1].before, "One");
  EXPECT_EQ(history[1].after, "Two");
  EXPECT_EQ(history[1].by, "Bob");
  EXPECT_EQ(history[1].at, kNoon);
}

TEST_F(AmendmentsTest, ThatSayTheSameAgainAreNoChange) {
  say("title", "One");
  EXPECT_EQ(say("title", "One"), 0U);
  EXPECT_EQ(say("year", std::nullopt), 0U);
  EXPECT_EQ(must(ledger_.amendments().history(video_)).size(), 1U);
}

TEST_F(AmendmentsTest, OfOneVideoAreNotThoseOfAnother) {
  say("title", "One");
  EXPECT_THAT(must(ledger_.amendments().of(id_of<VideoId>(2), AmendmentKind::kFact)), IsEmpty());
  EXPECT_EQ(must(ledger_.amendments().all(AmendmentKind::kFact)).size(), 1U);
}

TEST_F(AmendmentsTest, AreTakenBackOneBatchAfterTheOther) {
  must(ledger_.amendments().change(
      video_, {{AmendmentKind::kFact, "title", "One"}, {AmendmentKind::kFact, "year", "2026"}},
      {"Ann", kNoon}));
  say("title", "Two");
  EXPECT_EQ(undo().size(), 1U);
  EXPECT_THAT(facts(), UnorderedElementsAre(Pair("title", "One"), Pair("year", "2026")));
  EXPECT_EQ(undo().size(), 2U);
  EXPECT_THAT(facts(), IsEmpty());
  EXPECT_THAT(undo(), IsEmpty());
  EXPECT_EQ(must(ledger_.amendments().history(video_)).size(), 6U);
}

TEST_F(AmendmentsTest, CanBeMadeAgainAfterTheyWereUndone) {
  say("title", "One");
  undo();
  say("title", "Three");
  EXPECT_EQ(undo().size(), 1U);
  EXPECT_THAT(facts(), IsEmpty());
}

TEST_F(AmendmentsTest, StayWhenTheVideoIsScannedAgain) {
  say("title", "One");
  post(scan_of(9, "a.mp4", 1));
  EXPECT_THAT(facts(), ElementsAre(Pair("title", "One")));
}

TEST_F(AmendmentsTest, AreThereToBeQueried) {
  say("title", "One");
  std::string value;
  must(database_.each("SELECT value FROM video_fact_v WHERE field = 'title'", {},
                      [&](const storage::Row& row) -> Result<void> {
                        value = row.text(0);
                        return {};
                      }));
  EXPECT_EQ(value, "One");
}

class UseDecisionsTest : public AmendmentsTest {
 protected:
  void decide(const UseDecision& decision) {
    must(ledger_.amendments().change(video_, {amendment_of(decision)}, {"Ann", kNoon}));
  }
  std::vector<UseDecision> decisions() { return must(decisions_on(video_, ledger_.amendments())); }
};

TEST_F(UseDecisionsTest, AreReadAsTheyWereMade) {
  UseDecision decision;
  decision.track = id_of<TrackId>(7);
  decision.place = {from_ms(1000), from_ms(9000)};
  decision.verdict = Verdict::kDisputed;
  decision.note = "says it is cleared";
  decide(decision);
  decision.decided_at = kNoon;
  EXPECT_THAT(decisions(), ElementsAre(decision));
}

TEST_F(UseDecisionsTest, HoldForAUseThatALaterScanFoundNearby) {
  decide({id_of<TrackId>(7), {from_ms(10'000), from_ms(20'000)}, Verdict::kRejected, ""});
  const auto made = decisions();
  EXPECT_NE(decision_for(match_of(7, 12, 23), made), nullptr);
  EXPECT_EQ(decision_for(match_of(7, 16, 40), made), nullptr);
  EXPECT_EQ(decision_for(match_of(8, 10, 20), made), nullptr);
  EXPECT_FALSE(is_use(match_of(7, 12, 23), made));
}

TEST_F(UseDecisionsTest, MakeAUseOfWhatWasUncertain) {
  Match match = match_of(7, 10, 20);
  match.confidence_ppm = 500'000;
  EXPECT_FALSE(is_use(match, {}));
  EXPECT_TRUE(is_use(match, {{match.track, match.in_video, Verdict::kAccepted, ""}}));
  EXPECT_FALSE(is_use(match, {{match.track, match.in_video, Verdict::kDisputed, ""}}));
  match.confidence_ppm = 950'000;
  EXPECT_TRUE(is_use(match, {{match.track, match.in_video, Verdict::kDisputed, ""}}));
  EXPECT_TRUE(is_use(match, {{match.track, match.in_video, Verdict::kNone, "ask"}}));
}

class CueSheetsTest : public AmendmentsTest {};

TEST_F(CueSheetsTest, StayAsTheyWereIssued) {
  CueSheets sheets = ledger_.cue_sheets();
  must(sheets.issue({"s0", video_, 0, "", "{}", ""}, {"Ann", kNoon}));
  must(sheets.move("s0", "submitted", "by mail", {"Bob", kNoon}));
  must(sheets.issue({"s1", video_, 1, "s0", "{1}", ""}, {"Ann", kNoon}));
  const auto all = must(sheets.of(video_));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].state, "submitted");
  EXPECT_EQ(all[1].document, "{1}");
  EXPECT_EQ(must(sheets.latest(video_))->supersedes, "s0");
  EXPECT_EQ(must(sheets.events(video_)).size(), 3U);
  EXPECT_FALSE(sheets.issue({"s1", video_, 1, "s0", "{2}", ""}, {"Ann", kNoon}));
  EXPECT_EQ(must(sheets.latest(video_))->document, "{1}");
}

}  // namespace
}  // namespace engine::ledger

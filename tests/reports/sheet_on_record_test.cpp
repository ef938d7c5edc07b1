#include "reports/sheet_on_record.h"

#include "engine/ledger/use_decisions.h"
#include "engine/ledger/video_facts.h"
#include "tests/reports/sample_uses.h"
#include "tests/support/temp_dir.h"

#include <array>

namespace reports {
namespace {

using engine::Result;
using engine::ledger::Amendment;
using engine::ledger::AmendmentKind;
using engine::ledger::Author;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A ledger with one scanned video, of which everything is known that a sheet needs.
class SheetOnRecordTest : public testing::Test {
 protected:
  SheetOnRecordTest()
      : database_(must(engine::storage::Database::open(folder_ / "ledger.db",
                                                       engine::storage::Access::kWrite))),
        ledger_(must(engine::ledger::Ledger::open(database_))),
        catalogue_(must(engine::catalogue::Catalogue::open(database_))) {
    for (const std::uint8_t number : std::array<std::uint8_t, 3>{1, 2, 3}) {
      engine::catalogue::Recording track =
          sample_track(number, {writer("Ann Arbor", 5'000), writer("Bob Bell", 5'000)});
      track.library = track.label = "Quiet";
      track.album_code = "QL12";
      track.cut = std::to_string(number);
      must(catalogue_.put(track));
    }
    scan(1, {{1, 10}, {2, 40}});
    std::vector<Amendment> facts;
    for (const auto& [name, value] :
         std::map<std::string, std::string>{{"title", "The Example"},
                                            {"company", "Example Films"},
                                            {"network", "BBC1"},
                                            {"first_date", "2026-10-31"},
                                            {"preparer", "Cy Prep"},
                                            {"preparer_email", "cy@example.org"}}) {
      facts.push_back({AmendmentKind::kFact, name, value});
    }
    must(ledger_.amendments().change(video_.id, facts, kAnn));
  }

  template <class T>
  static T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message());
    if constexpr (!std::is_void_v<T>) return *std::move(result);
  }

  /// Posts a scan that found tracks for ten seconds each, from these seconds on.
  void scan(std::uint8_t id, const std::vector<std::pair<std::uint8_t, int>>& found,
            std::int32_t confidence_ppm = 999'000) {
    engine::ScanResult result;
    result.id.bytes[0] = id;
    result.video = video_;
    for (const auto& [track, start_s] : found) {
      const Use use = use_of(sample_track(track), start_s * 1000, start_s * 1000 + 10'000);
      result.matches.push_back(use.match);
      result.matches.back().confidence_ppm = confidence_ppm;
    }
    must(ledger_.post(result, kAnn.at));
  }

  CueSheet sheet() { return must(sheet_on_record(video_, ledger_, catalogue_, std::nullopt)); }

  void resolve_usage() {
    std::vector<Amendment> amendments;
    for (const Cue& cue : sheet().cues) {
      CueCorrection one{};
      one.cue = cue.id;
      one.track_id = cue.recording.track_id;
      one.found = cue.in_video;
      one.function = Function::kBackground;
      one.perception = Perception::kBackground;
      amendments.push_back(amendment_of(one));
    }
    must(ledger_.amendments().change(video_.id, amendments, kAnn));
  }

  void rename_first(const std::string& title) {
    const Cue cue = sheet().cues.front();
    auto one = must(correction_of(
        cue.id, must(ledger_.amendments().of(video_.id, AmendmentKind::kCue)).at(cue.id)));
    one.title = title;
    must(ledger_.amendments().change(video_.id, {amendment_of(one)}, kAnn));
  }

  Result<CueSheet> issue() { return issue_sheet(video_, ledger_, catalogue_, std::nullopt, kAnn); }
  std::string move(const std::string& state) {
    const auto moved = move_sheet(video_, state, "", ledger_, kAnn);
    return moved ? "" : moved.error().message();
  }

  const Author kAnn{"Ann", "2026-11-21T12:00:00Z"};
  support::TempDir folder_;
  engine::storage::Database database_;
  engine::ledger::Ledger ledger_;
  engine::catalogue::Catalogue catalogue_;
  engine::VideoFacts video_ = sample_video();
};

TEST_F(SheetOnRecordTest, IsADraftWithWhatPeopleHaveSaid) {
  const CueSheet draft = sheet();
  EXPECT_EQ(draft.production.title, "The Example");
  EXPECT_EQ(draft.identity.revision, 0);
  EXPECT_EQ(printed_state(draft), "DRAFT");
  EXPECT_FALSE(issue());
  EXPECT_THAT(issue().error().message(), HasSubstr("4 things are to be mended"));
}

TEST_F(SheetOnRecordTest, GoesItsWay) {
  resolve_usage();
  const CueSheet issued = must(issue());
  EXPECT_EQ(issued.identity.classification, Classification::kOriginal);
  EXPECT_EQ(printed_state(sheet()), "ISSUED");
  EXPECT_EQ(sheet().identity, issued.identity);
  EXPECT_EQ(sheet().production.preparer.date, engine::parse_day("2026-11-21"));
  EXPECT_THAT(move("approved"), HasSubstr("is issued and cannot become approved"));
  EXPECT_EQ(move("submitted"), "");
  EXPECT_THAT(check_editable(video_, ledger_).error().message(), HasSubstr("cuesheet revise"));
  EXPECT_EQ(move("approved"), "");
  EXPECT_EQ(printed_state(sheet()), "APPROVED");
  EXPECT_EQ(move("revised"), "");
  EXPECT_TRUE(check_editable(video_, ledger_));
  EXPECT_EQ(printed_state(sheet()), "DRAFT");
}

TEST_F(SheetOnRecordTest, IsRevisedWhenItSaysSomethingElse) {
  resolve_usage();
  const CueSheet original = must(issue());
  EXPECT_THAT(issue().error().message(), HasSubstr("nothing new to issue"));
  rename_first("Dawn");
  const CueSheet draft = sheet();
  EXPECT_EQ(draft.identity.revision, 1);
  EXPECT_EQ(draft.identity.classification, Classification::kRevision);
  EXPECT_EQ(draft.identity.supersedes, original.identity.id);
  EXPECT_EQ(printed_state(draft), "DRAFT");
  EXPECT_EQ(must(issue()).identity.id, draft.identity.id);
  EXPECT_EQ(must(issued_sheet(video_, 0, ledger_)).cues, original.cues);
  EXPECT_EQ(must(issued_sheet(video_, 1, ledger_)).cues[0].title, "Dawn");
  EXPECT_FALSE(issued_sheet(video_, 2, ledger_));
}

TEST_F(SheetOnRecordTest, KeepsCorrectionsWhenTheVideoIsScannedAgain) {
  resolve_usage();
  rename_first("Dawn");
  scan(2, {{1, 11}, {2, 41}, {3, 70}});
  const CueSheet after = sheet();
  ASSERT_THAT(after.cues, SizeIs(3));
  EXPECT_EQ(after.cues[0].title, "Dawn");
  EXPECT_EQ(after.cues[1].usage.function, Function::kBackground);
  EXPECT_EQ(after.cues[2].usage.function, Function::kUnknown);
}

TEST_F(SheetOnRecordTest, GoesByDecisionsOnUses) {
  scan(2, {{1, 10}, {2, 40}}, 500'000);
  EXPECT_THAT(sheet().cues, IsEmpty());
  const Use accepted = use_of(sample_track(1), 10'000, 20'000);
  engine::ledger::UseDecision decision;
  decision.track = accepted.match.track;
  decision.place = accepted.match.in_video;
  decision.verdict = engine::ledger::Verdict::kAccepted;
  must(ledger_.amendments().change(video_.id, {amendment_of(decision)}, kAnn));
  EXPECT_THAT(sheet().cues, SizeIs(1));
}

TEST_F(SheetOnRecordTest, SeesThemesInOtherEpisodesOfTheSeries) {
  const auto say_series = [&](const engine::VideoId& video) {
    must(ledger_.amendments().change(
        video,
        {{AmendmentKind::kFact, "series", "Examples"}, {AmendmentKind::kFact, "episode", "7"}},
        kAnn));
  };
  say_series(video_.id);
  EXPECT_FALSE(sheet().cues[0].evidence.theme_candidate);
  const engine::VideoFacts mine = video_;
  video_ = sample_video(2, 1'000);
  scan(5, {{1, 30}});
  say_series(video_.id);
  video_ = mine;
  EXPECT_TRUE(sheet().cues[0].evidence.theme_candidate);
  EXPECT_FALSE(sheet().cues[1].evidence.theme_candidate);
}

}  // namespace
}  // namespace reports

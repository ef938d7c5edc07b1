#include "reports/cue_sheet_checks.h"

#include "reports/cue_sheet_making.h"
#include "tests/reports/sample_uses.h"

#include <algorithm>
#include <functional>

namespace reports {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A sheet that can be issued.
CueSheet sound_sheet() {
  engine::catalogue::Recording track = sample_track(
      1, {writer("Ann Arbor", 5'000), writer("Bob Bell", 5'000), publisher("Loud Music", 10'000)});
  track.library = "Quiet Library";
  track.label = "Quiet";
  track.album_code = "QL12";
  track.cut = "7";
  engine::ledger::VideoMetadata metadata;
  metadata.production.title = "The Example";
  metadata.production.company = "Example Films";
  metadata.production.network = "BBC1";
  metadata.production.first_date = engine::parse_day("2026-10-31");
  metadata.production.preparer = {"Cy Prep", "cy@example.org", std::nullopt};
  CueSheet sheet = make_cue_sheet(
      sample_video(), {use_of(track, 10'000, 20'000), use_of(track, 40'000, 50'000)}, {}, metadata);
  for (Cue& cue : sheet.cues) {
    cue.usage.function = Function::kBackground;
    cue.usage.perception = Perception::kBackground;
  }
  sheet.findings = findings_of(sheet);
  return sheet;
}

std::vector<std::string> rules_after(const std::function<void(CueSheet&)>& spoil) {
  CueSheet sheet = sound_sheet();
  spoil(sheet);
  std::vector<std::string> rules;
  for (const Finding& finding : findings_of(sheet)) {
    EXPECT_FALSE(finding.message.empty()) << finding.rule;
    EXPECT_FALSE(finding.remedy.empty()) << finding.rule;
    rules.push_back(finding.rule);
  }
  return rules;
}

TEST(CueSheetChecks, FindNothingInASoundSheet) {
  EXPECT_THAT(sound_sheet().findings, IsEmpty());
  EXPECT_TRUE(sound_sheet().is_draft()) << "until it is issued";
}

struct Case {
  const char* rule;
  std::function<void(CueSheet&)> spoil;
};

TEST(CueSheetChecks, FindEachThingThatIsWrong) {
  const std::vector<Case> cases{
      {"programme-title-missing", [](CueSheet& s) { s.production.title.clear(); }},
      {"episode-missing", [](CueSheet& s) { s.production.series = "Examples"; }},
      {"production-company-missing", [](CueSheet& s) { s.production.company.clear(); }},
      {"network-missing", [](CueSheet& s) { s.production.network.clear(); }},
      {"first-date-missing", [](CueSheet& s) { s.production.first_date.reset(); }},
      {"programme-duration-missing", [](CueSheet& s) { s.production.duration.reset(); }},
      {"preparer-missing", [](CueSheet& s) { s.production.preparer.name.clear(); }},
      {"preparer-email-missing", [](CueSheet& s) { s.production.preparer.email.clear(); }},
      {"frame-rate-missing", [](CueSheet& s) { s.production.start_timecode = "10:00:00:00"; }},
      {"title-missing", [](CueSheet& s) { s.cues[0].title.clear(); }},
      {"cue-backwards", [](CueSheet& s) { s.cues[0].in_video.end = s.cues[0].in_video.start; }},
      {"cue-outside", [](CueSheet& s) { s.cues[1].in_video.end = engine::from_ms(100'001); }},
      {"cue-too-long",
       [](CueSheet& s) {
         s.production.duration = engine::from_ms(9'000);
         s.cues.pop_back();
         s.total_seconds = 10;
       }},
      {"cues-out-of-order", [](CueSheet& s) { std::swap(s.cues[0], s.cues[1]); }},
      {"function-unresolved", [](CueSheet& s) { s.cues[0].usage.function = {}; }},
      {"perception-unresolved", [](CueSheet& s) { s.cues[0].usage.perception = {}; }},
      {"vocality-unresolved", [](CueSheet& s) { s.cues[0].usage.vocality = {}; }},
      {"origin-unresolved", [](CueSheet& s) { s.cues[0].usage.origin = {}; }},
      {"position-unresolved", [](CueSheet& s) { s.cues[0].usage.function = Function::kTheme; }},
      {"label-missing", [](CueSheet& s) { s.cues[0].recording.label.clear(); }},
      {"album-code-missing", [](CueSheet& s) { s.cues[0].recording.album_code.clear(); }},
      {"cut-missing", [](CueSheet& s) { s.cues[0].recording.cut.clear(); }},
      {"writer-missing",
       [](CueSheet& s) {
         auto& c = s.cues[0].contributors;
         c.erase(c.begin(), c.begin() + 2);
       }},
      {"name-missing", [](CueSheet& s) { s.cues[0].contributors[0].name.clear(); }},
      {"role-unknown", [](CueSheet& s) { s.cues[0].contributors[0].role.clear(); }},
      {"role-not-author", [](CueSheet& s) { s.cues[0].contributors[0].role = "Mixer"; }},
      {"writer-share-unknown", [](CueSheet& s) { s.cues[0].contributors[0].share_bp.reset(); }},
      {"writer-shares", [](CueSheet& s) { s.cues[0].contributors[0].share_bp = 4'999; }},
      {"publisher-share-unknown", [](CueSheet& s) { s.cues[0].contributors[2].share_bp.reset(); }},
      {"publisher-shares", [](CueSheet& s) { s.cues[0].contributors[2].share_bp = 10'001; }},
      {"society-unknown", [](CueSheet& s) { s.cues[0].contributors[0].society.clear(); }},
      {"society-unknown", [](CueSheet& s) { s.cues[0].contributors[0].society = "Moonbeam"; }},
      {"ipi-invalid", [](CueSheet& s) { s.cues[0].contributors[0].ipi = "00119750569"; }},
      {"isrc-invalid", [](CueSheet& s) { s.cues[0].recording.isrc = "12345"; }},
      {"iswc-invalid", [](CueSheet& s) { s.cues[0].iswc = "T-034.524.680-2"; }},
      {"total-differs", [](CueSheet& s) { s.total_seconds += 1; }},
  };
  std::vector<std::string> seen;
  for (const Case& one : cases) {
    SCOPED_TRACE(one.rule);
    EXPECT_THAT(rules_after(one.spoil), ElementsAre(one.rule));
    seen.emplace_back(one.rule);
  }
  for (const SheetRule& rule : sheet_rules()) {
    if (rule.name == "correction-lost") continue;  // CueReviewTest has it.
    EXPECT_THAT(seen, Contains(std::string(rule.name)));
  }
}

TEST(CueSheetChecks, TakeNoSocietyWhereThereIsNone) {
  EXPECT_THAT(rules_after([](CueSheet& s) { s.cues[0].contributors[0].society = "NS"; }),
              IsEmpty());
  EXPECT_THAT(rules_after([](CueSheet& s) { s.cues[0].contributors.pop_back(); }), IsEmpty());
}

TEST(CueSheetJson, IsReadAsItWasWritten) {
  CueSheet sheet = sound_sheet();
  sheet.production.akas = {"Second Title"};
  sheet.production.frame_rate = "25";
  sheet.cues[0].notes = "line\nbreak";
  sheet.cues[0].contributors[0].ipi = "00000000229";
  sheet.cues[0].evidence.remarks = {"merged"};
  sheet.struck_out.push_back(sheet.cues[1]);
  sheet.identity = {"abc", 2, "def", Classification::kRevision, SheetState::kSubmitted};
  sheet.findings = findings_of(sheet);
  const std::string text = cue_sheet_json(sheet);
  const auto read = cue_sheet_of_json(text);
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->cues, sheet.cues);
  EXPECT_EQ(read->struck_out, sheet.struck_out);
  EXPECT_EQ(read->production, sheet.production);
  EXPECT_EQ(read->identity, sheet.identity);
  EXPECT_EQ(read->findings, sheet.findings);
  EXPECT_EQ(cue_sheet_json(*read), text);
}

TEST(CueSheetJson, OfSomethingElseIsRefused) {
  EXPECT_THAT(cue_sheet_of_json("{}").error().message(), HasSubstr("cuetrace.cuesheet/2"));
  EXPECT_THAT(cue_sheet_of_json("[1]").error().message(), HasSubstr("no cue sheet"));
  EXPECT_FALSE(cue_sheet_of_json("{\"schema\": \"cuetrace.cuesheet/2\"}"));
}

TEST(CueSheet, KeepsTheProductionsTimecodeApartFromTheFile) {
  engine::ledger::VideoMetadata metadata;
  metadata.production.frame_rate = "25";
  metadata.production.start_timecode = "09:59:50:00";
  const CueSheet sheet =
      make_cue_sheet(sample_video(), {use_of(sample_track(1), 10'000, 20'480)}, {}, metadata);
  EXPECT_EQ(sheet.cues[0].time_in, "10:00:00:00");
  EXPECT_EQ(sheet.cues[0].time_out, "10:00:10:12");
  EXPECT_EQ(sheet.cues[0].in_video.start, engine::from_ms(10'000));
}

TEST(CueSheet, RollsUpCuesOfTheSameOwnersWithoutChangingTheTotal) {
  SheetMatter matter;
  matter.video = sample_video();
  matter.metadata.production.title = "The Example";
  const std::vector<Contribution> ann{writer("Ann", 10'000)};
  const std::vector<Contribution> bob{writer("Bob", 10'000)};
  matter.uses = {use_of(sample_track(1, ann), 0, 10'500),
                 use_of(sample_track(2, bob), 20'000, 30'000),
                 use_of(sample_track(3, ann), 40'000, 50'500)};
  for (const Cue& cue : found_cues(matter, {})) {
    CueCorrection one;
    one.cue = cue.id;
    one.track_id = cue.recording.track_id;
    one.found = cue.in_video;
    one.origin = Origin::kCommissioned;
    one.function = Function::kBackground;
    matter.corrections.push_back(one);
  }
  const CueSheet apart = make_cue_sheet(matter);
  CueSheetPolicy policy;
  policy.roll_up = true;
  const CueSheet rolled = make_cue_sheet(matter, policy);
  ASSERT_EQ(rolled.cues.size(), 2U);
  EXPECT_EQ(rolled.cues[0].title, "The Example (BACKGROUND)");
  EXPECT_TRUE(rolled.cues[0].usage.rolled_up);
  EXPECT_EQ(rolled.cues[0].time_in, "");
  EXPECT_EQ(rolled.cues[0].printed_seconds, 22);
  EXPECT_EQ(rolled.cues[1].title, "Track 2");
  EXPECT_EQ(rolled.total_seconds, apart.total_seconds);
}

TEST(Recurrence, MakesCandidatesAndNeverThemes) {
  const engine::catalogue::Recording theme = sample_track(1);
  const engine::catalogue::Recording logo = sample_track(2);
  const engine::catalogue::Recording once = sample_track(3);
  const engine::VideoFacts other = sample_video(2, 1'000);
  SheetMatter matter;
  matter.video = sample_video(1, 1'000);
  matter.uses = {use_of(theme, 5'000, 40'000, matter.video),
                 use_of(once, 50'000, 60'000, matter.video),
                 use_of(theme, 500'000, 520'000, matter.video),
                 use_of(logo, 995'000, 1'000'000, matter.video)};
  matter.recurrence = recurrence_among(
      {{use_of(theme, 60'000, 90'000, other), use_of(theme, 100'000, 110'000, other)}},
      {{use_of(logo, 990'000, 996'000, other)}});
  const CueSheet sheet = make_cue_sheet(matter);
  ASSERT_EQ(sheet.cues.size(), 4U);
  EXPECT_TRUE(sheet.cues[0].evidence.theme_candidate);
  EXPECT_THAT(sheet.cues[0].evidence.remarks,
              Contains(HasSubstr("near the start of 1 other episode")));
  EXPECT_EQ(sheet.cues[0].usage.function, Function::kUnknown);
  EXPECT_FALSE(sheet.cues[1].evidence.theme_candidate);
  EXPECT_FALSE(sheet.cues[2].evidence.theme_candidate) << "in the middle";
  EXPECT_TRUE(sheet.cues[3].evidence.logo_candidate);
  EXPECT_THAT(cue_sheet_table(sheet), HasSubstr("  cue 1 may be the opening theme: "));
  EXPECT_THAT(cue_sheet_table(sheet), HasSubstr("  cue 4 may be a logo: "));
}

}  // namespace
}  // namespace reports

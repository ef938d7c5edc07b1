#include "reports/sheet_comparison.h"

#include "reports/cue_sheet_making.h"
#include "tests/reports/sample_uses.h"

#include <functional>

namespace reports {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

CueSheet our_sheet() {
  return make_cue_sheet(
      sample_video(),
      {use_of(sample_track(1, {writer("Bob Bell", 10'000), publisher("Loud Music", 10'000)}),
              10'000, 20'000),
       use_of(sample_track(2, {writer("Ann Arbor", 5'000), writer("Cy", 5'000)}), 40'000, 70'000)});
}

/// "KIND ours/theirs what: ours -> theirs" of each difference.
std::vector<std::string> told(const std::function<void(CueSheet&)>& change) {
  CueSheet theirs = our_sheet();
  for (Cue& cue : theirs.cues) cue.id.clear();
  change(theirs);
  std::vector<std::string> lines;
  for (const Difference& one : compare_sheets(our_sheet(), theirs)) {
    lines.push_back(std::string(to_string(one.kind)) + " " + std::to_string(one.ours) + "/" +
                    std::to_string(one.theirs) + " " + one.what + ": " + one.our_value + " -> " +
                    one.their_value);
  }
  return lines;
}

TEST(SheetComparison, FindsNothingBetweenEqualSheets) {
  EXPECT_THAT(told([](CueSheet&) {}), IsEmpty());
}

TEST(SheetComparison, TellsWhatDiffers) {
  EXPECT_THAT(told([](CueSheet& s) { s.cues[0].title = "Other"; }),
              ElementsAre("mistitled 1/1 : Track 1 -> Other"));
  EXPECT_THAT(told([](CueSheet& s) {
                s.cues[1].printed_seconds = 20;
                s.total_seconds = 30;
              }),
              ElementsAre("total 0/0 music: 0:40 -> 0:30", "too-short 2/2 : 0:30 -> 0:20"));
  EXPECT_THAT(told([](CueSheet& s) { s.cues[0].contributors[0].share_bp = 5'000; }),
              ElementsAre("share 1/1 Bob Bell: 100.00 -> 50.00"));
  EXPECT_THAT(told([](CueSheet& s) { s.cues[0].contributors[0].society = "BMI"; }),
              ElementsAre("society 1/1 Bob Bell: PRS -> BMI"));
  EXPECT_THAT(told([](CueSheet& s) { s.cues[0].contributors[1].name = "Quiet Music"; }),
              ElementsAre("contributor 1/1 publisher: Loud Music -> ",
                          "contributor 1/1 publisher:  -> Quiet Music"));
  EXPECT_THAT(
      told([](CueSheet& s) { s.total_seconds = 41; }),
      ElementsAre("total 0/0 sum of its cues: 0:40 -> 0:41", "total 0/0 music: 0:40 -> 0:41"));
}

TEST(SheetComparison, TellsWhatIsMissingAndExtra) {
  EXPECT_THAT(told([](CueSheet& s) {
                s.total_seconds -= s.cues[0].printed_seconds;
                s.cues.erase(s.cues.begin());
              }),
              ElementsAre("total 0/0 music: 0:40 -> 0:30", "missing 1/0 : 0:10 -> "));
  EXPECT_THAT(told([](CueSheet& s) {
                Cue extra;
                extra.number = 3;
                extra.title = "Unheard";
                extra.printed_seconds = 5;
                s.cues.push_back(extra);
                s.total_seconds += 5;
              }),
              ElementsAre("total 0/0 music: 0:40 -> 0:45", "extra 0/3 :  -> 0:05"));
}

TEST(SheetComparison, TakesNamesAndSocietiesAsPeopleWriteThem) {
  EXPECT_THAT(told([](CueSheet& s) {
                s.cues[0].contributors[0].name = "BELL, Bob";
                s.cues[0].contributors[0].society = "052";
                s.cues[0].title = "TRACK #1";
              }),
              IsEmpty());
}

TEST(SheetComparison, PairsCuesWithoutPlacesByTheirTitles) {
  EXPECT_THAT(told([](CueSheet& s) {
                for (Cue& cue : s.cues) cue.in_video = {};
                std::swap(s.cues[0], s.cues[1]);
              }),
              IsEmpty());
}

TEST(SheetComparison, OfRevisionsTellsEveryChange) {
  CueSheet before = our_sheet();
  before.production.network = "BBC1";
  CueSheet now = our_sheet();
  now.cues[0].title = "Dawn";
  now.cues[1].usage.function = Function::kTheme;
  now.cues[1].in_video.start += engine::from_ms(40);
  ComparisonPolicy exact;
  exact.exact = true;
  std::vector<DifferenceKind> kinds;
  for (const Difference& one : compare_sheets(now, before, exact)) kinds.push_back(one.kind);
  EXPECT_THAT(kinds, ElementsAre(DifferenceKind::kHead, DifferenceKind::kMistitled,
                                 DifferenceKind::kMoved, DifferenceKind::kUsage));
}

TEST(SheetComparison, NamesTheUseThatShowsIt) {
  const CueSheet ours = our_sheet();
  CueSheet theirs = ours;
  theirs.cues.clear();
  const auto differences = compare_sheets(ours, theirs);
  EXPECT_THAT(differences.back().evidence, HasSubstr("heard from 0:00:40.000 to 0:01:10.000"));
  EXPECT_THAT(differences.back().evidence, HasSubstr("use use-40000"));
}

}  // namespace
}  // namespace reports

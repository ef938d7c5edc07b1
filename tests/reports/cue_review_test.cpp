#include "reports/cue_review.h"

#include "tests/reports/sample_uses.h"

#include <algorithm>

namespace reports {
namespace {

using engine::ledger::Amendment;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A sheet of three cues that people correct.
class CueReviewTest : public testing::Test {
 protected:
  CueReviewTest() {
    matter_.video = sample_video();
    matter_.uses = {use_of(sample_track(1), 10'000, 20'000),
                    use_of(sample_track(2), 30'000, 50'000),
                    use_of(sample_track(3), 60'000, 70'000)};
  }

  CueSheet sheet() const { return make_cue_sheet(matter_); }
  std::vector<ReviewRow> rows() const { return review_rows(sheet(), matter_.corrections); }

  /// Applies rows as a command would, through the text of the ledger. Returns what would change.
  std::size_t apply(const std::vector<ReviewRow>& rows) {
    const auto amendments = amendments_of(rows, matter_, {});
    if (!amendments) {
      problems_ = amendments.error().message();
      return 0;
    }
    std::size_t changed = 0;
    for (const Amendment& one : *amendments) {
      const auto known = kept_.find(one.subject);
      const auto before = known == kept_.end() ? std::nullopt : std::optional(known->second);
      if (before == one.value) continue;
      ++changed;
      if (one.value) {
        kept_[one.subject] = *one.value;
      } else {
        kept_.erase(one.subject);
      }
    }
    matter_.corrections = corrections_of(kept_).value();
    return changed;
  }

  std::vector<std::string> titles() const {
    std::vector<std::string> titles;
    for (const Cue& cue : sheet().cues) titles.push_back(cue.title);
    return titles;
  }

  SheetMatter matter_;
  engine::ledger::AmendmentValues kept_;
  std::string problems_;
};

TEST_F(CueReviewTest, OfAnUntouchedFileChangesNothing) {
  EXPECT_EQ(apply(rows()), 0U);
  const auto read = read_review(review_csv(rows()));
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(apply(*read), 0U);
  EXPECT_EQ(apply(read_review(review_json(rows(), matter_.video)).value()), 0U);
}

TEST_F(CueReviewTest, SetsTitleAxesTimesAndNotes) {
  auto edited = rows();
  edited[1].cells["title"] = "=The Chase";
  edited[1].cells["function"] = "Theme";
  edited[1].cells["position"] = "opening";
  edited[1].cells["in"] = "0:00:31.5";
  edited[1].cells["notes"] = "asked";
  EXPECT_EQ(apply(read_review(review_csv(edited)).value()), 1U);
  const Cue cue = sheet().cues[1];
  EXPECT_EQ(cue.title, "=The Chase");
  EXPECT_EQ(cue.usage.function, Function::kTheme);
  EXPECT_EQ(cue.usage.position, Position::kOpening);
  EXPECT_EQ(cue.in_video.start, engine::from_ms(31'500));
  EXPECT_EQ(cue.printed_seconds, 19);
  EXPECT_EQ(cue.notes, "asked");
  EXPECT_THAT(cue.evidence.remarks, Contains(HasSubstr("was \"Track 2\"")));
  EXPECT_EQ(apply(rows()), 0U);
  EXPECT_EQ(apply(edited), 0U);
}

TEST_F(CueReviewTest, StrikesOutAndRestores) {
  auto edited = rows();
  edited[0].cells["strike"] = "yes";
  EXPECT_EQ(apply(edited), 1U);
  EXPECT_THAT(titles(), ElementsAre("Track 2", "Track 3"));
  EXPECT_THAT(sheet().struck_out, SizeIs(1));
  EXPECT_EQ(sheet().total_seconds, 30);
  edited = rows();
  ASSERT_THAT(edited, SizeIs(3));
  edited[2].cells["strike"] = "";
  EXPECT_EQ(apply(edited), 1U);
  EXPECT_THAT(kept_, IsEmpty());
  EXPECT_THAT(titles(), ElementsAre("Track 1", "Track 2", "Track 3"));
}

TEST_F(CueReviewTest, SplitsACueWhoseRowIsThereTwice) {
  auto edited = rows();
  ReviewRow second = edited[1];
  edited[1].cells["out"] = "0:00:40.000";
  second.cells["in"] = "0:00:40.000";
  second.cells["title"] = "Second half";
  edited.push_back(second);
  EXPECT_EQ(apply(edited), 2U);
  EXPECT_THAT(titles(), ElementsAre("Track 1", "Track 2", "Second half", "Track 3"));
  EXPECT_EQ(sheet().cues[2].in_video.start, engine::from_ms(40'000));
  EXPECT_EQ(sheet().cues[2].contributors, sheet().cues[1].contributors);
  EXPECT_EQ(apply(edited), 0U);
  EXPECT_EQ(apply(rows()), 0U);
}

TEST_F(CueReviewTest, MergesCues) {
  auto edited = rows();
  edited[2].cells["merge_into"] = "2";
  EXPECT_EQ(apply(edited), 1U);
  EXPECT_THAT(titles(), ElementsAre("Track 1", "Track 2"));
  const Cue cue = sheet().cues[1];
  EXPECT_EQ(cue.in_video.end, engine::from_ms(70'000));
  EXPECT_THAT(cue.evidence.parts, SizeIs(2));
  EXPECT_EQ(apply(rows()), 0U);
}

TEST_F(CueReviewTest, Reorders) {
  auto edited = rows();
  edited[2].cells["order"] = "1";
  EXPECT_EQ(apply(edited), 1U);
  EXPECT_THAT(titles(), ElementsAre("Track 3", "Track 1", "Track 2"));
  const CueSheet reordered = sheet();
  EXPECT_TRUE(std::ranges::any_of(reordered.findings, [](const Finding& finding) {
    return finding.rule == "cues-out-of-order";
  }));
}

TEST_F(CueReviewTest, TakesACueByHand) {
  ReviewRow row;
  row.cells = {
      {"title", "Live at the pier"}, {"in", "80"}, {"out", "1:25"}, {"function", "feature"}};
  EXPECT_EQ(apply({row}), 1U);
  EXPECT_THAT(titles(), ElementsAre("Track 1", "Track 2", "Track 3", "Live at the pier"));
  EXPECT_EQ(sheet().cues[3].printed_seconds, 5);
  EXPECT_EQ(apply({row}), 0U);
  EXPECT_EQ(apply(rows()), 0U);
}

TEST_F(CueReviewTest, TakesATrackOfTheCatalogueByHand) {
  matter_.recording_of = [](const std::string&) {
    return std::optional(sample_track(9, {writer("Ann", 10'000)}));
  };
  ReviewRow row;
  row.cells = {
      {"track_id", engine::to_string(*sample_track(9).track)}, {"in", "80"}, {"out", "85"}};
  EXPECT_EQ(apply({row}), 1U);
  const CueSheet with_it = sheet();
  ASSERT_THAT(with_it.cues, SizeIs(4));
  EXPECT_EQ(with_it.cues[3].title, "Track 9");
  EXPECT_THAT(with_it.cues[3].contributors, SizeIs(1));
  matter_.recording_of = {};
  apply({row});
  EXPECT_THAT(problems_, HasSubstr("in the catalogue; see cuetrace catalog ls"));
  EXPECT_THAT(sheet().cues, SizeIs(3));
}

TEST_F(CueReviewTest, SurvivesAScanThatFindsTheCueElsewhere) {
  auto edited = rows();
  edited[1].cells["title"] = "The Chase";
  apply(edited);
  const std::string id = sheet().cues[1].id;
  matter_.uses[1] = use_of(sample_track(2), 28'700, 51'200);
  EXPECT_EQ(sheet().cues[1].title, "The Chase");
  EXPECT_EQ(sheet().cues[1].id, id);
  EXPECT_EQ(apply(edited), 0U) << "the file of before still fits";
}

TEST_F(CueReviewTest, FindsAnUncorrectedCueOfAnOldFileByItsPlace) {
  auto edited = rows();
  matter_.uses[2] = use_of(sample_track(3), 61'000, 71'000);
  edited[2].cells["title"] = "Renamed";
  edited[2].cells["in"] = "";
  edited[2].cells["out"] = "";
  EXPECT_EQ(apply({edited[2]}), 1U);
  EXPECT_EQ(sheet().cues[2].title, "Renamed");
}

TEST_F(CueReviewTest, TellsWhenACorrectedCueIsFoundNoMore) {
  auto edited = rows();
  edited[1].cells["title"] = "The Chase";
  apply(edited);
  matter_.uses.erase(matter_.uses.begin() + 1);
  const CueSheet without = sheet();
  ASSERT_THAT(without.cues, SizeIs(2));
  EXPECT_EQ(without.findings.back().rule, "correction-lost");
  EXPECT_THAT(without.findings.back().message, HasSubstr("The Chase"));
}

TEST_F(CueReviewTest, SaysEveryRowThatIsWrongAndChangesNothing) {
  auto edited = rows();
  edited[0].cells["function"] = "wallpaper";
  edited[1].cells["in"] = "0:00:55.000";
  edited[2].cells["order"] = "first";
  EXPECT_EQ(apply(read_review(review_csv(edited)).value()), 0U);
  EXPECT_THAT(problems_, HasSubstr("line 2: function: 'wallpaper' is none of unknown, background"));
  EXPECT_THAT(problems_, HasSubstr("line 3: the cue ends before it starts"));
  EXPECT_THAT(problems_, HasSubstr("line 4: order: 'first'"));
  EXPECT_THAT(kept_, IsEmpty());
}

TEST_F(CueReviewTest, RefusesRowsOfNoCue) {
  ReviewRow row = rows()[0];
  row.cells["id"] = "0123456789abcdef";
  row.cells["found_in"] = "0:01:20.000";
  row.cells["found_out"] = "0:01:25.000";
  apply({row});
  EXPECT_THAT(problems_, HasSubstr("no cue 0123456789abcdef is found"));
  ReviewRow merged = rows()[0];
  merged.cells["merge_into"] = "17";
  apply({merged});
  EXPECT_THAT(problems_, HasSubstr("there is no cue '17'"));
}

TEST(ReviewFile, ThatIsNoneIsRefused) {
  EXPECT_THAT(read_review("").error().message(), HasSubstr("empty"));
  EXPECT_THAT(read_review("a,b\n1,2\n").error().message(), HasSubstr("no column 'id'"));
  EXPECT_THAT(read_review("{\"cues\": 3").error().message(), HasSubstr("no review file"));
  EXPECT_FALSE(read_review("id,title\n1,2,3\n"));
}

TEST(CueCorrection, IsReadAsItWasKept) {
  CueCorrection one;
  one.cue = "c";
  one.track_id = "t";
  one.found = {engine::from_ms(1), engine::from_ms(2)};
  one.title = "";
  one.notes = "n";
  one.start = engine::from_ms(3);
  one.end = engine::from_ms(4);
  one.function = Function::kPaidProgramming;
  one.perception = Perception::kSource;
  one.vocality = Vocality::kVocal;
  one.position = Position::kTitle;
  one.origin = Origin::kPublicDomain;
  one.struck_out = true;
  one.order = 3;
  one.merged_into = "m";
  one.split_from = "s";
  one.by_hand = true;
  EXPECT_EQ(correction_of("c", *amendment_of(one).value).value(), one);
  EXPECT_EQ(amendment_of(CueCorrection{}).value, std::nullopt);
  EXPECT_FALSE(correction_of("c", "{}"));
}

}  // namespace
}  // namespace reports

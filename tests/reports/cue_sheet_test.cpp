#include "reports/cue_sheet_making.h"

#include "tests/reports/sample_uses.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

CueSheet sheet_of(std::vector<Use> uses, const CueSheetPolicy& policy = {}) {
  return make_cue_sheet(sample_video(), std::move(uses), policy);
}

std::vector<std::string> fields_of(const CueSheet& sheet, std::size_t cue) {
  std::vector<std::string> fields;
  for (const Finding& item : sheet.findings) {
    if (item.cue == cue) fields.push_back(item.field);
  }
  return fields;
}

TEST(CueSheet, NumbersCuesByStartWhateverTheOrderOfUses) {
  const CueSheet sheet =
      sheet_of({use_of(sample_track(2), 50'000, 60'000), use_of(sample_track(1), 10'000, 20'000)});
  ASSERT_EQ(sheet.cues.size(), 2U);
  EXPECT_EQ(sheet.cues[0].recording.title, "Track 1");
  EXPECT_EQ(sheet.cues[0].number, 1U);
  EXPECT_EQ(sheet.cues[1].number, 2U);
}

TEST(CueSheet, MergesUsesOfOneTrackAcrossASmallGapAndListsTheParts) {
  const CueSheet sheet =
      sheet_of({use_of(sample_track(1), 10'000, 20'000), use_of(sample_track(1), 22'000, 30'000)});
  ASSERT_EQ(sheet.cues.size(), 1U);
  EXPECT_EQ(sheet.cues[0].in_video.start, engine::from_ms(10'000));
  EXPECT_EQ(sheet.cues[0].in_video.end, engine::from_ms(30'000));
  EXPECT_EQ(sheet.cues[0].evidence.parts.size(), 2U);
}

TEST(CueSheet, KeepsUsesApartWhenTheGapIsLarger) {
  const CueSheet sheet =
      sheet_of({use_of(sample_track(1), 10'000, 20'000), use_of(sample_track(1), 22'001, 30'000)});
  EXPECT_EQ(sheet.cues.size(), 2U);
}

TEST(CueSheet, MergesAcrossAnotherTrackThatSoundsInBetween) {
  const CueSheet sheet =
      sheet_of({use_of(sample_track(1), 10'000, 20'000), use_of(sample_track(2), 19'000, 23'000),
                use_of(sample_track(1), 21'000, 30'000)});
  ASSERT_EQ(sheet.cues.size(), 2U);
  EXPECT_TRUE(sheet.cues[0].layered);
  EXPECT_TRUE(sheet.cues[1].layered);
}

TEST(CueSheet, DoesNotShortenACueByAUseInsideIt) {
  const CueSheet sheet =
      sheet_of({use_of(sample_track(1), 10'000, 40'000), use_of(sample_track(1), 15'000, 20'000)});
  ASSERT_EQ(sheet.cues.size(), 1U);
  EXPECT_EQ(sheet.cues[0].in_video.end, engine::from_ms(40'000));
}

TEST(CueSheet, DoesNotCallNeighboursLayered) {
  const CueSheet sheet =
      sheet_of({use_of(sample_track(1), 10'000, 20'000), use_of(sample_track(2), 20'000, 30'000)});
  EXPECT_FALSE(sheet.cues[0].layered);
  EXPECT_FALSE(sheet.cues[1].layered);
}

TEST(CueSheet, RoundsEachCueHalfUpAndPrintsTheSumOfWhatIsPrinted) {
  const CueSheet sheet =
      sheet_of({use_of(sample_track(1), 0, 10'499), use_of(sample_track(2), 20'000, 30'500),
                use_of(sample_track(3), 40'000, 41'400)});
  ASSERT_EQ(sheet.cues.size(), 3U);
  EXPECT_EQ(sheet.cues[0].printed_seconds, 10);
  EXPECT_EQ(sheet.cues[1].printed_seconds, 11);
  EXPECT_EQ(sheet.cues[2].printed_seconds, 1);
  EXPECT_EQ(sheet.total_seconds, 22);
}

TEST(CueSheet, PrintsAtLeastOneSecond) {
  CueSheetPolicy policy;
  policy.shortest_cue = engine::from_ms(100);
  const CueSheet sheet = sheet_of({use_of(sample_track(1), 0, 300)}, policy);
  ASSERT_EQ(sheet.cues.size(), 1U);
  EXPECT_EQ(sheet.cues[0].printed_seconds, 1);
}

TEST(CueSheet, LeavesOutWhatIsTooShortAndSaysSo) {
  const CueSheet sheet = sheet_of({use_of(sample_track(1), 0, 999)});
  EXPECT_TRUE(sheet.cues.empty());
  ASSERT_EQ(sheet.left_out.size(), 1U);
  EXPECT_THAT(cue_sheet_table(sheet), HasSubstr("Left out, under 0:01: 1"));
}

TEST(CueSheet, MergesBeforeItLeavesOut) {
  const CueSheet sheet =
      sheet_of({use_of(sample_track(1), 0, 600), use_of(sample_track(1), 700, 1'300)});
  EXPECT_EQ(sheet.cues.size(), 1U);
}

TEST(CueSheet, NeverGuessesWhatSoundCannotShow) {
  const CueSheet sheet = sheet_of({use_of(sample_track(1), 0, 10'000)});
  const UsageAxes& usage = sheet.cues[0].usage;
  EXPECT_EQ(usage.function, Function::kUnknown);
  EXPECT_EQ(usage.perception, Perception::kUnknown);
  EXPECT_EQ(usage.position, Position::kUnknown);
  EXPECT_EQ(usage.origin, Origin::kUnknown);
  EXPECT_THAT(fields_of(sheet, 1), Contains("perception"));
  EXPECT_THAT(fields_of(sheet, 1), Contains("function"));
}

TEST(CueSheet, TakesVocalityFromTheVersionAlone) {
  engine::catalogue::Recording full = sample_track(1);
  full.version = "full";
  const CueSheet sheet =
      sheet_of({use_of(full, 0, 10'000), use_of(sample_track(2), 20'000, 30'000)});
  EXPECT_EQ(sheet.cues[0].usage.vocality, Vocality::kUnknown);
  EXPECT_THAT(fields_of(sheet, 1), Contains("vocality"));
  EXPECT_EQ(sheet.cues[1].usage.vocality, Vocality::kInstrumental);
  EXPECT_THAT(fields_of(sheet, 2), Not(Contains("vocality")));
}

TEST(CueSheet, PutsWritersBeforePublishersAndLargerSharesFirst) {
  const CueSheet sheet =
      sheet_of({use_of(sample_track(1, {publisher("Pub", 10'000), writer("Zoe", 2'500),
                                        writer("Bob", 5'000), writer("Ann", 2'500)}),
                       0, 10'000)});
  std::vector<std::string> names;
  for (const Contributor& who : sheet.cues[0].contributors) names.push_back(who.name);
  EXPECT_THAT(names, ElementsAre("Bob", "Ann", "Zoe", "Pub"));
  EXPECT_THAT(fields_of(sheet, 1), Not(Contains("writer_share")));
}

TEST(CueSheet, AsksForSharesThatAreUnknownOrDoNotAddUp) {
  const CueSheet unknown =
      sheet_of({use_of(sample_track(1, {writer("Ann", std::nullopt)}), 0, 10'000)});
  EXPECT_THAT(fields_of(unknown, 1), Contains("writer_share").Times(1));
  const CueSheet short_of = sheet_of({use_of(sample_track(1, {writer("Ann", 9'999)}), 0, 10'000)});
  EXPECT_THAT(fields_of(short_of, 1), Contains("writer_share").Times(1));
  const CueSheet nobody = sheet_of({use_of(sample_track(1), 0, 10'000)});
  EXPECT_THAT(fields_of(nobody, 1), Contains("writer"));
}

TEST(CueSheet, AsksForAlbumAndCutOfLibraryMusic) {
  engine::catalogue::Recording track = sample_track(1);
  track.library = "Quiet Library";
  track.cut = "7";
  const CueSheet sheet = sheet_of({use_of(track, 0, 10'000)});
  EXPECT_EQ(sheet.cues[0].usage.origin, Origin::kLibrary);
  EXPECT_THAT(fields_of(sheet, 1), Contains("album_code"));
  EXPECT_THAT(fields_of(sheet, 1), Not(Contains("cut")));
}

TEST(CueSheet, OfAVideoWithoutMusicIsEmpty) {
  const CueSheet sheet = sheet_of({});
  EXPECT_EQ(sheet.total_seconds, 0);
  EXPECT_THAT(cue_sheet_table(sheet), HasSubstr("Cues 0, music 0:00"));
}

TEST(Contributor, HasItsNamesApart) {
  struct Case {
    const char* name;
    const char* family_name;
    const char* first;
    const char* last;
  };
  for (const Case& one :
       {Case{"Ann Example", "", "Ann", "Example"},
        Case{"Ludwig van Beethoven", "van Beethoven", "Ludwig", "van Beethoven"},
        Case{"Bart\u00f3k B\u00e9la", "Bart\u00f3k", "B\u00e9la", "Bart\u00f3k"},
        Case{"Example, Ann", "Example", "Ann", "Example"}, Case{"Madonna", "", "", "Madonna"}}) {
    Contributor writer;
    writer.name = one.name;
    writer.family_name = one.family_name;
    EXPECT_EQ(first_names(writer), one.first) << one.name;
    EXPECT_EQ(last_name(writer), one.last) << one.name;
  }
}

TEST(CueSheetCsv, PutsTimingOnTheFirstRowOfACueOnly) {
  const CueSheet sheet = sheet_of(
      {use_of(sample_track(1, {writer("Ann", 5'000), writer("Bob", 5'000)}), 10'000, 20'000)});
  const std::string csv = cue_sheet_csv(sheet);
  EXPECT_THAT(csv, HasSubstr("1,Track 1,0:00:10.000,0:00:20.000,10,unknown"));
  EXPECT_THAT(csv, HasSubstr("\n1,,,,,,"));
  EXPECT_THAT(csv, HasSubstr(",C,Bob,,PRS,50.00,,DRAFT"));
}

TEST(CueSheetTable, GroupsWhatIsToBeResolved) {
  const CueSheet sheet =
      sheet_of({use_of(sample_track(1), 0, 10'000), use_of(sample_track(2), 20'000, 30'000)});
  const std::string table = cue_sheet_table(sheet);
  EXPECT_THAT(table, HasSubstr("Status     DRAFT"));
  EXPECT_THAT(table,
              HasSubstr("perception: sound does not show whether the music is seen (cue 1, 2)"));
}

TEST(CueSheetJson, HoldsCuesPartsAndWhatIsUnresolved) {
  const CueSheet sheet = sheet_of({use_of(sample_track(1, {writer("Ann", std::nullopt)}), 0, 9'700),
                                   use_of(sample_track(1), 10'000, 20'000)});
  const auto json = nlohmann::json::parse(cue_sheet_json(sheet));
  EXPECT_EQ(json["schema"], "cuetrace.cuesheet/2");
  EXPECT_EQ(json["status"], "DRAFT");
  EXPECT_EQ(json["total_s"], 20);
  EXPECT_EQ(json["cues"][0]["evidence"]["uses"].size(), 2U);
  EXPECT_TRUE(json["cues"][0]["track"]["contributors"][0]["share_bp"].is_null());
  EXPECT_FALSE(json["findings"].empty());
}

}  // namespace
}  // namespace reports

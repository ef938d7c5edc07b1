#include "reports/us_cue_sheet.h"

#include "engine/core/file.h"
#include "reports/documents/workbook.h"
#include "tests/reports/sample_sheet.h"
#include "tests/support/temp_dir.h"

#include <algorithm>

namespace reports::us_cue_sheet {
namespace {

using documents::CellStyle;
using documents::place_of;
using documents::ReadSheet;
using documents::Workbook;
using documents::WorkbookReader;
using testing::HasSubstr;

class UsCueSheetTest : public testing::Test {
 protected:
  WorkbookReader read(const engine::Result<std::string>& bytes) const {
    EXPECT_TRUE(bytes) << bytes.error().message();
    const auto path = folder_.path() / "read.xlsx";
    EXPECT_TRUE(engine::write_file(path, *bytes));
    return *WorkbookReader::open(path);
  }

  /// Of the shape of the template: empty cells to be filled, zeros and formulas. Ours to hand out.
  std::filesystem::path blank(std::string_view sheet_name = "Template") const {
    auto book = Workbook::create({"Blank", {}});
    documents::Sheet form = book->add_sheet(sheet_name);
    form.formula(place_of("A1"), "=N4&\", \"&N6", 0);
    for (const HeadCell& head : kHead) form.text(place_of(head.label_cell), head.label);
    form.number(place_of("D13"), 0, 0);
    form.number(place_of("F13"), 0, 0);
    form.formula(place_of(kTotalMinutes), "=SUM(J20:J999)", 0);
    form.formula(place_of(kTotalSeconds), "=SUM(K20:K999)", 0);
    form.text(place_of("C19"), "Usage");
    for (std::uint32_t row = kFirstCueRow; row < kFirstCueRow + 30; ++row) {
      for (std::uint16_t column = 0; column < 18; ++column) {
        const auto which = static_cast<Column>(column);
        if (which == Column::kMinutes || which == Column::kSeconds || column == 0) {
          form.formula({row, column}, "=0", 0);
        } else {
          form.text({row, column}, "", {.faint = true});
        }
      }
    }
    const auto path = folder_.path() / "blank.xlsx";
    EXPECT_TRUE(engine::write_file(path, *book->finish()));
    return path;
  }

  static std::string at(const ReadSheet& sheet, std::string_view cell) {
    const auto found = sheet.cells.find(place_of(cell));
    return found == sheet.cells.end() ? "" : found->second.text;
  }

  support::TempDir folder_;
};

TEST_F(UsCueSheetTest, HasTheHeadInItsCells) {
  const WorkbookReader book = read(workbook(sample_sheet()));
  const ReadSheet& form = *book.sheet("Template");
  const std::vector<std::pair<std::string, std::string>> expected{
      {"A1", "The Long Way, Arrival"},
      {"D4", "Original"},
      {"D5", "2026-11-02"},
      {"D8", "2026-10-31"},
      {"D9", "Series"},
      {"D10", "Original"},
      {"D11", "Channel One"},
      {"D13", "90"},
      {"F13", "1"},
      {"N4", "The Long Way"},
      {"N5", "Der lange Weg; Le long chemin"},
      {"N6", "Arrival"},
      {"N8", "3"},
      {"N11", "Far Films"},
      {"N13", "Pat Preparer"},
      {"N14", "pat@example.org"}};
  for (const auto& [cell, text] : expected) EXPECT_EQ(at(form, cell), text) << cell;
}

TEST_F(UsCueSheetTest, HasARowForEachContributorAndTheTimesOnTheFirst) {
  const WorkbookReader book = read(workbook(sample_sheet()));
  const ReadSheet& form = *book.sheet("Template");
  const std::vector<std::pair<std::string, std::string>> expected{{"A20", "1"},
                                                                  {"B20", "=Morning & <Coffee>"},
                                                                  {"C20", "BI"},
                                                                  {"D20", "0"},
                                                                  {"E20", "0"},
                                                                  {"F20", "12"},
                                                                  {"G20", "0"},
                                                                  {"H20", "1"},
                                                                  {"I20", "35"},
                                                                  {"J20", "1"},
                                                                  {"K20", "23"},
                                                                  {"L20", "Composer/Author"},
                                                                  {"M20", "Ann"},
                                                                  {"N20", "Example"},
                                                                  {"O20", ""},
                                                                  {"P20", ""},
                                                                  {"Q20", "PRS"},
                                                                  {"R20", "0.5"},
                                                                  {"A21", ""},
                                                                  {"B21", ""},
                                                                  {"J21", ""},
                                                                  {"N21", "Åström"},
                                                                  {"L22", "Publisher"},
                                                                  {"O22", "Sample Music Ltd"},
                                                                  {"P22", "00014107338"},
                                                                  {"R22", "1"},
                                                                  {"A23", "2"},
                                                                  {"B23", "שלום עולם"},
                                                                  {"J23", "62"},
                                                                  {"K23", "5"},
                                                                  {"A26", "3"},
                                                                  {"L26", ""}};
  for (const auto& [cell, text] : expected) EXPECT_EQ(at(form, cell), text) << cell;
}

TEST_F(UsCueSheetTest, AddsUpToTheTotalOfWhatIsPrinted) {
  const WorkbookReader book = read(workbook(sample_sheet()));
  const ReadSheet& form = *book.sheet("Template");
  std::int64_t sum = 0;
  for (std::uint32_t row = kFirstCueRow; row < kFirstCueRow + 40; ++row) {
    for (const auto& [column, factor] :
         {std::pair{Column::kMinutes, 60}, std::pair{Column::kSeconds, 1}}) {
      const auto cell = form.cells.find({row, static_cast<std::uint16_t>(column)});
      if (cell != form.cells.end()) sum += factor * std::stoll(cell->second.text);
    }
  }
  EXPECT_EQ(sum, sample_sheet().total_seconds);
  EXPECT_EQ(std::stoll(at(form, "D14")) * 60 + std::stoll(at(form, "F14")), sum);
  EXPECT_TRUE(form.cells.at(place_of("D14")).is_formula);
}

TEST_F(UsCueSheetTest, KeepsInADetailSheetWhatTheFormHasNoPlaceFor) {
  const WorkbookReader book = read(workbook(sample_sheet()));
  const ReadSheet& detail = *book.sheet("Detail");
  const auto row_of = [&](std::string_view heading) {
    for (const auto& [place, cell] : detail.cells) {
      if (place.row == 0 && cell.text == heading) {
        return at(detail, documents::name_of({1, place.column}));
      }
    }
    return std::string("no such column");
  };
  EXPECT_EQ(row_of("IPI name no."), "00052210040");
  EXPECT_EQ(row_of("ISRC"), "GBEMI0300013");
  EXPECT_EQ(row_of("Exact (ms)"), "83000");
  EXPECT_EQ(row_of("Confidence"), "0.9987");
  EXPECT_EQ(row_of("Share (%)"), "50");
  EXPECT_EQ(book.sheet("To resolve"), nullptr);
}

TEST_F(UsCueSheetTest, SaysThatItIsADraftAndWhy) {
  CueSheet sheet = sample_sheet();
  sheet.findings.push_back({"perception", 1, "perception", "nobody has said it", "say it"});
  const WorkbookReader book = read(workbook(sheet));
  EXPECT_THAT(at(*book.sheet("Template"), "A2"), HasSubstr("DRAFT"));
  EXPECT_EQ(at(*book.sheet("To resolve"), "B2"), "nobody has said it");
}

TEST_F(UsCueSheetTest, FillsABlankTemplateAndLeavesItsFormulasAlone) {
  const WorkbookReader book = read(filled_template(blank(), sample_sheet()));
  const ReadSheet& form = *book.sheet("Template");
  EXPECT_EQ(at(form, "N4"), "The Long Way");
  EXPECT_EQ(at(form, "D13"), "90");
  EXPECT_EQ(at(form, "B20"), "=Morning & <Coffee>");
  EXPECT_FALSE(form.cells.at(place_of("B20")).is_formula);
  for (const char* cell : {"A1", "A20", "J20", "K20", "D14", "F14"}) {
    EXPECT_TRUE(form.cells.at(place_of(cell)).is_formula) << cell;
  }
  EXPECT_EQ(at(form, "R22"), "1.0000");
}

TEST_F(UsCueSheetTest, RefusesWhatIsNoBlankTemplate) {
  const auto error_of = [&](const std::filesystem::path& path, const CueSheet& sheet) {
    const auto filled = filled_template(path, sheet);
    return filled ? "" : filled.error().message();
  };
  EXPECT_THAT(error_of(blank("Sheet1"), sample_sheet()), HasSubstr("no cue sheet template"));
  const auto once = filled_template(blank(), sample_sheet());
  const auto path = folder_.path() / "once.xlsx";
  ASSERT_TRUE(engine::write_file(path, *once));
  EXPECT_THAT(error_of(path, sample_sheet()), HasSubstr("already; start from a blank copy"));
  CueSheet long_sheet = sample_sheet();
  long_sheet.cues.assign(400, long_sheet.cues.front());
  EXPECT_THAT(error_of(blank(), long_sheet), HasSubstr("take 1200 rows, and the template has 980"));
}

TEST(RoleName, IsNeverThatOfAnotherRole) {
  Contributor who;
  EXPECT_EQ(role_name(who), "");
  who.role = "AR";
  EXPECT_EQ(role_name(who), "Arranger");
  who.role = "MIXER";
  EXPECT_EQ(role_name(who), "MIXER");
  who = {};
  who.is_publisher = true;
  EXPECT_EQ(role_name(who), "Publisher");
}

}  // namespace
}  // namespace reports::us_cue_sheet

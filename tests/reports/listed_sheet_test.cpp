#include "reports/listed_sheet.h"

#include "engine/core/file.h"
#include "reports/cue_sheet_making.h"
#include "reports/documents/zip_archive.h"
#include "reports/sheet_comparison.h"
#include "reports/us_cue_sheet.h"
#include "tests/reports/sample_sheet.h"
#include "tests/reports/sample_uses.h"
#include "tests/support/temp_dir.h"

namespace reports {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const SheetClock kClock{Production{}};

/// The rows of the template of ASCAP and BMI, as others write them to CSV.
constexpr const char* kTemplateCsv =
    "\xEF\xBB\xBF\"The Example, Pilot\"\r\n"
    "Music Cue Sheet\r\n"
    "\"Program (series, film, etc.) Title\",The Example\r\n"
    "Episode Title,Pilot\r\n"
    "Total Music Duration,,0,min,40,sec\r\n"
    "\r\n"
    "Seq. #,Cue Title (Song/Track Name),Usage,Time In,,,Time Out,,,Duration,,Role,"
    "Composer/Writer First (and Middle) Name,Last Name,Publisher Name,PRO Affiliation,% Shares\r\n"
    ",,,h,mm,ss,h,mm,ss,min.,sec.,,,,,,\r\n"
    "1,Track 1,BI,0,00,10,0,00,20,0,10,Composer,Bob,Bell,,PRS,100%\r\n"
    ",,,,,,,,,,,Publisher,,,Loud Music,PRS,100%\r\n"
    "2,'=Track 2,VV,0,00,40,0,01,10,0,30,Composer,Ann,Arbor,,PRS,50%\r\n"
    ",,,,,,,,,,,Composer,,Cy,,PRS,50%\r\n";

class ListedSheetTest : public testing::Test {
 protected:
  engine::Result<ListedSheet> read(const std::string& name, const std::string& text) {
    const auto file = folder_ / name;
    if (!engine::write_file(file, text)) throw std::runtime_error("cannot write");
    return read_listed_sheet(file, kClock);
  }
  std::vector<std::string> problems(std::string text, const std::string& from,
                                    const std::string& to) {
    text.replace(text.find(from), from.size(), to);
    return read("sheet.csv", text).value().problems;
  }

  /// A workbook with one sheet of these XML rows.
  std::filesystem::path workbook(const std::string& rows, const std::string& state = "") {
    const auto file = folder_ / "sheet.xlsx";
    std::vector<documents::ZipPart> parts;
    const auto add = [&](const char* name, const std::string& text) {
      parts.push_back({name, text});
    };
    add("[Content_Types].xml", "<Types/>");
    add("xl/workbook.xml", "<workbook><sheets><sheet name=\"Template\" r:id=\"r1\"" + state +
                               "/></sheets></workbook>");
    add("xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r1\" "
        "Target=\"worksheets/sheet1.xml\"/></Relationships>");
    add("xl/sharedStrings.xml",
        "<sst><si><t>Cue Title (Song/Track Name)</t></si><si><r><t>Tra</t></r><r><t>ck 1</t></r>"
        "</si></sst>");
    add("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
    if (!engine::write_file(file, documents::zip_of(parts).value())) {
      throw std::runtime_error("cannot write");
    }
    return file;
  }

  support::TempDir folder_;
};

TEST_F(ListedSheetTest, ReadsTheTemplateAsCsv) {
  const auto listed = read("sheet.csv", kTemplateCsv);
  ASSERT_TRUE(listed) << listed.error().message();
  EXPECT_THAT(listed->problems, IsEmpty());
  const CueSheet& sheet = listed->sheet;
  EXPECT_EQ(sheet.production.title, "The Example");
  EXPECT_EQ(sheet.production.episode_title, "Pilot");
  EXPECT_EQ(sheet.total_seconds, 40);
  ASSERT_THAT(sheet.cues, SizeIs(2));
  EXPECT_EQ(sheet.cues[0].in_video.start, engine::from_ms(10'000));
  EXPECT_EQ(sheet.cues[0].printed_seconds, 10);
  EXPECT_EQ(sheet.cues[0].usage.vocality, Vocality::kInstrumental);
  ASSERT_THAT(sheet.cues[0].contributors, SizeIs(2));
  EXPECT_EQ(sheet.cues[0].contributors[0].name, "Bob Bell");
  EXPECT_EQ(sheet.cues[0].contributors[0].share_bp, 10'000);
  EXPECT_TRUE(sheet.cues[0].contributors[1].is_publisher);
  EXPECT_EQ(sheet.cues[1].title, "=Track 2");
  EXPECT_EQ(sheet.cues[1].usage.perception, Perception::kVisual);
  EXPECT_EQ(sheet.cues[1].contributors[1].share_bp, 5'000);
}

TEST_F(ListedSheetTest, TakesRowsThatRepeatTheCueAsOneCue) {
  const auto listed = read("sheet.csv",
                           "Seq. #,Cue Title,Usage,Duration,Role,Last Name,% Shares\r\n"
                           "1,\"12\"\" Mix\",BI,0:10,Composer,Bell,50\r\n"
                           "1,\"12\"\" Mix\",BI,0:10,Composer,Arbor,50\r\n"
                           "2,7\" Mix,BV,1:05,Composer,Bell,100\r\n");
  ASSERT_TRUE(listed) << listed.error().message();
  EXPECT_THAT(listed->problems, IsEmpty());
  ASSERT_THAT(listed->sheet.cues, SizeIs(2));
  EXPECT_EQ(listed->sheet.cues[0].title, "12\" Mix");
  EXPECT_THAT(listed->sheet.cues[0].contributors, SizeIs(2));
  EXPECT_EQ(listed->sheet.cues[1].title, "7\" Mix");
  EXPECT_EQ(listed->sheet.total_seconds, 75);
}

TEST_F(ListedSheetTest, ReadsOurOwnCsvAndJsonWithoutADifference) {
  const CueSheet ours = make_cue_sheet(
      sample_video(),
      {use_of(sample_track(1, {writer("Ann", 3'333), writer("Bob", 6'667)}), 1'000, 9'000),
       use_of(sample_track(2), 20'000, 25'500)});
  for (const auto& [name, text] :
       {std::pair{"ours.csv", cue_sheet_csv(ours)}, std::pair{"ours.json", cue_sheet_json(ours)}}) {
    const auto listed = read(name, text);
    ASSERT_TRUE(listed) << listed.error().message();
    EXPECT_THAT(listed->problems, IsEmpty());
    EXPECT_THAT(compare_sheets(ours, listed->sheet), IsEmpty()) << name;
  }
}

TEST_F(ListedSheetTest, TellsWhatIsWrongInItself) {
  EXPECT_THAT(problems(kTemplateCsv, ",0,min,40,sec", ",0,min,45,sec"),
              ElementsAre("the total says 45 s, and the cues add up to 40 s"));
  EXPECT_THAT(problems(kTemplateCsv, "0,00,10,0,00,20,0,10", "0,00,20,0,00,10,0,10"),
              ElementsAre(HasSubstr("row 9: \"Track 1\" ends at 0:00:10.000, before it starts")));
  EXPECT_THAT(problems(kTemplateCsv, "0,00,10,0,00,20,0,10", "0,00,10,0,00,00,0,10"),
              ElementsAre(HasSubstr("ends at 0:00:00.000, before it starts")));
  EXPECT_THAT(problems(kTemplateCsv, "0,00,10,0,00,20,0,10", "0,00,10,0,00,20,0,9999999999"),
              testing::Contains(HasSubstr("'9999999999' is no number of seconds")));
  EXPECT_THAT(problems(kTemplateCsv, "0,00,40,0,01,10,0,30", "0,00,40,0,01,20,0,30"),
              ElementsAre(HasSubstr("said to last 30 s, and its times are 40 s apart")));
  EXPECT_THAT(problems(kTemplateCsv, "0,00,40", "0,75,40"),
              testing::Contains(HasSubstr("'75' is no number of minutes")));
}

TEST_F(ListedSheetTest, RefusesWhatIsNoCueSheet) {
  EXPECT_THAT(read("list.csv", "a,b\n1,2\n").error().message(), HasSubstr("no cue sheet: found"));
  EXPECT_THAT(read("empty.csv", "cue,title,time_in,time_out,duration_s\n").error().message(),
              HasSubstr("without cues"));
  EXPECT_THAT(read("text.xlsx", "no zip").error().message(), HasSubstr("no XLSX workbook"));
  EXPECT_THAT(read("old.xlsx", "\xD0\xCF\x11\xE0 and so on").error().message(),
              HasSubstr("an old .xls workbook, or one with a password"));
  EXPECT_FALSE(read_listed_sheet(folder_ / "absent.xlsx", kClock));
}

TEST_F(ListedSheetTest, ReadsAWorkbook) {
  const auto listed = read_listed_sheet(
      workbook("<row r=\"18\"><c r=\"B18\" t=\"s\"><v>0</v></c>"
               "<c r=\"J18\" t=\"inlineStr\"><is><t>Duration</t></is></c>"
               "<c r=\"L18\" t=\"inlineStr\"><is><t>Role</t></is></c>"
               "<c r=\"N18\" t=\"inlineStr\"><is><t>Last Name</t></is></c>"
               "<c r=\"R18\" t=\"inlineStr\"><is><t>% Shares</t></is></c></row>"
               "<row r=\"19\"><c r=\"J19\" t=\"inlineStr\"><is><t>min.</t></is></c></row>"
               "<row r=\"20\"><c r=\"B20\" t=\"s\"><v>1</v></c><c r=\"J20\"><f>X</f><v>1</v></c>"
               "<c r=\"K20\"><v>5</v></c><c r=\"N20\" t=\"str\"><v>Bell</v></c>"
               "<c r=\"R20\"><v>0.33329999999999999</v></c></row>"),
      kClock);
  ASSERT_TRUE(listed) << listed.error().message();
  ASSERT_THAT(listed->sheet.cues, SizeIs(1));
  EXPECT_EQ(listed->sheet.cues[0].title, "Track 1");
  EXPECT_EQ(listed->sheet.cues[0].printed_seconds, 65);
  EXPECT_EQ(listed->sheet.cues[0].contributors[0].share_bp, 3'333);
}

TEST_F(ListedSheetTest, ReadsTheWorkbookThatWeWriteWithoutADifference) {
  CueSheet ours = sample_sheet();
  ours.cues[2].contributors = ours.cues[0].contributors;
  ours.production.network.clear();  // Another label follows in its row.
  const auto file = folder_ / "ours.xlsx";
  ASSERT_TRUE(engine::write_file(file, us_cue_sheet::workbook(ours).value()));
  const auto listed = read_listed_sheet(file, kClock);
  ASSERT_TRUE(listed) << listed.error().message();
  EXPECT_THAT(listed->problems, IsEmpty());
  for (const Difference& one : compare_sheets(ours, listed->sheet)) {
    ADD_FAILURE() << to_string(one.kind) << " " << one.what << ": " << one.our_value << " -> "
                  << one.their_value;
  }
}

TEST_F(ListedSheetTest, SaysThatTheSheetsOfAWorkbookAreNone) {
  const auto other =
      read_listed_sheet(workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), kClock);
  EXPECT_THAT(other.error().message(), HasSubstr("none of its sheets (Template) is a cue sheet"));
  const auto damaged = read_listed_sheet(workbook("<row><"), kClock);
  EXPECT_THAT(damaged.error().message(), HasSubstr("sheet1.xml is damaged"));
}

}  // namespace
}  // namespace reports

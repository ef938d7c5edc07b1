#include "reports/documents/workbook_reader.h"

#include "engine/core/file.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reports::documents {
namespace {

using testing::HasSubstr;

constexpr std::string_view kTypes =
    R"(<?xml version="1.0"?><Types><Override PartName="/xl/workbook.xml" ContentType="x"/>)"
    R"(</Types>)";
constexpr std::string_view kWorkbook =
    R"(<?xml version="1.0"?><workbook xmlns:r="r"><sheets>)"
    R"(<sheet name="Form" sheetId="1" r:id="rId1"/>)"
    R"(<sheet name="lists" sheetId="2" state="hidden" r:id="rId2"/></sheets>)"
    R"(<calcPr calcId="191029"/></workbook>)";
constexpr std::string_view kRelationships =
    R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>)"
    R"(<Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>)";
constexpr std::string_view kStrings =
    R"(<sst><si><t>Title</t></si><si><r><t>Two </t></r><r><t>runs</t></r></si></sst>)";
constexpr std::string_view kForm =
    "<worksheet><sheetData>"
    "<row r=\"1\"><c r=\"A1\" s=\"3\" t=\"s\"><v>0</v></c><c r='C1' s='4'/>"
    "<c r=\"D1\"><f>A1&amp;\"&gt;\"</f><v>7</v></c></row>"
    "<row r=\"2\" ht=\"20\"/>\n"
    "<row r=\"5\"><c r=\"B5\" s=\"9\"><v>0</v></c><c r=\"C5\" t=\"s\"><v>1</v></c></row>"
    "</sheetData><sheetProtection sheet=\"1\"/></worksheet>";

class WorkbookReaderTest : public testing::Test {
 protected:
  std::filesystem::path file(std::vector<ZipPart> parts) const {
    const auto path = folder_.path() / "form.xlsx";
    EXPECT_TRUE(engine::write_file(path, *zip_of(parts)));
    return path;
  }
  static std::vector<ZipPart> parts(std::string_view form = kForm) {
    return {{"[Content_Types].xml", std::string(kTypes)},
            {"xl/workbook.xml", std::string(kWorkbook)},
            {"xl/_rels/workbook.xml.rels", std::string(kRelationships)},
            {"xl/sharedStrings.xml", std::string(kStrings)},
            {"xl/worksheets/sheet1.xml", std::string(form)},
            {"xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>"},
            {"xl/media/logo.png", std::string("\x89PNG\0\xFF", 6)}};
  }
  std::string form_after(const std::vector<Filling>& fillings) const {
    const auto book = WorkbookReader::open(file(parts()));
    const auto filled = book->filled(*book->sheet("Form"), fillings);
    if (!filled) return filled.error().message();
    const auto path = folder_.path() / "filled.xlsx";
    EXPECT_TRUE(engine::write_file(path, *filled));
    return find_part(*read_zip(path), "xl/worksheets/sheet1.xml")->content;
  }
  std::string error_of(const std::filesystem::path& path) const {
    const auto book = WorkbookReader::open(path);
    return book ? "" : book.error().message();
  }

  support::TempDir folder_;
};

TEST_F(WorkbookReaderTest, ReadsSheetsAndWhatTheirCellsHold) {
  const auto book = WorkbookReader::open(file(parts()));
  ASSERT_TRUE(book) << book.error().message();
  ASSERT_EQ(book->sheets().size(), 2U);
  EXPECT_FALSE(book->sheets()[0].is_hidden);
  EXPECT_TRUE(book->sheets()[1].is_hidden);
  const auto& cells = book->sheet("Form")->cells;
  EXPECT_EQ(cells.at(place_of("A1")).text, "Title");
  EXPECT_EQ(cells.at(place_of("C5")).text, "Two runs");
  EXPECT_EQ(cells.at(place_of("D1")).text, "7");
  EXPECT_TRUE(cells.at(place_of("D1")).is_formula);
  EXPECT_FALSE(cells.contains(place_of("C1")));
  EXPECT_EQ(book->sheet("Other"), nullptr);
}

TEST_F(WorkbookReaderTest, FillsEmptyCellsAndChangesNothingElse) {
  const std::string form =
      form_after({{place_of("B5"), "0.5", true}, {place_of("C1"), "<R&B> =1+1"}});
  std::string expected(kForm);
  const auto replace = [&](std::string_view from, std::string_view to) {
    const std::size_t at = expected.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    expected.replace(at, from.size(), to);
  };
  replace("<c r='C1' s='4'/>",
          "<c r=\"C1\" s=\"4\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
          "&lt;R&amp;B&gt; =1+1</t></is></c>");
  replace("<c r=\"B5\" s=\"9\"><v>0</v></c>", "<c r=\"B5\" s=\"9\"><v>0.5</v></c>");
  EXPECT_EQ(form, expected);
}

TEST_F(WorkbookReaderTest, MakesCellsAndRowsThatAreNotThere) {
  const std::string form = form_after({{place_of("E1"), "1", true},
                                       {place_of("B1"), "2", true},
                                       {place_of("A2"), "3", true},
                                       {place_of("B2"), "4", true},
                                       {place_of("A3"), "5", true},
                                       {place_of("C3"), "6", true},
                                       {place_of("A9"), "7", true}});
  EXPECT_THAT(form, HasSubstr("</c><c r=\"B1\"><v>2</v></c><c r='C1'"));
  EXPECT_THAT(form, HasSubstr("</f><v>7</v></c><c r=\"E1\"><v>1</v></c></row>"));
  EXPECT_THAT(form, HasSubstr("<row r=\"2\" ht=\"20\"><c r=\"A2\"><v>3</v></c><c r=\"B2\"><v>4</v>"
                              "</c></row>"));
  EXPECT_THAT(form, HasSubstr("<row r=\"3\"><c r=\"A3\"><v>5</v></c><c r=\"C3\"><v>6</v></c></row>"
                              "<row r=\"5\">"));
  EXPECT_THAT(form, HasSubstr("<row r=\"9\"><c r=\"A9\"><v>7</v></c></row></sheetData>"));
}

TEST_F(WorkbookReaderTest, FillsASheetWithoutRowsAndRefusesOneWithoutPlaceForThem) {
  const auto filled_form = [&](std::string_view form) {
    const auto book = WorkbookReader::open(file(parts(form)));
    return book->filled(*book->sheet("Form"), {{place_of("B2"), "7", true}});
  };
  const auto path = folder_.path() / "filled.xlsx";
  ASSERT_TRUE(engine::write_file(path, *filled_form("<x:worksheet><x:sheetData/></x:worksheet>")));
  EXPECT_EQ(find_part(*read_zip(path), "xl/worksheets/sheet1.xml")->content,
            "<x:worksheet><x:sheetData><x:row r=\"2\"><x:c r=\"B2\"><x:v>7</x:v></x:c></x:row>"
            "</x:sheetData></x:worksheet>");
  EXPECT_THAT(filled_form("<chartsheet/>").error().message(), HasSubstr("is no sheet of cells"));
}

TEST_F(WorkbookReaderTest, LeavesFormulasAndWhatIsThereAlone) {
  EXPECT_EQ(form_after({{place_of("D1"), "8", true}}), kForm);
  EXPECT_THAT(form_after({{place_of("C5"), "new"}}),
              HasSubstr("cell C5 of Form holds 'Two runs' already; start from a blank copy"));
}

TEST_F(WorkbookReaderTest, KeepsAllOtherPartsAndHasTheWorkbookCalculated) {
  const auto book = WorkbookReader::open(file(parts()));
  const auto path = folder_.path() / "filled.xlsx";
  ASSERT_TRUE(engine::write_file(path, *book->filled(*book->sheet("Form"), {})));
  const auto after = read_zip(path);
  ASSERT_EQ(after->size(), parts().size());
  for (std::size_t i = 0; i < after->size(); ++i) {
    const ZipPart before = parts()[i];
    EXPECT_EQ((*after)[i].name, before.name);
    if (before.name == "xl/workbook.xml") {
      EXPECT_THAT((*after)[i].content,
                  HasSubstr("<calcPr fullCalcOnLoad=\"1\" calcId=\"191029\"/>"));
    } else {
      EXPECT_EQ((*after)[i].content, before.content) << before.name;
    }
  }
}

TEST_F(WorkbookReaderTest, SaysWhatIsWrongWithAFile) {
  const auto write = [&](std::string_view bytes) {
    const auto path = folder_.path() / "bad.xlsx";
    EXPECT_TRUE(engine::write_file(path, bytes));
    return path;
  };
  EXPECT_THAT(error_of(write("a,b\n1,2\n")), HasSubstr("no XLSX workbook; save it as .xlsx"));
  EXPECT_THAT(error_of(write("\xD0\xCF\x11\xE0 and so on")), HasSubstr("password"));
  EXPECT_THAT(error_of(write("PK\x03\x04 cut")), HasSubstr("damaged"));
  EXPECT_THAT(error_of(folder_.path() / "none.xlsx"), HasSubstr("none.xlsx"));
  EXPECT_THAT(error_of(file({{"a.txt", "x"}})), HasSubstr("no XLSX workbook"));
  auto with_macros = parts();
  with_macros[0].content = "<Types ContentType=\"application/macroEnabled.main+xml\"/>";
  EXPECT_THAT(error_of(file(with_macros)), HasSubstr("macros"));
  EXPECT_THAT(error_of(file(parts("<worksheet><sheetData><row>"))), HasSubstr("sheet1.xml"));
}

TEST_F(WorkbookReaderTest, ReadsWhatOurOwnWriterWrites) {
  auto book = Workbook::create({"Own", {}});
  Sheet sheet = book->add_sheet("Cues");
  sheet.text(place_of("B2"), "=1+1", {.bold = true});
  sheet.number(place_of("C2"), 1250, 2);
  sheet.formula(place_of("D2"), "=C2*2", 25);
  const auto path = folder_.path() / "own.xlsx";
  ASSERT_TRUE(engine::write_file(path, *book->finish()));
  const auto read = WorkbookReader::open(path);
  ASSERT_TRUE(read) << read.error().message();
  const auto& cells = read->sheet("Cues")->cells;
  EXPECT_EQ(cells.at(place_of("B2")).text, "=1+1");
  EXPECT_FALSE(cells.at(place_of("B2")).is_formula);
  EXPECT_EQ(cells.at(place_of("C2")).text, "12.5");
  EXPECT_EQ(cells.at(place_of("D2")).text, "25");
  EXPECT_TRUE(cells.at(place_of("D2")).is_formula);
}

}  // namespace
}  // namespace reports::documents

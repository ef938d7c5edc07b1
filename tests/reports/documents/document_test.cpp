#include "reports/documents/document.h"

#include "engine/core/file.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>

namespace reports::documents {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Document sample() {
  Document document{.title = "Cue sheet", .subtitle = "Häxan & <b>", .mark = "DRAFT"};
  document.facts = {{"Company", "=cmd()"}, {"Network", "\"One\""}};
  Section cues{.heading = "Cues", .text = "What plays."};
  cues.columns = {{"Title"}, {"Length", true, "s"}, {"Usage id", false, "", true}};
  cues.rows.push_back({{"<script>alert(1)</script>", seconds_cell(83), "u-1"}});
  cues.rows.push_back({{"", "", ""}, true});
  cues.rows.push_back({{"Total", seconds_cell(83), ""}, false, true});
  cues.footnotes = {"* layered"};
  document.sections.push_back(cues);
  return document;
}

TEST(Cell, HasTextForPeopleAndANumberForPrograms) {
  EXPECT_EQ(count_cell(42).text, "42");
  EXPECT_EQ(fixed_cell(1250, 2).text, "12.50");
  EXPECT_EQ(fixed_cell(1250, 2).number, 1250);
  EXPECT_EQ(seconds_cell(83).text, "1:23");
  EXPECT_EQ(seconds_cell(83).number, 83);
  EXPECT_EQ(Cell("x").number, std::nullopt);
}

TEST(Html, IsWholeAndLetsNoTextBecomeMarkup) {
  const std::string html = html_of(sample());
  EXPECT_THAT(html, StartsWith("<!DOCTYPE html>"));
  EXPECT_THAT(html, HasSubstr("Häxan &amp; &lt;b&gt;"));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
  EXPECT_THAT(html, Not(HasSubstr("http://")));
}

TEST(Html, ShowsWhatIsForPagesAndLeavesOutTheRest) {
  const std::string html = html_of(sample());
  EXPECT_THAT(html, HasSubstr("1:23"));
  EXPECT_THAT(html, Not(HasSubstr("Usage id")));
  EXPECT_THAT(html, Not(HasSubstr("u-1")));
  EXPECT_THAT(html, HasSubstr("class=\"more\""));
  EXPECT_THAT(html, HasSubstr("class=\"total\""));
}

TEST(Pdf, IsTheSameForTheSameDocument) {
  const auto one = pdf_of(sample());
  const auto other = pdf_of(sample());
  ASSERT_TRUE(one && other);
  EXPECT_THAT(*one, StartsWith("%PDF-"));
  EXPECT_EQ(*one, *other);
}

/// What a reader, or a search, finds in a PDF: "-raw" as it stands there, "-layout" as it is seen.
std::string text_of_pdf(const std::string& pdf, const std::string& order) {
  const support::TempDir folder;
  const auto file = folder.path() / "one.pdf";
  EXPECT_TRUE(engine::write_file(file, pdf));
  const std::string command = "pdftotext " + order + " '" + file.string() + "' -";
  const std::unique_ptr<FILE, decltype(&pclose)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  std::array<char, 4096> chunk{};
  while (const std::size_t got = fread(chunk.data(), 1, chunk.size(), pipe.get())) {
    text.append(chunk.data(), got);
  }
  return text;
}

TEST(Pdf, HoldsItsTextInReadingOrder) {
  Document document = sample();
  document.sections[0].rows.insert(document.sections[0].rows.begin() + 1,
                                   {{"שלום עולם", "second", ""}});
  const auto pdf = pdf_of(document);
  ASSERT_TRUE(pdf);
  const std::string text = text_of_pdf(*pdf, "-raw");
  std::size_t at = 0;
  for (const char* part : {"Cue sheet", "Häxan & <b>", "Company", "=cmd()", "Network", "\"One\"",
                           "Cues", "What plays.", "Title", "Length", "<script>alert(1)</script>",
                           "1:23", "second", "Total", "1:23", "* layered", "Page 1"}) {
    const std::size_t found = text.find(part, at);
    ASSERT_NE(found, std::string::npos) << part << " is not behind what stands before it in\n"
                                        << text;
    at = found;
  }
  EXPECT_EQ(text.find("u-1"), std::string::npos);
  EXPECT_THAT(text_of_pdf(*pdf, "-layout"), HasSubstr("שלום עולם"));
}

TEST(Pdf, TakesAnyTextAndAnyNumberOfRows) {
  Document document = sample();
  document.title = std::string(5000, 'w');
  document.facts.emplace_back("Broken", "\xFF\xFE\x01");
  Row row = document.sections[0].rows[0];
  row.cells[0] = std::string(20'000, 'x');
  document.sections[0].rows.assign(200, row);
  for (Row& one : document.sections[0].rows) one.continues = true;
  EXPECT_TRUE(pdf_of(document, Paper::kLetter));
}

TEST(Xlsx, IsTheSameForTheSameDocument) {
  const auto one = xlsx_of(sample());
  const auto other = xlsx_of(sample());
  ASSERT_TRUE(one && other);
  EXPECT_THAT(*one, StartsWith("PK"));
  EXPECT_EQ(*one, *other);
}

}  // namespace
}  // namespace reports::documents

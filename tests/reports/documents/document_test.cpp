#include "reports/documents/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

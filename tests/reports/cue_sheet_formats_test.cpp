#include "reports/cue_sheet_document.h"
#include "reports/suisa_list.h"
#include "tests/reports/sample_sheet.h"

namespace reports {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

TEST(CueSheetDocument, HasTheHeadTheCuesAndTheirTotal) {
  const documents::Document document = cue_sheet_document(sample_sheet());
  EXPECT_EQ(document.title, "The Long Way");
  EXPECT_EQ(document.subtitle, "Season 2, Episode 3: Arrival – Music cue sheet");
  EXPECT_EQ(document.mark, "");
  EXPECT_THAT(document.facts, Contains(Pair("Status", "ISSUED")));
  EXPECT_THAT(document.facts, Contains(Pair("First broadcast or release", "2026-10-31")));
  EXPECT_THAT(document.facts, Not(Contains(Pair("EIDR", ""))));
  ASSERT_EQ(document.sections.size(), 1U);
  const documents::Section& cues = document.sections[0];
  ASSERT_EQ(cues.rows.size(), 8U);  // Three writers and publishers twice, one cue of nobody, total.
  std::int64_t sum = 0;
  for (const documents::Row& row : cues.rows) {
    EXPECT_EQ(row.cells.size(), cues.columns.size());
    if (!row.is_total) sum += row.cells[5].number.value_or(0);
  }
  EXPECT_TRUE(cues.rows.back().is_total);
  EXPECT_EQ(cues.rows.back().cells[5].number, sum);
  EXPECT_EQ(cues.rows[3].cells[0].text, "2*");
  EXPECT_TRUE(cues.rows[1].continues);
  EXPECT_EQ(cues.rows[6].cells[8].text, "?");
}

TEST(CueSheetDocument, IsMarkedAsADraftAndSaysWhatIsToBeResolved) {
  CueSheet sheet = sample_sheet();
  sheet.cues[0].usage.perception = Perception::kUnknown;
  for (const std::size_t cue : {1U, 3U}) {
    sheet.findings.push_back({"perception", cue, "perception", "nobody has said it", "say it"});
  }
  const documents::Document document = cue_sheet_document(sheet);
  EXPECT_EQ(document.mark, "DRAFT");
  ASSERT_EQ(document.sections.size(), 2U);
  ASSERT_EQ(document.sections[1].rows.size(), 1U);
  EXPECT_EQ(document.sections[1].rows[0].cells[1].text, "1, 3");
  EXPECT_EQ(document.sections[1].rows[0].cells[2].text, "say it");
  EXPECT_EQ(document.sections[0].rows[0].cells[2].text, "BI?");
}

TEST(CueSheetDocument, BecomesAPageAndAPdf) {
  const documents::Document document = cue_sheet_document(sample_sheet());
  EXPECT_THAT(documents::html_of(document), HasSubstr("=Morning &amp; &lt;Coffee&gt;"));
  EXPECT_TRUE(documents::pdf_of(document));
}

TEST(SuisaList, HasARowForEachCueAndGuessesNothing) {
  const std::string list = suisa_list_csv(sample_sheet(), engine::from_ms(86'395'000));
  EXPECT_THAT(list, HasSubstr("Sender,Titel des Musikwerks,Name des Komponisten,"));
  EXPECT_THAT(list, HasSubstr("Channel One,'=Morning & <Coffee>,Ann Example; Björk Åström,"
                              "The Samples,2026-11-01,00:01:23,00:00:07,GBEMI0300013,"));
  EXPECT_THAT(list, HasSubstr("Channel One,音楽 Music,,The Samples,2026-11-01,00:00:10,01:06:35,"));
  EXPECT_THAT(suisa_list_csv(sample_sheet()), HasSubstr("2026-10-31,00:01:23,,GBEMI0300013,"));
}

}  // namespace
}  // namespace reports

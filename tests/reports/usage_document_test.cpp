#include "reports/usage_document.h"

#include "tests/reports/sample_uses.h"

namespace reports {
namespace {

using testing::HasSubstr;
using testing::Not;

ReportedUses report(std::size_t uses = 2) {
  ReportedUses report;
  for (std::size_t i = 0; i < uses; ++i) {
    const auto start = static_cast<std::int64_t>(i) * 20;
    report.uses.push_back(
        use_of(sample_track(1, {writer("Ann <Ames>", 10'000)}), start, start + 10));
  }
  return report;
}

TEST(UsageDocument, IsAPageWithPicturesThatHaveWords) {
  const std::string html = documents::html_of(usage_document(report(), {}));
  EXPECT_THAT(html, HasSubstr("aria-label=\"Videos with the most music: Episode 1"));
  EXPECT_THAT(html, HasSubstr("aria-label=\"Music in Episode 1"));
  EXPECT_THAT(html, HasSubstr("Ann &lt;Ames&gt;"));
  EXPECT_THAT(html, Not(HasSubstr("http://www.w3.org/1999/xlink")));
}

TEST(UsageDocument, SaysWhatAPageLeavesOutAndAWorkbookHasAll) {
  const ReportedUses many = report(kPageUsesMax + 1);
  const documents::Document page = usage_document(many, {});
  EXPECT_EQ(page.sections.back().rows.size(), kPageUsesMax);
  EXPECT_THAT(page.sections.back().footnotes.at(0), HasSubstr("The first 1000 of 1001 uses"));
  const documents::Document book = usage_document(many, {.medium = Medium::kWorkbook});
  EXPECT_EQ(book.sections[0].rows.size(), kPageUsesMax + 1);
}

TEST(UsageDocument, HasTheSharesInAWorkbook) {
  const documents::Document book =
      usage_document(report(), {.medium = Medium::kWorkbook, .by = GroupBy::kMonth});
  ASSERT_EQ(book.sections.size(), 3U);
  EXPECT_EQ(book.sections[0].heading, "By month");
  EXPECT_EQ(book.sections[2].heading, "Contributors");
  EXPECT_EQ(book.sections[2].rows.size(), 6U);
  for (const documents::Section& section : book.sections) {
    for (const documents::Row& row : section.rows) {
      EXPECT_EQ(row.cells.size(), section.columns.size());
    }
  }
}

TEST(UsageDocument, OfNothingIsAPageAllTheSame) {
  EXPECT_THAT(documents::html_of(usage_document({}, {})), HasSubstr("<dd dir=\"auto\">0</dd>"));
}

TEST(UsageDocument, IsTheSameFileForTheSameUses) {
  for (const Medium medium : {Medium::kPage, Medium::kWorkbook}) {
    const auto once = usage_document(report(), {.medium = medium});
    const auto again = usage_document(report(), {.medium = medium});
    EXPECT_EQ(documents::pdf_of(once).value(), documents::pdf_of(again).value());
    EXPECT_EQ(documents::xlsx_of(once).value(), documents::xlsx_of(again).value());
  }
}

TEST(ComposerDocument, IsAboutTheUsesOfItsComposersAlone) {
  ReportedUses both = report();
  both.uses.push_back(use_of(sample_track(2, {writer("Bob", 10'000)}), 0, 5, sample_video(2)));
  const documents::Document document = composer_document(composer_usage(both, "bob"), both, {});
  EXPECT_EQ(document.subtitle, "Bob");
  const std::string html = documents::html_of(document);
  EXPECT_THAT(html, HasSubstr("Track 2"));
  EXPECT_THAT(html, Not(HasSubstr("Track 1")));
}

TEST(TimelineVideos, AreThoseWithTheMostMusic) {
  ReportedUses many;
  for (std::uint8_t i = 1; i <= 50; ++i) {
    many.uses.push_back(use_of(sample_track(1), 0, i * 1000, sample_video(i)));
  }
  const auto videos = timeline_videos(many);
  ASSERT_EQ(videos.size(), kPageTimelinesMax);
  EXPECT_EQ(videos.front(), sample_video(11).id);
}

}  // namespace
}  // namespace reports

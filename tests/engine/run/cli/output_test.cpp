#include "engine/run/cli/output.h"

#include "tests/engine/run/cli/console_fixture.h"

namespace engine::cli {
namespace {

using testing::HasSubstr;

struct Line {
  std::vector<std::string> words;
  Format chosen;
};

Result<Format> chosen(const std::vector<std::string>& words, const std::vector<Format>& formats,
                      bool on_a_terminal) {
  OutputOptions options;
  Arguments arguments;
  declare_output(options, arguments, formats);
  TRY_VOID(parse(arguments, words));
  TestConsole test;
  test.console.out_is_terminal = on_a_terminal;
  return chosen_format(options, test.console);
}

TEST(ChosenFormat, IsWhatWasAskedElseWhatTheNameSaysElseATable) {
  const std::vector<Line> lines{{{}, Format::kTable},
                                {{"--format", "json"}, Format::kJson},
                                {{"-o", "uses.xlsx"}, Format::kXlsx},
                                {{"-o", "a.b/USES.PDF"}, Format::kPdf},
                                {{"-o", "uses.htm"}, Format::kHtml},
                                {{"-o", "uses.txt"}, Format::kTable},
                                {{"-o", "uses"}, Format::kTable},
                                {{"-o", "-"}, Format::kTable},
                                {{"-o", "uses.pdf", "--format", "csv"}, Format::kCsv}};
  for (const Line& line : lines) {
    const Result<Format> format = chosen(line.words, kDocumentFormats, true);
    ASSERT_TRUE(format) << format.error().message();
    EXPECT_EQ(*format, line.chosen) << testing::PrintToString(line.words);
  }
}

TEST(ChosenFormat, RefusesBytesOnATerminalAndSaysWhereToPutThem) {
  const Result<Format> refused = chosen({"--format", "pdf"}, kDocumentFormats, true);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), Errc::kUsage);
  EXPECT_THAT(refused.error().message(), HasSubstr("-o FILE.pdf"));
  EXPECT_EQ(chosen({"--format", "pdf"}, kDocumentFormats, false), Format::kPdf);
  EXPECT_EQ(chosen({"--format", "xlsx", "-o", "f"}, kDocumentFormats, true), Format::kXlsx);
  EXPECT_EQ(chosen({"--format", "html"}, kDocumentFormats, true), Format::kHtml);
}

TEST(ChosenFormat, RefusesANameThatPromisesWhatTheCommandHasNot) {
  const Result<Format> refused = chosen({"-o", "list.pdf"}, kTextFormats, false);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message(), HasSubstr("list.pdf: this command writes no pdf"));
  EXPECT_THAT(refused.error().message(), HasSubstr("table, csv, json"));
  EXPECT_EQ(chosen({"-o", "list.pdf", "--format", "csv"}, kTextFormats, false), Format::kCsv);
}

TEST(ChosenFormat, OffersOnlyWhatTheCommandHas) {
  EXPECT_FALSE(chosen({"--format", "pdf"}, kTextFormats, false));
}

}  // namespace
}  // namespace engine::cli

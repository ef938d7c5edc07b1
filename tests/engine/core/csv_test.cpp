#include "engine/core/csv.h"

#include <random>

namespace engine {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Writes down every call, so that two readings can be compared as a whole.
class Recorder : public CsvSink {
 public:
  void on_row(std::uint64_t line, std::vector<std::string> fields) override {
    std::string call = std::to_string(line);
    for (const std::string& field : fields) call += "|" + field;
    calls.push_back(call);
    rows.push_back(std::move(fields));
  }
  void on_reject(std::uint64_t line, const Error& why) override {
    calls.push_back(std::to_string(line) + "!" + why.message());
  }

  std::vector<std::string> calls;
  std::vector<std::vector<std::string>> rows;
};

/// The calls for `text` cut at the given places, in ascending order; a failure is the last one.
std::vector<std::string> calls_for(std::string_view text,
                                   const std::vector<std::size_t>& cuts = {}) {
  Recorder recorder;
  CsvParser parser(recorder);
  Result<void> outcome;
  std::size_t start = 0;
  for (const std::size_t cut : cuts) {
    if (outcome) outcome = parser.feed(text.substr(start, cut - start));
    start = cut;
  }
  if (outcome) outcome = parser.feed(text.substr(start));
  if (outcome) outcome = parser.finish();
  if (!outcome) recorder.calls.push_back("failed " + outcome.error().message());
  return recorder.calls;
}

TEST(Csv, ReadsRowsOfPlainFields) {
  EXPECT_THAT(calls_for("a,b\n1,\n,2\n"), ElementsAre("1|a|b", "2|1|", "3||2"));
}

TEST(Csv, ReadsALastRowWithoutALineEnd) {
  EXPECT_THAT(calls_for("a,b\n1,"), ElementsAre("1|a|b", "2|1|"));
}

TEST(Csv, ReadsQuotedCommasQuotesAndLineEnds) {
  EXPECT_THAT(calls_for("a,b\n\"x, \"\"y\"\"\",\"1\n2\"\n3,4\n"),
              ElementsAre("1|a|b", "2|x, \"y\"|1\n2", "4|3|4"));
}

TEST(Csv, TakesEveryKindOfLineEnd) {
  EXPECT_THAT(calls_for("a\nb\r\nc\rd\n\re"), ElementsAre("1|a", "2|b", "3|c", "4|d", "6|e"));
}

TEST(Csv, CountsLinesInsideQuotes) {
  EXPECT_THAT(calls_for("\"1\r\n2\r3\n4\"\nb\n"), ElementsAre("1|1\r\n2\r3\n4", "5|b"));
}

TEST(Csv, LeavesOutAByteOrderMarkAndEmptyLines) {
  EXPECT_THAT(calls_for("\xEF\xBB\xBF\"a\"\n\n\r\nb\n"), ElementsAre("1|a", "4|b"));
}

TEST(Csv, KeepsBytesThatOnlyBeginLikeAByteOrderMark) {
  EXPECT_THAT(calls_for("\xEF\xBB"), ElementsAre("1|\xEF\xBB"));
  EXPECT_THAT(calls_for("\xEF\xBB\nb"), ElementsAre("1|\xEF\xBB", "2|b"));
}

TEST(Csv, ReadsNothingFromNothing) {
  EXPECT_THAT(calls_for(""), ElementsAre());
  EXPECT_THAT(calls_for("\xEF\xBB\xBF"), ElementsAre());
}

TEST(Csv, TakesAQuotedEmptyFieldForARow) {
  EXPECT_THAT(calls_for("a\n\"\"\n"), ElementsAre("1|a", "2|"));
}

TEST(Csv, RejectsRowsOfAnotherLengthAndGoesOn) {
  EXPECT_THAT(calls_for("a,b\n1\n1,2,3\n4,5\n"),
              ElementsAre("1|a|b", "2!has 1 fields where the first row has 2",
                          "3!has 3 fields where the first row has 2", "4|4|5"));
}

TEST(Csv, RejectsTextAfterAClosingQuoteAndGoesOn) {
  EXPECT_THAT(calls_for("a,b\n\"x\"y,1\n2,3\n"),
              ElementsAre("1|a|b", HasSubstr("2!text after a closing quote"), "3|2|3"));
}

TEST(Csv, RefusesAQuoteThatIsNeverClosed) {
  EXPECT_THAT(calls_for("a\nb\n\"c\nd\n"),
              ElementsAre("1|a", "2|b", HasSubstr("failed 3: a quoted field is never closed")));
}

TEST(Csv, RefusesANulByteForGood) {
  Recorder recorder;
  CsvParser parser(recorder);
  EXPECT_FALSE(parser.feed(std::string_view("a\n\0b\n", 5)));
  EXPECT_FALSE(parser.feed("c\n"));
  const auto end = parser.finish();
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error().code(), Errc::kInvalidInput);
  EXPECT_THAT(end.error().message(), HasSubstr("2: holds a NUL byte"));
  EXPECT_THAT(recorder.calls, ElementsAre("1|a"));
}

TEST(Csv, HoldsNoMoreThanTheLongestRow) {
  const std::string longest(CsvParser::kMaxRowBytes, 'x');
  EXPECT_EQ(calls_for(longest + "\n").size(), 1U);
  EXPECT_THAT(calls_for("a\n\"" + longest),
              ElementsAre("1|a", HasSubstr("failed 2: a row is longer")));
}

TEST(Csv, SeesTheSameRowsHoweverTheBytesAreCut) {
  const std::string text =
      "\xEF\xBB\xBFtitle,artist\r\n\"a "
      "\"\"b\"\"\",\"line\r\nend\"\r\n\r\nshort\nü,\"x\"y\r\r\n\"\",é\n"
      "\"open, and never closed\n";
  const auto whole = calls_for(text);
  ASSERT_EQ(whole.size(), 6U);
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::size_t> cuts(random() % 8);
    for (std::size_t& cut : cuts) cut = random() % (text.size() + 1);
    std::sort(cuts.begin(), cuts.end());
    ASSERT_EQ(calls_for(text, cuts), whole) << "round " << round;
  }
  std::vector<std::size_t> everywhere(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) everywhere[i] = i;
  EXPECT_EQ(calls_for(text, everywhere), whole);
}

TEST(Csv, ReadsBackWhatItWrote) {
  constexpr std::string_view kAlphabet = "ab,\"\r\n .;1";
  std::mt19937 random(2);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<std::string>> rows(1 + random() % 4);
    const std::size_t columns = 1 + random() % 4;
    std::string file;
    for (auto& row : rows) {
      row.resize(columns);
      for (std::string& field : row) {
        field = "x";  // A leading line end would be defused, which is a change.
        for (auto i = random() % 6; i > 0; --i) field += kAlphabet[random() % kAlphabet.size()];
        if (random() % 4 == 0) field.clear();
      }
      file += csv_row(row);
    }
    Recorder recorder;
    CsvParser parser(recorder);
    ASSERT_TRUE(parser.feed(file));
    ASSERT_TRUE(parser.finish());
    ASSERT_EQ(recorder.rows, rows) << file;
  }
}

TEST(Csv, QuotesOnlyWhatMustBe) {
  EXPECT_EQ(csv_row(std::vector<std::string>{"a", "b c", "d,e", "say \"x\"", "1\n2", "", " f"}),
            "a,b c,\"d,e\",\"say \"\"x\"\"\",\"1\n2\",,\" f\"\r\n");
}

TEST(Csv, WritesNoRowAsAnEmptyLine) {
  EXPECT_EQ(csv_row(std::vector<std::string>{""}), "\"\"\r\n");
}

TEST(Csv, QuotesAByteOrderMarkThatIsText) {
  EXPECT_EQ(csv_field("\xEF\xBB\xBF"
                      "a"),
            "\"\xEF\xBB\xBF"
            "a\"");
}

TEST(Csv, DefusesWhatASpreadsheetWouldRun) {
  EXPECT_EQ(csv_field("=1+1"), "'=1+1");
  EXPECT_EQ(csv_field("+cmd|' /C calc'!A0"), "'+cmd|' /C calc'!A0");
  EXPECT_EQ(csv_field("-2+3"), "'-2+3");
  EXPECT_EQ(csv_field("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(csv_field("\t=1"), "\"'\t=1\"");
  EXPECT_EQ(csv_field("\r=1"), "\"'\r=1\"");
  EXPECT_EQ(csv_field("\n=1"), "\"'\n=1\"");
  EXPECT_EQ(csv_field("=HYPERLINK(\"http://x\",\"y\")"),
            "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  EXPECT_EQ(csv_field("-"), "'-");
}

TEST(Csv, LeavesNumbersAlone) {
  for (const char* number : {"-12.3", "+4", "0", "-.5", "12."})
    EXPECT_EQ(csv_field(number), number);
}

}  // namespace
}  // namespace engine

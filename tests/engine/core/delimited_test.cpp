#include "engine/core/delimited.h"

namespace engine {
namespace {

using testing::ElementsAre;

class Rows : public CsvSink {
 public:
  void on_row(std::uint64_t, std::vector<std::string> fields) override {
    texts.emplace_back(reader->row_text());
    rows.push_back(std::move(fields));
  }
  void on_reject(std::uint64_t, const Error&) override { texts.emplace_back(reader->row_text()); }

  DelimitedReader* reader = nullptr;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> texts;
};

Rows read(std::string_view text, std::size_t step = 0) {
  Rows rows;
  DelimitedReader reader(rows);
  rows.reader = &reader;
  while (step != 0 && text.size() > step) {
    EXPECT_TRUE(reader.feed(text.substr(0, step)));
    text.remove_prefix(step);
  }
  EXPECT_TRUE(reader.feed(text));
  EXPECT_TRUE(reader.finish());
  return rows;
}

TEST(Delimited, FindsTheSeparatorInTheFirstLine) {
  EXPECT_EQ(separator_of("a,b;c,d"), ',');
  EXPECT_EQ(separator_of("a;b"), ';');
  EXPECT_EQ(separator_of("a\tb,c\td"), '\t');
  EXPECT_EQ(separator_of("\"a,b,c\";d"), ';');
  EXPECT_EQ(separator_of("title"), ',');
}

TEST(Delimited, ReadsSemicolonsAndTabsInAnyEncoding) {
  EXPECT_THAT(read("a;b\r\n1;\"x;y\"\r\n").rows,
              ElementsAre(ElementsAre("a", "b"), ElementsAre("1", "x;y")));
  const std::string utf16(
      "\xFF\xFE"
      "a\0\t\0b\0\n\0\xE9\0\t\0z\0",
      16);
  for (const std::size_t step : {0U, 1U, 3U}) {
    EXPECT_THAT(read(utf16, step).rows,
                ElementsAre(ElementsAre("a", "b"), ElementsAre("\xC3\xA9", "z")));
  }
}

TEST(Delimited, TakesALineBreakInsideQuotesOfTheFirstLineForNone) {
  EXPECT_THAT(read("\"a\nb\";c\n1;2\n").rows,
              ElementsAre(ElementsAre("a\nb", "c"), ElementsAre("1", "2")));
}

TEST(Delimited, GivesTheTextOfEveryRow) {
  EXPECT_THAT(read("a,b\n\"x\ny\",\"\"\"z\"\n1\n\"q\"r,2\n").texts,
              ElementsAre("a,b", "\"x\ny\",\"\"\"z\"", "1", "\"q\"r,2"));
}

TEST(Delimited, WritesRowsThatAreReadBack) {
  const std::vector<std::string> fields{"a;b", "say \"x\"", "two\nlines", " blank", "=1", ""};
  const std::string row = delimited_row(fields, ';');
  EXPECT_THAT(read("a;b;c;d;e;f\n" + row + "\n").rows.at(1), fields);
}

}  // namespace
}  // namespace engine

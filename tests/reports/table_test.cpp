#include "reports/table.h"

namespace reports {
namespace {

TEST(Table, LinesUpTextLeftAndNumbersRight) {
  Table table({{"NAME"}, {"N", true}, {"NOTE"}});
  table.add({"a", "5", "x"});
  table.add({"long name", "1234", ""});
  EXPECT_EQ(table.text(),
            "NAME          N  NOTE\n"
            "---------  ----  ----\n"
            "a             5  x\n"
            "long name  1234\n");
}

TEST(Table, CountsCharactersAndNotBytes) {
  Table table({{"NAME"}, {"N", true}});
  table.add({"J\xC3\xB3nsi", "1"});
  EXPECT_EQ(table.text(),
            "NAME   N\n"
            "-----  -\n"
            "J\xC3\xB3nsi  1\n");
}

TEST(Table, KeepsControlCharactersOffTheTerminal) {
  Table table({{"NAME"}});
  table.add({"a\x1B[2J\nb"});
  EXPECT_EQ(table.text(),
            "NAME\n-------\n"
            "a [2J b\n");
}

}  // namespace
}  // namespace reports

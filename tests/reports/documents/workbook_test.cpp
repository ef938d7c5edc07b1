#include "reports/documents/workbook.h"

#include <gtest/gtest.h>

namespace reports::documents {
namespace {

TEST(Place, HasTheNamesOfSpreadsheets) {
  EXPECT_EQ(place_of("A1"), (Place{0, 0}));
  EXPECT_EQ(place_of("N4"), (Place{3, 13}));
  EXPECT_EQ(place_of("AA20"), (Place{19, 26}));
  EXPECT_EQ(place_of("ZZ1"), (Place{0, 701}));
  for (const char* name : {"A1", "N4", "Z9", "AA20", "AZ3", "BA1", "ZZ1"}) {
    EXPECT_EQ(name_of(place_of(name)), name);
  }
  for (const char* name : {"", "4", "N", "n4", "N4x", "AAA1", "N0"}) {
    EXPECT_EQ(place_of(name), Place{}) << name;
  }
}

TEST(Workbook, TakesSheetsOfAnyName) {
  auto book = Workbook::create({"Names", {}});
  ASSERT_TRUE(book);
  for (const char* name : {"Uses", "uses", "a/b:c*[d]?", "", "''", "\xFF",
                           "A name that is much longer than a sheet can be called",
                           "A name that is much longer than a sheet can be called"}) {
    book->add_sheet(name).text({0, 0}, "=1+1");
  }
  EXPECT_TRUE(book->finish());
}

TEST(Workbook, CutsTextAtWhatACellHolds) {
  auto book = Workbook::create({"Long", {}});
  ASSERT_TRUE(book);
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += "é";
  book->add_sheet("Long").text({0, 0}, text);
  EXPECT_TRUE(book->finish());
}

}  // namespace
}  // namespace reports::documents

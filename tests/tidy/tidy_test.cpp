// The rules of the house, held against the whole tree this was built from.

#include "tests/tidy/rules.h"

namespace tidy {
namespace {

using testing::IsEmpty;

const Tree& house() {
  static const Tree kTree = read_tree(CUETRACE_SOURCE_DIR);
  return kTree;
}

TEST(House, IsReadWhole) {
  const auto has = [](std::string_view path) {
    return testing::Contains(testing::Field(&File::path, path));
  };
  EXPECT_THAT(house(), has("CMakeLists.txt"));
  EXPECT_THAT(house(), has("engine/core/result.h"));
  EXPECT_THAT(house(), has("tests/tidy/tidy_test.cpp"));
  EXPECT_THAT(house(), has(".ci/run"));
}

TEST(House, IncludesDownwardsOnly) { EXPECT_THAT(wrong_includes(house()), IsEmpty()); }

TEST(House, NamesEachLibraryInOnePlace) { EXPECT_THAT(libraries_out_of_place(house()), IsEmpty()); }

TEST(House, HasNoLongFunction) { EXPECT_THAT(long_functions(house()), IsEmpty()); }

TEST(House, HasNoLongFileOrLineAndNoStrayBlank) { EXPECT_THAT(untidy_layout(house()), IsEmpty()); }

TEST(House, HasNoUnfinishedWork) { EXPECT_THAT(unfinished_work(house()), IsEmpty()); }

TEST(House, BuildsEverySourceAndIncludesEveryHeader) {
  EXPECT_THAT(dead_files(house()), IsEmpty());
}

TEST(House, ExplainsEveryHeader) { EXPECT_THAT(unexplained_headers(house()), IsEmpty()); }

TEST(House, HasScriptsThatStopAtErrors) { EXPECT_THAT(unsafe_scripts(house()), IsEmpty()); }

TEST(House, HasWholeGoldenCases) { EXPECT_THAT(incomplete_golden_cases(house()), IsEmpty()); }

TEST(House, ReckonsWithMoneyExactly) { EXPECT_THAT(floating_money(house()), IsEmpty()); }

TEST(House, NamesNoMachineAndDoesNotPraise) { EXPECT_THAT(banned_words(house()), IsEmpty()); }

}  // namespace
}  // namespace tidy

#include "engine/run/cli/inputs.h"

#include "tests/engine/run/cli/console_fixture.h"
#include "tests/support/temp_dir.h"

#include <fstream>

namespace engine::cli {
namespace {

using testing::ElementsAre;

TEST(Inputs, TakeOnePathALine) {
  EXPECT_THAT(paths_in_list("a.mp4\nsub dir/b.mp4\r\n\n  \nc.mp4"),
              ElementsAre("a.mp4", "sub dir/b.mp4", "c.mp4"));
}

TEST(Inputs, LeaveCommentsOutButKeepPathsThatBeginWithAHash) {
  EXPECT_THAT(paths_in_list("# monday\n#\n#1 hit.ogg\n"), ElementsAre("#1 hit.ogg"));
}

TEST(Inputs, KeepBlanksThatArePartOfAName) {
  EXPECT_THAT(paths_in_list(" a \n"), ElementsAre(" a "));
}

TEST(Inputs, ComeFromTheLineFirstAndThenFromTheList) {
  const support::TempDir folder;
  std::ofstream(folder / "list") << "c\nd\n";
  TestConsole test;
  const InputOptions options{{"a", "b"}, (folder / "list").string()};
  EXPECT_THAT(collect_inputs(options, test.console).value(), ElementsAre("a", "b", "c", "d"));
}

TEST(Inputs, ReadTheListFromStandardInput) {
  TestConsole test;
  test.input.str("x\ny\n");
  EXPECT_THAT(collect_inputs({{}, "-"}, test.console).value(), ElementsAre("x", "y"));
}

TEST(Inputs, MustBeThere) {
  TestConsole test;
  EXPECT_EQ(collect_inputs({}, test.console).error().code(), Errc::kUsage);
  EXPECT_EQ(collect_inputs({{}, "-"}, test.console).error().message(),
            "-: names no input; write one path a line");
  EXPECT_EQ(collect_inputs({{}, "/nowhere/list"}, test.console).error().code(), Errc::kNotFound);
}

}  // namespace
}  // namespace engine::cli

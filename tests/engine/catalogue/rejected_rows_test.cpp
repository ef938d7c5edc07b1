#include "engine/catalogue/rejected_rows.h"

#include "engine/core/file.h"
#include "tests/support/temp_dir.h"

namespace engine::catalogue {
namespace {

using testing::HasSubstr;

class RejectedRowsTest : public testing::Test {
 protected:
  /// Imports `text`; returns what is left over for mending.
  std::string left_over(const std::string& text) {
    const auto file = (folder_ / "in.csv").string();
    const auto out = folder_ / "errors.csv";
    EXPECT_TRUE(write_file(file, text));
    RejectedRows rejected(out);
    EXPECT_TRUE(read_catalogue(
        {.name = file},
        {.header = [&](const SourceHeader& header) { rejected.begin(header); },
         .row = [](const ImportRow&) -> Result<void> { return {}; },
         .rejected = [&](const SourceRow& row, const Error& why) { rejected.add(row, why); },
         .problem = [](const Error&) {}}));
    EXPECT_TRUE(rejected.finish());
    return read_file(out).value_or("");
  }

  support::TempDir folder_;
};

TEST_F(RejectedRowsTest, HoldsTheHeaderTheRowsAndTheReasons) {
  const std::string left = left_over("title;writer_1_name;writer_1_share\nA;Ann;50\nB;Bob;100\n");
  EXPECT_THAT(left, HasSubstr("title;writer_1_name;writer_1_share;import_error\r\nA;Ann;50;"));
  EXPECT_THAT(left, HasSubstr("they add up to 50.00"));
  EXPECT_THAT(left, testing::Not(HasSubstr("Bob")));
}

TEST_F(RejectedRowsTest, CanBeImportedAgainOnceMended) {
  std::string left = left_over("title,writer_1_name,writer_1_share\nA,Ann,50\n");
  EXPECT_EQ(left_over(left), left_over(left_over(left))) << "a second reason takes its place";
  left.replace(left.find(",50,"), 4, ",100,");
  std::filesystem::remove(folder_ / "errors.csv");
  EXPECT_EQ(left_over(left), "") << "nothing is left, and no file is written";
}

TEST_F(RejectedRowsTest, KeepsRowsThatCannotBeTakenApart) {
  EXPECT_THAT(left_over("title,isrc\nA\n\"q\"r,2\n"), HasSubstr("\r\nA\r\n\"q\"r,2\r\n"));
}

}  // namespace
}  // namespace engine::catalogue

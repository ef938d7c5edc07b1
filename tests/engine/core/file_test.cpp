#include "engine/core/file.h"

#include "tests/support/temp_dir.h"

#include <unistd.h>

#include <cerrno>

namespace engine {
namespace {

using testing::HasSubstr;

class FileTest : public testing::Test {
 protected:
  /// Names of everything in the folder.
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      names.push_back(entry.path().filename().string());
    }
    return names;
  }

  support::TempDir folder_;
  std::filesystem::path file_ = folder_ / "file.bin";
};

TEST_F(FileTest, IsReadBackAsItWasWritten) {
  std::string content(200'000, '\0');
  for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>(i * 31 % 251);
  ASSERT_TRUE(write_file(file_, content));
  EXPECT_EQ(read_file(file_).value_or(""), content);
}

TEST_F(FileTest, MayBeEmpty) {
  ASSERT_TRUE(write_file(file_, ""));
  EXPECT_EQ(read_file(file_).value_or("not read"), "");
}

TEST_F(FileTest, IsReplacedWholeAndLeavesNothingBesideIt) {
  ASSERT_TRUE(write_file(file_, "a longer first content"));
  ASSERT_TRUE(write_file(file_, "second"));
  EXPECT_EQ(read_file(file_).value_or(""), "second");
  EXPECT_THAT(names(), testing::ElementsAre("file.bin"));
}

TEST_F(FileTest, KeepsItsReadersOnWhatTheyOpened) {
  ASSERT_TRUE(write_file(file_, "first"));
  std::FILE* const reader = std::fopen(file_.c_str(), "rb");
  ASSERT_NE(reader, nullptr);
  ASSERT_TRUE(write_file(file_, "other"));
  char content[6] = {};
  EXPECT_EQ(std::fread(content, 1, 5, reader), 5U);
  std::fclose(reader);
  EXPECT_STREQ(content, "first");
}

TEST_F(FileTest, IsNamedWhenItIsNotThere) {
  const auto content = read_file(file_);
  ASSERT_FALSE(content);
  EXPECT_EQ(content.error().code(), Errc::kNotFound);
  EXPECT_THAT(content.error().message(), HasSubstr(file_.string()));
}

TEST_F(FileTest, IsRefusedWhenItIsAFolder) {
  EXPECT_EQ(read_file(folder_.path()).error().code(), Errc::kInvalidInput);
}

TEST_F(FileTest, IsRefusedAboveTheSizeAllowed) {
  ASSERT_TRUE(write_file(file_, std::string(100'001, 'x')));
  EXPECT_EQ(read_file(file_, 100'001).value_or("").size(), 100'001U);
  const auto content = read_file(file_, 100'000);
  ASSERT_FALSE(content);
  EXPECT_EQ(content.error().code(), Errc::kInvalidInput);
  EXPECT_THAT(content.error().message(), HasSubstr("100000"));
}

TEST_F(FileTest, IsNotWrittenIntoAFolderThatIsNotThere) {
  const auto written = write_file(folder_ / "missing" / "file.bin", "x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code(), Errc::kNotFound);
}

TEST_F(FileTest, StaysAsItWasWhenWritingFails) {
  std::filesystem::create_directory(file_);  // A folder is in the way of the rename.
  EXPECT_FALSE(write_file(file_, "x"));
  EXPECT_THAT(names(), testing::ElementsAre("file.bin"));
}

TEST_F(FileTest, TellsARefusalOfTheSystemFromAFailure) {
  EXPECT_EQ(file_error(file_, EACCES).code(), Errc::kNotPermitted);
  EXPECT_EQ(file_error(file_, EPERM).code(), Errc::kNotPermitted);
  EXPECT_EQ(file_error(file_, ENOTDIR).code(), Errc::kNotFound);
  EXPECT_EQ(file_error(file_, EIO).code(), Errc::kUnavailable);
  EXPECT_THAT(file_error(file_, EIO).message(), HasSubstr(file_.string()));
}

}  // namespace
}  // namespace engine

#include "engine/run/media_files.h"

#include "tests/support/temp_dir.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace engine::run {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::SizeIs;

void touch(const fs::path& path) { std::ofstream(path) << "x"; }

TEST(MediaItems, OpenFoldersUpAndKeepTheOrderOfTheWords) {
  const support::TempDir dir;
  fs::create_directories(dir / "folder/inner");
  touch(dir / "folder/b.mp4");
  touch(dir / "folder/inner/a.wav");
  touch(dir / "folder/cover.jpg");
  touch(dir / "z.xyz");
  const std::vector<std::string> words{(dir / "z.xyz").string(), (dir / "folder").string(),
                                       "http://example.org/a.mp4"};
  std::vector<std::string> given;
  for (const MediaItem& item : media_items(words)) {
    EXPECT_FALSE(item.refused) << item.given;
    given.push_back(item.given);
  }
  EXPECT_THAT(given,
              ElementsAre((dir / "z.xyz").string(), (dir / "folder/b.mp4").string(),
                          (dir / "folder/inner/a.wav").string(), "http://example.org/a.mp4"));
}

TEST(MediaItems, RefuseWhatIsNotThereUnderTheNameItWasGiven) {
  const std::vector<std::string> words{"no/such/file.mp4"};
  const auto items = media_items(words);
  ASSERT_THAT(items, SizeIs(1));
  EXPECT_EQ(items[0].given, "no/such/file.mp4");
  EXPECT_EQ(items[0].refused->code(), Errc::kNotFound);
}

TEST(MediaItems, TakeStandardInputOnce) {
  const std::vector<std::string> words{"-", "-"};
  const auto items = media_items(words);
  ASSERT_THAT(items, SizeIs(2));
  EXPECT_FALSE(items[0].refused);
  EXPECT_EQ(items[1].refused->code(), Errc::kUsage);
}

TEST(AbsolutePath, TakesDotsOutAndLeavesUrlsAlone) {
  EXPECT_EQ(absolute_path("/a/./b/../c.mp4"), "/a/c.mp4");
  EXPECT_EQ(absolute_path("https://example.org/a/../b"), "https://example.org/a/../b");
  EXPECT_EQ(absolute_path("-"), "-");
  EXPECT_EQ(absolute_path("x.mp4"), (fs::current_path() / "x.mp4").string());
}

TEST(CanonicalPath, FollowsLinks) {
  const support::TempDir dir;
  touch(dir / "real.mp4");
  fs::create_symlink(dir / "real.mp4", dir / "link.mp4");
  EXPECT_EQ(canonical_path((dir / "link.mp4").string()), fs::canonical(dir / "real.mp4").string());
  EXPECT_EQ(canonical_path("/no/such/../file"), "/no/file");
}

TEST(FileState, ChangesWithSizeAndTime) {
  const support::TempDir dir;
  const fs::path path = dir / "a.mp4";
  touch(path);
  const auto before = file_state(path.string());
  ASSERT_TRUE(before);
  EXPECT_EQ(before->size_bytes, 1U);
  EXPECT_EQ(file_state(path.string()), before);
  fs::last_write_time(path, fs::last_write_time(path) + std::chrono::nanoseconds(1000));
  const auto later = file_state(path.string());
  EXPECT_EQ(later->modified_ns, before->modified_ns + 1000);
}

TEST(FileState, IsUnknownForWhatIsNoFile) {
  const support::TempDir dir;
  EXPECT_FALSE(file_state("-"));
  EXPECT_FALSE(file_state("http://example.org/a.mp4"));
  EXPECT_FALSE(file_state(dir.path().string()));
  EXPECT_FALSE(file_state((dir / "gone").string()));
}

TEST(Pipe, IsStandardInputAndNamedPipes) {
  const support::TempDir dir;
  ASSERT_EQ(::mkfifo((dir / "pipe").c_str(), 0600), 0);
  touch(dir / "file");
  EXPECT_TRUE(is_pipe("-"));
  EXPECT_TRUE(is_pipe((dir / "pipe").string()));
  EXPECT_FALSE(is_pipe((dir / "file").string()));
  EXPECT_FALSE(is_pipe((dir / "gone").string()));
}

}  // namespace
}  // namespace engine::run

// Each state of each file is told once, when it has settled. Real files and the real kernel; pauses
// are short, and what must not come is waited for longer than what must.
#include "engine/run/watch/folder_watch.h"

#include "tests/support/temp_dir.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

namespace engine::run {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr milliseconds kSettle{60};
constexpr milliseconds kLong{10'000};   // For what must come: it ends the wait.
constexpr milliseconds kQuiet{3 * 60};  // For what must not.
constexpr milliseconds kNever{3'600'000};

void write(const fs::path& path, std::string_view text) { std::ofstream(path) << text; }

class FolderWatchTest : public testing::Test {
 protected:
  FolderWatchTest() { fs::create_directory(folder); }

  FolderWatch open(milliseconds rescan = kNever) const {
    auto watch = FolderWatch::open({{folder.string()}, kSettle, rescan});
    if (!watch) throw std::runtime_error(watch.error().message());
    return *std::move(watch);
  }
  static std::vector<std::string> next(FolderWatch& watch, milliseconds at_most = kLong) {
    auto paths = watch.next(at_most);
    if (!paths) throw std::runtime_error(paths.error().message());
    return *std::move(paths);
  }
  std::string path(const std::string& name) const { return (folder / name).string(); }

  support::TempDir outside;
  fs::path folder = fs::canonical(outside.path()) / "watched";
};

TEST_F(FolderWatchTest, TellsWhatIsThereAndThenWhatComes) {
  write(folder / "b.mp4", "1");
  write(folder / "a.wav", "1");
  write(folder / "notes.txt", "1");
  FolderWatch watch = open();
  EXPECT_THAT(next(watch), ElementsAre(path("a.wav"), path("b.mp4")));
  EXPECT_TRUE(watch.idle());
  EXPECT_THAT(next(watch, kQuiet), IsEmpty());
  write(folder / "c.mkv", "1");
  EXPECT_THAT(next(watch), ElementsAre(path("c.mkv")));
  EXPECT_THAT(next(watch, kQuiet), IsEmpty());
}

TEST_F(FolderWatchTest, TellsAgainOnlyOfWhatHasChanged) {
  write(folder / "a.mp4", "1");
  FolderWatch watch = open();
  EXPECT_THAT(next(watch), ElementsAre(path("a.mp4")));
  write(folder / "a.mp4", "twice as much");
  EXPECT_THAT(next(watch), ElementsAre(path("a.mp4")));
  { std::ofstream touched(folder / "a.mp4", std::ios::app); }  // Opened and closed, nothing more.
  EXPECT_THAT(next(watch, kQuiet), IsEmpty());
}

TEST_F(FolderWatchTest, AFileThatIsBeingWrittenIsLeftAlone) {
  FolderWatch watch = open();
  EXPECT_THAT(next(watch, milliseconds{0}), IsEmpty());
  const int file = ::open(path("slow.mp4").c_str(), O_CREAT | O_WRONLY, 0644);
  for (int part = 0; part < 3; ++part) {
    ASSERT_EQ(::write(file, "part", 4), 4);
    EXPECT_THAT(next(watch, kQuiet), IsEmpty());
    EXPECT_FALSE(watch.idle());
  }
  ::close(file);
  EXPECT_THAT(next(watch), ElementsAre(path("slow.mp4")));
}

TEST_F(FolderWatchTest, ADownloadCountsWhenItHasItsName) {
  FolderWatch watch = open();
  EXPECT_THAT(next(watch, milliseconds{0}), IsEmpty());
  for (const char* name : {"film.mp4.part", "film.mp4.crdownload", "film.mp4.tmp", ".film.mp4"}) {
    write(folder / name, "1");
  }
  EXPECT_THAT(next(watch, kQuiet), IsEmpty());
  fs::rename(folder / "film.mp4.part", folder / "film.mp4");
  EXPECT_THAT(next(watch), ElementsAre(path("film.mp4")));
}

TEST_F(FolderWatchTest, WhatIsSaidBesideAVideoCountsAsAChange) {
  write(folder / "a.mp4", "1");
  write(folder / "ab.mp4", "1");
  FolderWatch watch = open();
  EXPECT_THAT(next(watch), SizeIs(2));
  write(folder / "a.json", "{}");
  EXPECT_THAT(next(watch), ElementsAre(path("a.mp4")));
  write(folder / "a.json", R"({"title": "A"})");
  EXPECT_THAT(next(watch), ElementsAre(path("a.mp4")));
  write(folder / "ab.mp4.json", "{}");
  EXPECT_THAT(next(watch), ElementsAre(path("ab.mp4")));
  write(folder / "c.json", "{}");
  EXPECT_THAT(next(watch, kQuiet), IsEmpty());
}

TEST_F(FolderWatchTest, FoldersThatComeAreWatchedWithAllInThem) {
  FolderWatch watch = open();
  EXPECT_THAT(next(watch, milliseconds{0}), IsEmpty());
  fs::create_directories(outside / "new" / "deep");
  write(outside / "new" / "deep" / "a.mp4", "1");
  fs::rename(outside / "new", folder / "new");
  EXPECT_THAT(next(watch), ElementsAre(path("new/deep/a.mp4")));
  write(folder / "new" / "deep" / "b.mp4", "1");
  EXPECT_THAT(next(watch), ElementsAre(path("new/deep/b.mp4")));
  fs::rename(folder / "new", folder / "named");
  EXPECT_THAT(next(watch), ElementsAre(path("named/deep/a.mp4"), path("named/deep/b.mp4")));
}

TEST_F(FolderWatchTest, WhatIsTakenAwayIsForgotten) {
  FolderWatch watch = open();
  EXPECT_THAT(next(watch, milliseconds{0}), IsEmpty());
  write(folder / "a.mp4", "1");
  EXPECT_THAT(next(watch), SizeIs(1));
  fs::remove(folder / "a.mp4");
  EXPECT_THAT(next(watch, kQuiet), IsEmpty());
  EXPECT_EQ(watch.file_count(), 0U);
  write(folder / "a.mp4", "1");
  EXPECT_THAT(next(watch), SizeIs(1));
}

TEST_F(FolderWatchTest, AThousandFilesAreEachToldOnce) {
  FolderWatch watch = open();
  EXPECT_THAT(next(watch, milliseconds{0}), IsEmpty());
  constexpr std::size_t kFiles = 1000;
  for (std::size_t i = 0; i < kFiles; ++i) write(folder / (std::to_string(i) + ".mp3"), "1");
  std::vector<std::string> told;
  while (told.size() < kFiles) {
    const std::vector<std::string> some = next(watch);
    ASSERT_THAT(some, testing::Not(IsEmpty()));
    told.insert(told.end(), some.begin(), some.end());
  }
  EXPECT_EQ(std::set<std::string>(told.begin(), told.end()).size(), kFiles);
  EXPECT_THAT(next(watch, kQuiet), IsEmpty());
}

/// As a network file system does: nothing is told. Links are watched by nobody here.
TEST_F(FolderWatchTest, ARescanFindsWhatTheKernelDoesNotTell) {
  fs::create_directory(outside / "elsewhere");
  write(outside / "elsewhere" / "film.mp4", "1");
  fs::create_symlink(outside / "elsewhere" / "film.mp4", folder / "film.mp4");
  FolderWatch watch = open(milliseconds{20});
  EXPECT_THAT(next(watch), ElementsAre(path("film.mp4")));
  write(outside / "elsewhere" / "film.mp4", "a longer cut");
  EXPECT_THAT(next(watch), ElementsAre(path("film.mp4")));
}

TEST_F(FolderWatchTest, OnlyFoldersAreWatched) {
  write(folder / "a.mp4", "1");
  const auto file = FolderWatch::open({{path("a.mp4")}, kSettle, kNever});
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code(), Errc::kInvalidInput);
  const auto nothing = FolderWatch::open({{path("gone")}, kSettle, kNever});
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().code(), Errc::kNotFound);
}

}  // namespace
}  // namespace engine::run

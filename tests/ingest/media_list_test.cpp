#include "ingest/media_list.h"

#include "tests/support/temp_dir.h"

#include <filesystem>
#include <fstream>

namespace ingest {
namespace {

namespace fs = std::filesystem;
using engine::Errc;
using testing::ElementsAre;

void touch(const fs::path& path) {
  fs::create_directories(path.parent_path());
  std::ofstream(path) << "x";
}

std::vector<std::string> names(const std::vector<engine::Result<std::string>>& list,
                               const fs::path& below) {
  std::vector<std::string> found;
  for (const auto& entry : list) {
    found.push_back(entry ? fs::path(*entry).lexically_relative(below).string()
                          : std::string(engine::error_name(entry.error().code())));
  }
  return found;
}

TEST(MediaList, AFolderIsTheMediaInItAndBelowInByteOrder) {
  const support::TempDir folder;
  for (const char* const name :
       {"b.mp4", "B.MP3", "a/z.flac", "a/y.ctfp", "notes.txt", "noending"}) {
    touch(folder / name);
  }
  EXPECT_THAT(names(list_media({folder.path().string()}), folder.path()),
              ElementsAre("B.MP3", "a/y.ctfp", "a/z.flac", "b.mp4"));
}

TEST(MediaList, HiddenFilesAndFoldersAreSkipped) {
  const support::TempDir folder;
  for (const char* const name : {".hidden.mp4", ".cache/a.mp4", "seen.mp4"}) touch(folder / name);
  EXPECT_THAT(names(list_media({folder.path().string()}), folder.path()), ElementsAre("seen.mp4"));
}

TEST(MediaList, AFileNamedExplicitlyIsTakenWhateverItsEnding) {
  const support::TempDir folder;
  for (const char* const name : {"a.bin", ".hidden"}) touch(folder / name);
  EXPECT_THAT(names(list_media({folder / "a.bin", folder / ".hidden"}), folder.path()),
              ElementsAre("a.bin", ".hidden"));
}

TEST(MediaList, EntriesKeepTheOrderOfTheCommandLine) {
  const support::TempDir folder;
  for (const char* const name : {"2/b.mp4", "1/a.mp4"}) touch(folder / name);
  EXPECT_THAT(names(list_media({folder / "2", folder / "1"}), folder.path()),
              ElementsAre("2/b.mp4", "1/a.mp4"));
}

TEST(MediaList, UrlsAndStandardInputPassThrough) {
  const auto list = list_media({"https://example.org/a?b=c", "-"});
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0], "https://example.org/a?b=c");
  EXPECT_EQ(list[1], "-");
}

TEST(MediaList, AMissingPathIsOneFailedEntryAmongOthers) {
  const support::TempDir folder;
  touch(folder / "a.mp4");
  const auto list = list_media({folder / "none.mp4", folder / "a.mp4"});
  EXPECT_THAT(names(list, folder.path()), ElementsAre("not_found", "a.mp4"));
  EXPECT_THAT(list[0].error().message(), testing::HasSubstr("none.mp4"));
}

TEST(MediaList, AFolderWithoutMediaIsOneFailedEntry) {
  const support::TempDir folder;
  touch(folder / "empty/readme.txt");
  const auto list = list_media({folder / "empty"});
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].error().code(), Errc::kInvalidInput);
  EXPECT_THAT(list[0].error().message(), testing::HasSubstr("no media"));
}

TEST(MediaList, LinksThatLeadBackUpHaveAnEnd) {
  const support::TempDir folder;
  touch(folder / "a/song.mp3");
  fs::create_directory_symlink(folder.path(), folder / "a/up");
  fs::create_directory_symlink(folder / "a", folder / "b");
  EXPECT_THAT(names(list_media({folder.path().string()}), folder.path()),
              ElementsAre("a/song.mp3"));
}

TEST(MediaList, ABrokenLinkIsPassedOver) {
  const support::TempDir folder;
  touch(folder / "a.mp3");
  fs::create_symlink(folder / "nowhere.mp3", folder / "b.mp3");
  EXPECT_THAT(names(list_media({folder.path().string()}), folder.path()), ElementsAre("a.mp3"));
}

TEST(MediaList, OnlyWhatFollowsTheLastDotIsAnEnding) {
  EXPECT_TRUE(has_media_ending("a.tar.Opus"));
  EXPECT_FALSE(has_media_ending("mp3"));
  EXPECT_FALSE(has_media_ending(".mp3"));
  EXPECT_FALSE(has_media_ending("a.mp3.part"));
  EXPECT_FALSE(has_media_ending("a."));
}

}  // namespace
}  // namespace ingest

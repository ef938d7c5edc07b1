#include "engine/run/workspace.h"

#include "engine/core/fingerprint_record.h"
#include "engine/run/pipeline.h"
#include "tests/support/temp_dir.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace engine::run {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::SizeIs;

/// The variables that choose a workspace, as a test wants them; as they were afterwards.
class Environment {
 public:
  Environment() {
    for (const char* name : kNames) {
      const char* const value = std::getenv(name);
      before_.push_back(value == nullptr ? std::nullopt : std::optional<std::string>(value));
      ::unsetenv(name);
    }
  }
  ~Environment() {
    for (std::size_t i = 0; i < before_.size(); ++i) {
      if (before_[i]) {
        ::setenv(kNames[i], before_[i]->c_str(), 1);
      } else {
        ::unsetenv(kNames[i]);
      }
    }
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

  void set(const char* name, const std::string& value) { ::setenv(name, value.c_str(), 1); }

 private:
  static constexpr std::array kNames{"CUETRACE_WORKSPACE", "XDG_DATA_HOME", "HOME"};
  std::vector<std::optional<std::string>> before_;
};

TEST(WorkspaceFolder, IsWhatIsNamedElseTheEnvironmentsElseInTheHome) {
  Environment environment;
  environment.set("HOME", "/home/ann");
  EXPECT_EQ(workspace_folder({}), fs::path("/home/ann/.local/share/cuetrace"));
  environment.set("XDG_DATA_HOME", "relative/is/ignored");
  EXPECT_EQ(workspace_folder({}), fs::path("/home/ann/.local/share/cuetrace"));
  environment.set("XDG_DATA_HOME", "/data");
  EXPECT_EQ(workspace_folder({}), fs::path("/data/cuetrace"));
  environment.set("CUETRACE_WORKSPACE", "/srv/music");
  EXPECT_EQ(workspace_folder({}), fs::path("/srv/music"));
  EXPECT_EQ(workspace_folder("/named/../other"), fs::path("/other"));
}

TEST(WorkspaceFolder, HasToBeNamedWhereThereIsNoHome) {
  Environment environment;
  EXPECT_EQ(workspace_folder({}).error().code(), Errc::kUsage);
  EXPECT_EQ(workspace_folder("").error().code(), Errc::kUsage);
}

/// Enough peaks that the index takes it for sound; `seed` makes it another track.
FingerprintedMedia made_up_media(std::uint32_t seed) {
  FingerprintedMedia media;
  media.facts.location = "/music/" + std::to_string(seed) + ".flac";
  media.facts.tags = {{"title", "Song " + std::to_string(seed)}, {"composer", "Ann Author"}};
  media.fingerprint.duration = std::chrono::seconds(10);
  std::uint32_t state = seed;
  for (std::uint32_t frame = 0; frame < 600; frame += 2) {
    state = state * 1664525 + 1013904223;
    const auto frequency = static_cast<std::uint16_t>(200 + state % 3000);
    media.fingerprint.mid.peaks.push_back({frame, frequency, 200, 0});
  }
  return media;
}

class WorkspaceTest : public testing::Test {
 protected:
  Result<Workspace> open() { return Workspace::open_for_writing(folder()); }
  std::string folder() const { return (dir / "a workspace").string(); }

  support::TempDir dir;
};

TEST_F(WorkspaceTest, IsMadeByTheFirstWriter) {
  ASSERT_TRUE(open());
  EXPECT_TRUE(fs::exists(fs::path(folder()) / "ledger.db"));
  EXPECT_TRUE(fs::is_directory(fs::path(folder()) / "index"));
  EXPECT_TRUE(Records::open_for_reading(folder()));
}

TEST_F(WorkspaceTest, IsNotMadeByReaders) {
  const auto records = Records::open_for_reading(folder());
  ASSERT_FALSE(records);
  EXPECT_EQ(records.error().code(), Errc::kNoWorkspace);
  EXPECT_THAT(records.error().message(), HasSubstr(folder() + ": no workspace here"));
  EXPECT_FALSE(fs::exists(folder()));
}

TEST_F(WorkspaceTest, IsNotMadeByThoseWhoOnlyTakeOut) {
  const auto workspace = Workspace::open_for_writing(folder(), Workspace::IfAbsent::kRefuse);
  ASSERT_FALSE(workspace);
  EXPECT_EQ(workspace.error().code(), Errc::kNoWorkspace);
  EXPECT_FALSE(fs::exists(folder()));
}

TEST_F(WorkspaceTest, HasOneWriterAtATimeAndNamesIt) {
  const auto first = open();
  ASSERT_TRUE(first);
  const auto second = open();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code(), Errc::kLocked);
  EXPECT_EQ(second.error().message(), folder() + ": process " + std::to_string(::getpid()) +
                                          " is writing to this workspace; wait for it or stop it");
}

TEST_F(WorkspaceTest, IsFreeAgainOnceItsWriterIsGone) {
  ASSERT_TRUE(open());
  EXPECT_TRUE(open());
}

TEST_F(WorkspaceTest, IsReadWhileItIsWritten) {
  auto writer = open();
  ASSERT_TRUE(writer);
  const auto media = made_up_media(1);
  ASSERT_TRUE(writer->catalogue().put_track(track_id_of(media.fingerprint), media.facts,
                                            media.fingerprint.duration));
  auto reader = Records::open_for_reading(folder());
  ASSERT_TRUE(reader) << reader.error().message();
  EXPECT_THAT(reader->catalogue().list().value(), SizeIs(1));
}

TEST_F(WorkspaceTest, GivesATrackThatACrashLeftInTheIndexItsRow) {
  const auto media = made_up_media(1);
  {
    auto crashed = open();
    ASSERT_TRUE(crashed);
    ASSERT_TRUE(crashed->index().add(media));
  }
  auto workspace = open();
  ASSERT_TRUE(workspace);
  const auto recording = workspace->catalogue().find(track_id_of(media.fingerprint));
  ASSERT_TRUE(recording && *recording);
  EXPECT_EQ((*recording)->title, "Song 1");
  EXPECT_EQ((*recording)->path, "/music/1.flac");
  EXPECT_EQ((*recording)->duration, media.fingerprint.duration);
}

TEST_F(WorkspaceTest, KnowsWhoseKinACrashLeftUnsoughtAndTheNextBatchSeeksThem) {
  const auto media = made_up_media(1);
  auto copy = media;
  copy.fingerprint.mid.peaks.erase(copy.fingerprint.mid.peaks.begin() + 7);
  const TrackId id = track_id_of(media.fingerprint);
  {
    auto crashed = open();
    ASSERT_TRUE(crashed);
    ASSERT_TRUE(crashed->index().add(media));
    ASSERT_TRUE(crashed->index().add(copy));
    ASSERT_TRUE(crashed->catalogue().put_track(id, media.facts, media.fingerprint.duration));
    EXPECT_THAT(crashed->catalogue().kin(id).value(), SizeIs(0));
  }
  auto workspace = open();
  ASSERT_TRUE(workspace);
  EXPECT_THAT(workspace->tracks_with_kin_due().value(), SizeIs(2));
  ASSERT_TRUE(add_tracks(*workspace, {}, {}));
  EXPECT_THAT(workspace->tracks_with_kin_due().value(), SizeIs(0));
  const auto kin = workspace->catalogue().kin(id);
  ASSERT_TRUE(kin);
  ASSERT_THAT(*kin, SizeIs(1));
  EXPECT_EQ(kin->front().other_than(id), track_id_of(copy.fingerprint));
  EXPECT_EQ(kin->front().kind, KinshipKind::kDuplicate);
}

TEST_F(WorkspaceTest, KeepsTheCatalogueWhenTheIndexIsLost) {
  const auto media = made_up_media(1);
  const TrackId id = track_id_of(media.fingerprint);
  {
    auto workspace = open();
    ASSERT_TRUE(workspace);
    ASSERT_TRUE(workspace->index().add(media));
    ASSERT_TRUE(workspace->catalogue().put_track(id, media.facts, media.fingerprint.duration));
    EXPECT_EQ(workspace->tracks_without_sound(), 0U);
  }
  fs::remove_all(fs::path(folder()) / "index");
  auto workspace = open();
  ASSERT_TRUE(workspace);
  EXPECT_EQ(workspace->tracks_without_sound(), 1U);
  EXPECT_THAT(workspace->catalogue().list().value(), SizeIs(1));
}

TEST_F(WorkspaceTest, OfANewerCuetraceIsRefused) {
  ASSERT_TRUE(open());
  {
    auto database =
        storage::Database::open(fs::path(folder()) / "ledger.db", storage::Access::kWrite);
    ASSERT_TRUE(database);
    ASSERT_TRUE(database->run("UPDATE schema_version SET version = version + 1"));
  }
  EXPECT_EQ(open().error().code(), Errc::kNewerFormat);
  EXPECT_EQ(Records::open_for_reading(folder()).error().code(), Errc::kNewerFormat);
}

TEST_F(WorkspaceTest, SaysWhenAFileIsInItsPlace) {
  std::ofstream(folder()) << "x";
  const auto workspace = open();
  ASSERT_FALSE(workspace);
  EXPECT_EQ(workspace.error().code(), Errc::kInvalidInput);
  EXPECT_THAT(workspace.error().message(), HasSubstr("is a file; a workspace is a folder"));
}

}  // namespace
}  // namespace engine::run

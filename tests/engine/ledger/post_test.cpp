#include "tests/engine/ledger/ledger_fixture.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <limits>

namespace engine::ledger {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class PostTest : public LedgerTest {
 protected:
  void expect_on_record(const ScanResult& scan) const {
    const auto found = must(ledger_.find_scan(scan.id));
    ASSERT_TRUE(found);
    expect_equal(*found, scan);
  }
};

TEST_F(PostTest, FindsNoScanThatWasNotPosted) {
  EXPECT_FALSE(must(ledger_.find_scan(id_of<ScanId>(1))));
}

TEST_F(PostTest, GivesAScanBackAsItWasPosted) {
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 10, 20), match_of(2, 15, 40)};
  scan.matches[0].method = MatchMethod::kChromaprint;
  scan.matches[0].alternatives = {{id_of<TrackId>(9), 410'000}, {id_of<TrackId>(3), 399'999}};
  scan.matches[1].alternatives = {{id_of<TrackId>(1), 7}};
  scan.note = SoundNote{SoundNoteKind::kNoise};
  scan.unknown_music = {{from_ms(40'000), from_ms(52'000)},
                        {MediaTime{52'000'001}, from_ms(61'000)}};
  post(scan);
  expect_on_record(scan);
}

TEST_F(PostTest, GivesTheWidestNumbersBack) {
  constexpr auto kLeast = std::numeric_limits<std::int32_t>::min();
  constexpr auto kMost = std::numeric_limits<std::int32_t>::max();
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.video.size_bytes = std::numeric_limits<std::uint64_t>::max();
  scan.video.modified_ns = std::numeric_limits<std::int64_t>::min();
  scan.video.duration = MediaTime::max();
  Match match = match_of(255, 0, 1);
  match.in_video = {MediaTime::min(), MediaTime::max()};
  match.in_track = {MediaTime{-1}, MediaTime{1}};
  match.speed_ppm = kMost;
  match.pitch_cents = kLeast;
  match.level_tenth_db = kLeast;
  match.confidence_ppm = kMost;
  match.evidence = {kMost, kLeast, kMost, kLeast};
  match.alternatives = {{id_of<TrackId>(0), kLeast}};
  scan.matches = {match};
  post(scan);
  expect_on_record(scan);
}

TEST_F(PostTest, GivesTextOfAnyKindBack) {
  ScanResult scan = failed_scan_of(1, "it's \"naïve\"; drop table scan; -- \xFF.mp4", 1);
  scan.video.title = std::string("a\0b\n", 4);
  post(scan);
  expect_on_record(scan);
}

TEST_F(PostTest, GivesEveryKindOfErrorBack) {
  std::uint8_t number = 1;
  for (const Errc code :
       {Errc::kUsage, Errc::kNotFound, Errc::kNotPermitted, Errc::kInvalidInput, Errc::kNoAudio,
        Errc::kTruncated, Errc::kTooShort, Errc::kSilent, Errc::kCorrupt, Errc::kUnsupported,
        Errc::kNewerFormat, Errc::kNoWorkspace, Errc::kLocked, Errc::kUnavailable,
        Errc::kRemoteUnreachable, Errc::kInterrupted}) {
    ScanResult scan = failed_scan_of(number, "a.mp4", number);
    scan.error.emplace(code, std::string(error_name(code)) + ": what to do");
    post(scan);
    expect_on_record(scan);
    ++number;
  }
}

TEST_F(PostTest, ChangesNothingTheSecondTime) {
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 10, 20)};
  scan.unknown_music = {{from_ms(30'000), from_ms(40'000)}};
  post(scan);
  post(scan, "2027-01-01T00:00:00Z");
  expect_on_record(scan);
  EXPECT_THAT(used_tracks(), ElementsAre(id_of<TrackId>(1)));
  EXPECT_EQ(must(ledger_.videos()).size(), 1U);
}

TEST_F(PostTest, KeepsWhatAFinishedScanSaysWhateverIsPostedUnderItsId) {
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 10, 20)};
  post(scan);
  post(failed_scan_of(1, "a.mp4", 1));
  expect_on_record(scan);
}

TEST_F(PostTest, CountsTheNewestScanOfAVideoAndKeepsTheOneBefore) {
  ScanResult before = scan_of(1, "a.mp4", 1);
  before.matches = {match_of(1, 10, 20)};
  ScanResult after = scan_of(2, "a.mp4", 1);
  after.video.title = "Renamed";
  after.matches = {match_of(2, 10, 20), match_of(3, 30, 40)};
  post(before);
  post(after, "2020-01-01T00:00:00Z");  // The order of posting counts, not the clock.
  EXPECT_THAT(used_tracks(), ElementsAre(id_of<TrackId>(2), id_of<TrackId>(3)));
  EXPECT_EQ(must(ledger_.videos()), std::vector{after.video});
  EXPECT_EQ(must(ledger_.find_video(after.video.id)), after.video);
  expect_on_record(before);
}

TEST_F(PostTest, MakesAScanCurrentAgainThatIsPostedAgain) {
  ScanResult first = scan_of(1, "a.mp4", 1);
  first.matches = {match_of(1, 10, 20)};
  post(first);
  post(scan_of(2, "a.mp4", 1));
  EXPECT_THAT(used_tracks(), IsEmpty());
  post(first);
  EXPECT_THAT(used_tracks(), ElementsAre(id_of<TrackId>(1)));
}

TEST_F(PostTest, RecordsAVideoThatFailed) {
  const ScanResult failed = failed_scan_of(1, "a.mp4", 1);
  post(failed);
  expect_on_record(failed);
  EXPECT_EQ(must(ledger_.find_video(failed.video.id)), failed.video);
}

TEST_F(PostTest, ReplacesAFailedScanByALaterOneOfTheSameId) {
  post(failed_scan_of(1, "a.mp4", 1));
  ScanResult retried = scan_of(1, "a.mp4", 1);
  retried.matches = {match_of(1, 10, 20)};
  post(retried);
  expect_on_record(retried);
  EXPECT_THAT(used_tracks(), ElementsAre(id_of<TrackId>(1)));
  EXPECT_EQ(must(ledger_.videos()), std::vector{retried.video});
}

TEST_F(PostTest, ReplacesAlsoWhatWasFoundBeforeAScanFailed) {
  ScanResult failed = failed_scan_of(1, "a.mp4", 1);
  failed.matches = {match_of(1, 10, 20)};
  failed.matches[0].alternatives = {{id_of<TrackId>(2), 1}};
  failed.unknown_music = {{from_ms(0), from_ms(1'000)}};
  post(failed);
  expect_on_record(failed);
  ScanResult retried = scan_of(1, "a.mp4", 1);
  retried.matches = {match_of(3, 10, 20)};
  post(retried);
  expect_on_record(retried);
}

TEST_F(PostTest, KeepsUsesApartThatDifferInTheirEndsOnly) {
  ScanResult scan = scan_of(1, "a.mp4", 1);
  scan.matches = {match_of(1, 10, 20), match_of(1, 10, 30), match_of(1, 10, 30)};
  post(scan);
  expect_on_record(scan);
}

TEST_F(PostTest, ReplacesAFailureByAnotherFailure) {
  post(failed_scan_of(1, "a.mp4", 1));
  ScanResult again = failed_scan_of(1, "a.mp4", 1);
  again.error.emplace(Errc::kNotPermitted, "/videos/a.mp4: permission denied");
  post(again);
  expect_on_record(again);
}

TEST_F(PostTest, TakesNoUsesAwayWhenALaterScanFails) {
  ScanResult found = scan_of(1, "a.mp4", 1);
  found.matches = {match_of(1, 10, 20)};
  const ScanResult failed = failed_scan_of(2, "a.mp4", 1);
  post(found);
  post(failed);
  EXPECT_THAT(used_tracks(), ElementsAre(id_of<TrackId>(1)));
  EXPECT_EQ(must(ledger_.find_video(found.video.id)), found.video);
  expect_on_record(failed);
}

TEST_F(PostTest, PutsAFinishedScanInThePlaceOfAFailedOne) {
  post(failed_scan_of(1, "a.mp4", 1));
  const ScanResult done = scan_of(2, "a.mp4", 1);
  post(done);
  EXPECT_EQ(must(ledger_.find_video(done.video.id)), done.video);
}

TEST_F(PostTest, CountsWhatWasFoundInAVideoThatIsCutOff) {
  ScanResult whole = scan_of(1, "a.mp4", 1);
  whole.matches = {match_of(1, 10, 20), match_of(2, 50, 60)};
  ScanResult cut = scan_of(2, "a.mp4", 1);
  cut.complete = false;
  cut.error.emplace(Errc::kTruncated, "/videos/a.mp4: ends at 0:30 of 1:01");
  cut.matches = {match_of(1, 10, 20)};
  post(whole);
  post(cut);
  expect_on_record(cut);
  EXPECT_THAT(used_tracks(), ElementsAre(id_of<TrackId>(1)));
}

TEST_F(PostTest, KeepsVideosApartThatHaveTheSameSound) {
  for (const auto number : std::initializer_list<std::uint8_t>{1, 2}) {
    ScanResult scan = scan_of(number, std::to_string(number) + ".mp4", number);
    scan.matches = {match_of(1, 10, 20)};
    post(scan);
  }
  const auto uses = must(ledger_.uses());
  ASSERT_EQ(uses.size(), 2U);
  EXPECT_NE(uses[0].id, uses[1].id);
}

TEST_F(PostTest, KnowsTheScansOfTheProcessBefore) {
  const ScanResult scan = scan_of(1, "a.mp4", 1);
  post(scan);
  storage::Database other = open_database(storage::Access::kRead);
  const auto found = must(open(other).find_scan(scan.id));
  ASSERT_TRUE(found);
  expect_equal(*found, scan);
}

TEST_F(PostTest, PostsOnlyWithAWritingConnection) {
  storage::Database reading = open_database(storage::Access::kRead);
  EXPECT_FALSE(open(reading).post(scan_of(1, "a.mp4", 1), kNoon));
  EXPECT_FALSE(must(ledger_.find_scan(id_of<ScanId>(1))));
}

/// Posts in a process that is killed before the transaction around it ends.
void post_and_be_killed(const std::filesystem::path& file, const ScanResult& scan) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto database = storage::Database::open(file, storage::Access::kWrite);
    if (!database) ::_exit(1);
    auto ledger = Ledger::open(*database);
    auto transaction = storage::Transaction::begin(*database);
    if (!ledger || !transaction || !ledger->post(scan, kNoon)) ::_exit(1);
    const bool told = ::write(ready[1], "!", 1) == 1;
    while (told) ::pause();
    ::_exit(1);
  }
  ASSERT_GT(child, 0);
  ::close(ready[1]);
  char signal = 0;
  EXPECT_EQ(::read(ready[0], &signal, 1), 1) << "the child could not post";
  ::close(ready[0]);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

TEST_F(PostTest, HasAllOrNothingOfAScanThatWasKilled) {
  ScanResult before = scan_of(1, "a.mp4", 1);
  before.matches = {match_of(1, 10, 20)};
  ScanResult killed = scan_of(2, "a.mp4", 1);
  killed.matches = {match_of(2, 10, 20)};
  post(before);
  post_and_be_killed(file_, killed);
  EXPECT_FALSE(must(ledger_.find_scan(killed.id)));
  EXPECT_THAT(used_tracks(), ElementsAre(id_of<TrackId>(1)));
  post(killed);
  expect_on_record(killed);
}

TEST_F(PostTest, RefusesALedgerOfANewerCuetrace) {
  must(database_.run("update schema_version set version = version + 1 where component = 'ledger'"));
  const auto refused = Ledger::open(database_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), Errc::kNewerFormat);
  EXPECT_THAT(refused.error().message(), HasSubstr(file_.string()));
}

}  // namespace
}  // namespace engine::ledger

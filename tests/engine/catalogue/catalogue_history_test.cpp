#include "engine/catalogue/catalogue.h"
#include "tests/engine/catalogue/first_column.h"
#include "tests/engine/catalogue/rich_work.h"
#include "tests/support/temp_dir.h"

namespace engine::catalogue {
namespace {

using storage::Access;
using storage::Database;
using storage::Row;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kMonday = "2026-11-16T09:00:00Z";
constexpr const char* kTuesday = "2026-11-17T09:00:00Z";
constexpr const char* kWednesday = "2026-11-18T09:00:00Z";

const TrackId kTrack{{1}};

class CatalogueHistoryTest : public testing::Test {
 protected:
  Recording recording() const {
    Recording one;
    one.id = "R1";
    one.track = kTrack;
    one.title = "Cold Day";
    one.work = rich_work();
    return one;
  }

  PutOutcome put_on(const std::string& now, const Recording& one) {
    now_ = now;
    const auto outcome = catalogue_.put(one);
    EXPECT_TRUE(outcome) << outcome.error().message();
    return outcome.value_or(PutOutcome::kUnchanged);
  }

  std::optional<std::int32_t> first_share(const std::string& as_of) {
    const auto found = catalogue_.find(kTrack, as_of);
    EXPECT_TRUE(found) << found.error().message();
    if (!found || !*found) return std::nullopt;
    return (*found)->work.contributions.at(0).share_bp;
  }

  std::vector<std::string> rows(std::string_view sql) { return first_column(database_, sql); }

  support::TempDir folder_;
  std::string now_ = kMonday;
  Database database_ = *Database::open(folder_ / "ledger.db", Access::kWrite);
  Catalogue catalogue_ = *Catalogue::open(database_, [this] { return now_; });
};

TEST_F(CatalogueHistoryTest, PutsOnRecordWhatASocietyCallsAWork) {
  Acknowledgement told{.work_id = "W1",
                       .title = {},
                       .society = "052",
                       .status = "AS",
                       .number = "9",
                       .iswc = "T-034.524.680-1"};
  EXPECT_EQ(catalogue_.put(told).error().code(), Errc::kNotFound);
  Recording one = recording();
  one.work.iswc.clear();
  put_on(kMonday, one);
  now_ = kTuesday;
  EXPECT_EQ(catalogue_.foresee(told), PutOutcome::kChanged);
  EXPECT_EQ(catalogue_.put(told), PutOutcome::kChanged);
  EXPECT_EQ(catalogue_.put(told), PutOutcome::kUnchanged);
  told.society = "010";
  EXPECT_EQ(catalogue_.put(told), PutOutcome::kChanged);
  Work expected = one.work;
  expected.iswc = "T0345246801";
  expected.numbers = {{.society = "052", .number = "9"}, {.society = "010", .number = "9"}};
  EXPECT_EQ(catalogue_.work("W1").value(), expected);
  EXPECT_EQ(catalogue_.work("W1", "2026-11-16T10:00:00Z").value()->numbers, one.work.numbers);

  told.iswc = "T3221234233";
  told.number = "10";
  EXPECT_EQ(catalogue_.put(told).error().code(), Errc::kInvalidInput);
  EXPECT_EQ(catalogue_.work("W1").value(), expected);
}

TEST_F(CatalogueHistoryTest, GivesBackEverythingAWorkSays) {
  EXPECT_EQ(put_on(kMonday, recording()), PutOutcome::kNew);
  const auto work = catalogue_.work("W1");
  ASSERT_TRUE(work && *work);
  EXPECT_EQ(**work, rich_work());
  EXPECT_EQ(put_on(kTuesday, recording()), PutOutcome::kUnchanged);
}

TEST_F(CatalogueHistoryTest, MakesYesterdaysStatementAgain) {
  put_on(kMonday, recording());
  Recording changed = recording();
  changed.work.contributions[0].share_bp = 4'000;
  changed.work.contributions[1].share_bp = 6'000;
  EXPECT_EQ(put_on(kTuesday, changed), PutOutcome::kChanged);
  EXPECT_EQ(first_share("2026-11-16"), std::nullopt) << "nobody knew of it yet";
  EXPECT_EQ(first_share(kMonday), 5'000);
  EXPECT_EQ(first_share("2026-11-17T08:59:59Z"), 5'000);
  EXPECT_EQ(first_share(kTuesday), 4'000);
  const auto work = catalogue_.work("W1", kMonday);
  ASSERT_TRUE(work && *work);
  EXPECT_EQ(**work, rich_work());
}

TEST_F(CatalogueHistoryTest, TellsEveryStateOfAWorkWithItsTimes) {
  put_on(kMonday, recording());
  Recording changed = recording();
  changed.work.title = "Colder Day";
  put_on(kWednesday, changed);
  const auto states = catalogue_.work_states("W1");
  ASSERT_TRUE(states);
  ASSERT_EQ(states->size(), 2U);
  EXPECT_EQ((*states)[0].since, kMonday);
  EXPECT_EQ((*states)[0].until, kWednesday);
  EXPECT_EQ((*states)[0].work, rich_work());
  EXPECT_EQ((*states)[1].until, "");
  EXPECT_THAT(rows("SELECT since || ' ' || coalesce(until, '') FROM work_history_v"),
              ElementsAre(std::string(kMonday) + " " + kWednesday, std::string(kWednesday) + " "));
}

TEST_F(CatalogueHistoryTest, KnowsWhichWorkARecordingWasOf) {
  put_on(kMonday, recording());
  Recording moved = recording();
  moved.work = Work{.id = "W2", .title = "Other", .iswc = {}, .contributions = {}};
  put_on(kTuesday, moved);
  const auto before = catalogue_.find(kTrack, kMonday);
  ASSERT_TRUE(before && *before);
  EXPECT_EQ((*before)->work, rich_work()) << "though no recording is of that work any more";
  const auto today = catalogue_.find(kTrack, kWednesday);
  ASSERT_TRUE(today && *today);
  EXPECT_EQ((*today)->work.id, "W2");
}

TEST_F(CatalogueHistoryTest, KeepsThePastInOrderWhenAClockIsSetBack) {
  put_on(kTuesday, recording());
  Recording changed = recording();
  changed.work.title = "Colder Day";
  put_on(kMonday, changed);
  EXPECT_THAT(rows("SELECT since FROM work"), ElementsAre(kTuesday));
  EXPECT_THAT(rows("SELECT since FROM recording"), ElementsAre(kTuesday));
}

TEST_F(CatalogueHistoryTest, ForgetsWhatIsRemovedForGood) {
  put_on(kMonday, recording());
  Recording changed = recording();
  changed.work.title = "Colder Day";
  put_on(kTuesday, changed);
  ASSERT_TRUE(catalogue_.remove(kTrack, Removal::kForGood));
  EXPECT_THAT(rows("SELECT work_id FROM past_work UNION SELECT recording_id FROM past_recording"),
              IsEmpty());
  EXPECT_THAT(rows("SELECT name FROM party"), IsEmpty());
}

TEST_F(CatalogueHistoryTest, ForeseesWhatAPutWouldDo) {
  EXPECT_EQ(*catalogue_.foresee(recording()), PutOutcome::kNew);
  EXPECT_THAT(rows("SELECT recording_id FROM recording"), IsEmpty());
  put_on(kMonday, recording());
  EXPECT_EQ(*catalogue_.foresee(recording()), PutOutcome::kUnchanged);
  Recording changed = recording();
  changed.title = "Other";
  EXPECT_EQ(*catalogue_.foresee(changed), PutOutcome::kChanged);
}

TEST_F(CatalogueHistoryTest, KeepsInvalidIdsAsTheyWereGiven) {
  Recording one = recording();
  one.isrc = "US-SKG-19-1234";
  one.work.iswc = "T-345.246.800-1";
  one.work.contributions[0].party.ipi = "00004576012";
  put_on(kMonday, one);
  const auto found = catalogue_.find(kTrack);
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->isrc, "US-SKG-19-1234");
  EXPECT_EQ((*found)->work.iswc, "T-345.246.800-1");
  EXPECT_EQ((*found)->work.contributions[0].party.ipi, "00004576012");
  EXPECT_THAT(*catalogue_.find_any("US-SKG-19-1234"), IsEmpty()) << "an invalid id finds nothing";
}

TEST_F(CatalogueHistoryTest, ShowsSharesToWhoeverQueriesTheFile) {
  put_on(kMonday, recording());
  EXPECT_THAT(rows("SELECT name || ' ' || share || ' ' || territory || ' ' || "
                   "coalesce(performance_percent, '-') FROM share_v WHERE position = 2"),
              ElementsAre("House Music ownership 2136 25.0", "House Music collection 2136 25.0",
                          "House Music collection 0840 -", "House Music collection 0276 12.5"));
  EXPECT_THAT(rows("SELECT name || ' ' || share_percent FROM contribution_v"),
              ElementsAre("Ann Author 50.0", "Bob Other 50.0", "House Music 100.0"));
  EXPECT_THAT(
      rows("SELECT alternative_titles || ' ' || composers || ' ' || recordings FROM work_v"),
      ElementsAre("Jour froid|Cold Ann Author|Bob Other 1"));
}

}  // namespace
}  // namespace engine::catalogue

// A workspace of an older cuetrace keeps what it says, and its views, when a newer one opens it.
#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/catalogue_schema.h"
#include "tests/engine/catalogue/first_column.h"
#include "tests/support/temp_dir.h"

#include <algorithm>

namespace engine::catalogue {
namespace {

using storage::Access;
using storage::Database;
using storage::Row;
using testing::ElementsAre;

class CatalogueMigrationTest : public testing::Test {
 protected:
  Database open() { return *Database::open(folder_ / "ledger.db", Access::kWrite); }

  static void run(Database& database, std::string_view sql) {
    const auto done = database.run(sql);
    ASSERT_TRUE(done) << done.error().message();
  }

  /// As a cuetrace wrote it that knew the first `steps` of the schema.
  void write_old(std::size_t steps) {
    Database database = open();
    ASSERT_TRUE(database.migrate({.component = "catalogue", .steps = schema().steps.first(steps)}));
    run(database, "INSERT INTO party VALUES (7, 'Ann', '123', 'PRS'), (9, 'House', '', '')");
    run(database, "INSERT INTO work VALUES ('W1', 'Cold Day', 'T-1')");
    run(database,
        "INSERT INTO contribution VALUES ('W1', 0, 0, 7, 'CA', 10000), ('W1', 1, 1, 9, 'E', NULL)");
    run(database,
        "INSERT INTO recording VALUES ('R1', '01000000000000000000000000000000', 5000000, 0, 'W1', "
        "'/a.wav', 'Cold Day', 'Artist', 'Album', 'X', 'full', '', 'Lib', 'L1', '1', 'Lab', '120', "
        "'Am', 'calm', 'piano', 'news')");
    run(database,
        "CREATE VIEW people_v AS SELECT p.name, c.share_bp FROM contribution c JOIN party p USING "
        "(party_id) ORDER BY c.position");
  }

  support::TempDir folder_;
};

TEST_F(CatalogueMigrationTest, KeepsWhatVersion2Said) {
  write_old(2);
  Database database = open();
  const auto catalogue = Catalogue::open(database);
  ASSERT_TRUE(catalogue) << catalogue.error().message();
  const auto found = catalogue->find(TrackId{{1}});
  ASSERT_TRUE(found && *found);
  Recording expected;
  expected.id = "R1";
  expected.track = TrackId{{1}};
  expected.path = "/a.wav";
  expected.duration = MediaTime{5'000'000};
  expected.title = "Cold Day";
  expected.artist = "Artist";
  expected.album = "Album";
  expected.isrc = "X";
  expected.library = "Lib";
  expected.album_code = "L1";
  expected.cut = "1";
  expected.label = "Lab";
  expected.bpm = "120";
  expected.key = "Am";
  expected.moods = "calm";
  expected.instruments = "piano";
  expected.uses = "news";
  expected.work = {.id = "W1", .title = "Cold Day", .iswc = "T-1", .contributions = {}};
  expected.work.contributions = {{ContributionKind::kWriter, {"Ann", "123", "PRS"}, "CA", 10'000},
                                 {ContributionKind::kPublisher, {"House", "", ""}, "E", {}}};
  EXPECT_EQ(**found, expected);
}

TEST_F(CatalogueMigrationTest, KeepsTheViewsOthersMadeOnItsTables) {
  write_old(2);
  Database database = open();
  ASSERT_TRUE(Catalogue::open(database));
  EXPECT_THAT(first_column(database, "SELECT name || ' ' || coalesce(share_bp, '?') FROM people_v"),
              ElementsAre("Ann 10000", "House ?"));
  EXPECT_THAT(first_column(database, "SELECT composers || ' ' || publishers FROM recording_v"),
              ElementsAre("Ann House"));
  EXPECT_THAT(first_column(database, "PRAGMA foreign_key_check"), testing::IsEmpty());
}

TEST_F(CatalogueMigrationTest, SaysOldThingsWereAlwaysSaid) {
  write_old(2);
  Database database = open();
  auto catalogue = Catalogue::open(database, [] { return "2026-11-17T09:00:00Z"; });
  ASSERT_TRUE(catalogue);
  Recording changed;
  changed.id = "R1";
  changed.title = "Colder Day";
  ASSERT_TRUE(catalogue->put(changed));
  const auto before = catalogue->find(TrackId{{1}}, "1999-01-01");
  ASSERT_TRUE(before && *before);
  EXPECT_EQ((*before)->title, "Cold Day");
  EXPECT_EQ((*before)->work.contributions.size(), 2U);
}

}  // namespace
}  // namespace engine::catalogue

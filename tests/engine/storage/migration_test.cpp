#include "tests/engine/storage/storage_fixture.h"

namespace engine::storage {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class MigrationTest : public StorageTest {
 protected:
  static constexpr std::array<std::string_view, 3> kSteps = {
      "create table song (title text); insert into song values ('of step 1');",
      "alter table song add column bpm integer;",
      "update song set bpm = 120; create view song_v as select title, bpm from song;"};

  /// As a cuetrace that knew only the first `count` steps would.
  static Migration older(std::size_t count) { return schema_of(std::span(kSteps).first(count)); }
  static Migration newest() { return older(kSteps.size()); }
};

TEST_F(MigrationTest, MakesANewFileWithAllItsSteps) {
  Database database = open();
  must(database.migrate(newest()));
  EXPECT_THAT(column(database, "select title || bpm from song_v"), ElementsAre("of step 1120"));
}

TEST_F(MigrationTest, TakesOnlyTheStepsThatAnOlderFileLacks) {
  {
    Database database = open();
    must(database.migrate(older(1)));
    must(database.run("insert into song values ('of a user')"));
  }
  Database database = open();
  must(database.migrate(newest()));
  EXPECT_THAT(column(database, "select title || bpm from song_v order by title"),
              ElementsAre("of a user120", "of step 1120"));
}

TEST_F(MigrationTest, ChangesNothingTheSecondTime) {
  Database database = open();
  must(database.migrate(newest()));
  must(database.migrate(newest()));
  EXPECT_THAT(column(database, "select title from song"), ElementsAre("of step 1"));
}

TEST_F(MigrationTest, KeepsTheOldVersionWholeWhenAStepFails) {
  static constexpr std::array<std::string_view, 3> kBroken = {
      kSteps[0], kSteps[1], "update song set bpm = 1; update no_such_table set x = 1;"};
  {
    Database database = open();
    must(database.migrate(older(1)));
    EXPECT_FALSE(database.migrate(schema_of(kBroken)));
    EXPECT_THAT(column(database, "select title from song"), ElementsAre("of step 1"));
  }
  Database database = open();
  must(database.migrate(newest()));  // From where it was left.
  EXPECT_THAT(column(database, "select bpm from song_v"), ElementsAre("120"));
}

TEST_F(MigrationTest, RefusesAFileOfANewerCuetrace) {
  {
    Database database = open();
    must(database.migrate(newest()));
  }
  for (const Access access : {Access::kWrite, Access::kRead}) {
    Database database = open(access);
    const auto refused = database.migrate(older(2));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), Errc::kNewerFormat);
    EXPECT_THAT(refused.error().message(), HasSubstr(file_.string()));
    EXPECT_THAT(refused.error().message(), HasSubstr("upgrade cuetrace"));
  }
}

TEST_F(MigrationTest, AsksAReaderOfAnOlderFileToHaveItUpdated) {
  {
    Database database = open();
    must(database.migrate(older(2)));
  }
  Database reader = open(Access::kRead);
  const auto refused = reader.migrate(newest());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), Errc::kNewerFormat);
  EXPECT_THAT(refused.error().message(), HasSubstr("older"));
  EXPECT_THAT(column(reader, "select count(*) from sqlite_master where name = 'song_v'"),
              ElementsAre("0"));
}

TEST_F(MigrationTest, LetsAReaderIntoAFileOfItsOwnVersion) {
  {
    Database database = open();
    must(database.migrate(newest()));
  }
  Database reader = open(Access::kRead);
  EXPECT_TRUE(reader.migrate(newest()));
}

TEST_F(MigrationTest, CountsTheVersionsOfEachComponentApart) {
  static constexpr std::array<std::string_view, 1> kOther = {"create table video (id text);"};
  Database database = open();
  must(database.migrate(newest()));
  must(database.migrate({.component = "other", .steps = kOther}));
  must(database.migrate(newest()));
  EXPECT_THAT(column(database, "select id from video"), IsEmpty());
}

TEST_F(MigrationTest, IsUndoneWithTheTransactionAroundIt) {
  Database database = open();
  {
    auto transaction = Transaction::begin(database);
    ASSERT_TRUE(transaction);
    must(database.migrate(newest()));
  }
  EXPECT_THAT(column(database, "select count(*) from sqlite_master where name = 'song'"),
              ElementsAre("0"));
  must(database.migrate(newest()));
  EXPECT_THAT(column(database, "select title from song"), ElementsAre("of step 1"));
}

}  // namespace
}  // namespace engine::storage

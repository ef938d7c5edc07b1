#include "tests/engine/storage/storage_fixture.h"

#include "engine/core/file.h"

#include <sqlite3.h>

#include <cstdint>
#include <limits>

namespace engine::storage {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class DatabaseTest : public StorageTest {
 protected:
  std::string refusal(Access access, Errc code) const {
    const auto database = Database::open(file_, access);
    EXPECT_FALSE(database);
    if (database) return "opened";
    EXPECT_EQ(database.error().code(), code) << database.error().message();
    EXPECT_THAT(database.error().message(), HasSubstr(file_.string()));
    EXPECT_EQ(database.error().message().find('\n'), std::string::npos);
    return database.error().message();
  }
};

TEST_F(DatabaseTest, MakesAFileWhenOpenedForWriting) {
  open();
  EXPECT_TRUE(std::filesystem::exists(file_));
}

TEST_F(DatabaseTest, MakesNothingWhenOpenedForReading) {
  refusal(Access::kRead, Errc::kNoWorkspace);
  EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(DatabaseTest, KeepsWhatWasWrittenForTheNextConnection) {
  {
    Database database = open_notes();
    add_note(database, "kept");
  }
  EXPECT_THAT(notes(open(Access::kRead)), ElementsAre("kept"));
}

TEST_F(DatabaseTest, RefusesATextFileAndLeavesItAlone) {
  const std::string text(5000, 'x');
  must(write_file(file_, text));
  EXPECT_THAT(refusal(Access::kWrite, Errc::kCorrupt), HasSubstr("not a cuetrace ledger"));
  EXPECT_THAT(refusal(Access::kRead, Errc::kCorrupt), HasSubstr("not a cuetrace ledger"));
  EXPECT_EQ(read_file(file_).value_or(""), text);
}

TEST_F(DatabaseTest, RefusesTheDatabaseOfAnotherProgramAndLeavesItAlone) {
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(file_.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "create table bookmark (url text)", nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(other);
  const std::string before = read_file(file_).value_or("");
  EXPECT_THAT(refusal(Access::kWrite, Errc::kCorrupt), HasSubstr("not a cuetrace ledger"));
  EXPECT_THAT(refusal(Access::kRead, Errc::kCorrupt), HasSubstr("not a cuetrace ledger"));
  EXPECT_EQ(read_file(file_).value_or(""), before);
}

TEST_F(DatabaseTest, RefusesAFolder) {
  std::filesystem::create_directory(file_);
  const auto database = Database::open(file_, Access::kWrite);
  ASSERT_FALSE(database);
  EXPECT_THAT(database.error().message(), HasSubstr(file_.string()));
}

TEST_F(DatabaseTest, TellsWhenItsPagesAreDamaged) {
  {
    Database database = open_notes();
    for (int i = 0; i < 500; ++i) {
      add_note(database, std::to_string(i) + std::string(200, 'n'));
    }
  }
  std::string bytes = read_file(file_).value_or("");
  const std::size_t page = 4096;
  ASSERT_GT(bytes.size(), 20 * page);
  bytes.replace(2 * page, 16 * page, 16 * page, '\x5A');  // All but the schema and the last ones.
  must(write_file(file_, bytes));

  const Result<void> reading = [&]() -> Result<void> {
    TRY(Database database, Database::open(file_, Access::kRead));
    return database.each("select body from note order by id", {},
                         [](const Row&) -> Result<void> { return {}; });
  }();
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().code(), Errc::kCorrupt) << reading.error().message();
}

TEST_F(DatabaseTest, IsSafeAgainstPowerCutsAndEnforcesForeignKeys) {
  const Database database = open();
  EXPECT_THAT(column(database, "pragma journal_mode"), ElementsAre("wal"));
  EXPECT_THAT(column(database, "pragma synchronous"), ElementsAre("2"));  // FULL.
  EXPECT_THAT(column(database, "pragma foreign_keys"), ElementsAre("1"));
}

TEST_F(DatabaseTest, GivesBackEveryValueAsItWasBound) {
  Database database = open_notes();
  must(database.run("create table kept (small, large, absent, body)"));
  const std::string body("quote ' naïve\0end", 18);
  must(database.run("insert into kept values (?, ?, ?, ?)",
                    {std::numeric_limits<std::int64_t>::min(),
                     std::numeric_limits<std::int64_t>::max(), Value(), body}));
  int rows = 0;
  must(database.each("select small, large, absent, body from kept", {},
                     [&](const Row& row) -> Result<void> {
                       ++rows;
                       EXPECT_EQ(row.integer(0), std::numeric_limits<std::int64_t>::min());
                       EXPECT_EQ(row.optional_integer(1), std::numeric_limits<std::int64_t>::max());
                       EXPECT_TRUE(row.is_null(2));
                       EXPECT_EQ(row.integer(2), 0);
                       EXPECT_EQ(row.text(2), "");
                       EXPECT_EQ(row.optional_integer(2), std::nullopt);
                       EXPECT_FALSE(row.is_null(3));
                       EXPECT_EQ(row.text(3), body);
                       return {};
                     }));
  EXPECT_EQ(rows, 1);
}

TEST_F(DatabaseTest, TellsEmptyTextFromNull) {
  Database database = open_notes();
  must(database.run("insert into note (body) values (?)", {std::string()}));
  must(database.run("insert into note (body) values (?)", {Value()}));
  EXPECT_THAT(column(database, "select count(*) from note where body is null"), ElementsAre("1"));
}

TEST_F(DatabaseTest, CountsTheRowsThatAStatementChanged) {
  Database database = open_notes();
  add_note(database, "a");
  add_note(database, "b");
  EXPECT_EQ(database.run("update note set body = body || '!'").value_or(-1), 2);
  EXPECT_EQ(database.run("delete from note where body = ?", {std::string("no")}).value_or(-1), 0);
}

TEST_F(DatabaseTest, KeepsNoParameterFromTheTimeBefore) {
  Database database = open_notes();
  add_note(database, "first");
  must(database.run("insert into note (body) values (?)"));  // Nothing bound: NULL.
  EXPECT_THAT(notes(database), ElementsAre("first", ""));
}

TEST_F(DatabaseTest, RunsOneQueryInsideItself) {
  Database database = open_notes();
  add_note(database, "a");
  add_note(database, "b");
  const std::string_view sql = "select body from note order by id";
  std::vector<std::string> pairs;
  must(database.each(sql, {}, [&](const Row& outer) -> Result<void> {
    const std::string left = outer.text(0);
    return database.each(sql, {}, [&](const Row& inner) -> Result<void> {
      pairs.push_back(left + inner.text(0));
      return {};
    });
  }));
  EXPECT_THAT(pairs, ElementsAre("aa", "ab", "ba", "bb"));
}

TEST_F(DatabaseTest, EndsAQueryWithTheErrorOfItsVisitor) {
  Database database = open_notes();
  add_note(database, "a");
  add_note(database, "b");
  int visits = 0;
  const auto visited = database.each("select body from note", {}, [&](const Row&) -> Result<void> {
    ++visits;
    return fail(Errc::kInterrupted, "enough");
  });
  ASSERT_FALSE(visited);
  EXPECT_EQ(visited.error().code(), Errc::kInterrupted);
  EXPECT_EQ(visits, 1);
  add_note(database, "c");  // The abandoned query is in nobody's way.
  EXPECT_THAT(notes(database), ElementsAre("a", "b", "c"));
}

TEST_F(DatabaseTest, RefusesARowThatBreaksAConstraint) {
  Database database = open_notes();
  add_note(database, "once");
  const auto again = database.run("insert into note (body) values (?)", {std::string("once")});
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error().message(), HasSubstr(file_.string()));
  EXPECT_THAT(notes(database), ElementsAre("once"));
}

TEST_F(DatabaseTest, WritesNothingOnAReadingConnection) {
  {
    Database writer = open_notes();
    add_note(writer, "there");
  }
  Database reader = open(Access::kRead);
  EXPECT_FALSE(reader.run("insert into note (body) values ('x')"));
  EXPECT_THAT(notes(reader), ElementsAre("there"));
}

TEST_F(DatabaseTest, WorksOnAfterBeingMoved) {
  Database first = open_notes();
  add_note(first, "before");
  Database second = std::move(first);
  add_note(second, "after");
  EXPECT_THAT(notes(second), ElementsAre("before", "after"));
}

TEST_F(DatabaseTest, NamesTheVersionOfItsLibrary) {
  EXPECT_EQ(Database::version(), sqlite3_libversion());
}

}  // namespace
}  // namespace engine::storage

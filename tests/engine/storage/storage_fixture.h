// What the tests of storage share: a database file of their own, and short ways to look into it.
#pragma once

#include "engine/storage/database.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace engine::storage {

/// The steps of a component, newest last; `upto` of them make an older schema.
inline Migration schema_of(std::span<const std::string_view> steps) {
  return {.component = "test", .steps = steps};
}

inline constexpr std::array<std::string_view, 1> kNoteSteps = {
    "create table note (id integer primary key, body text unique);"};

class StorageTest : public testing::Test {
 protected:
  /// A connection that the test cannot do without.
  Database open(Access access = Access::kWrite) const {
    auto database = Database::open(file_, access);
    if (!database) throw std::runtime_error(database.error().message());
    return *std::move(database);
  }

  /// A writing connection with the table `note`.
  Database open_notes() const {
    Database database = open();
    must(database.migrate(schema_of(kNoteSteps)));
    return database;
  }

  template <class T>
  static void must(const Result<T>& result) {
    if (!result) throw std::runtime_error(result.error().message());
  }

  static void add_note(Database& database, const std::string& body) {
    must(database.run("insert into note (body) values (?)", {body}));
  }

  /// The first column of every row, as text.
  static std::vector<std::string> column(const Database& database, std::string_view sql,
                                         const Values& values = {}) {
    std::vector<std::string> cells;
    must(database.each(sql, values, [&](const Row& row) -> Result<void> {
      cells.push_back(row.text(0));
      return {};
    }));
    return cells;
  }

  static std::vector<std::string> notes(const Database& database) {
    return column(database, "select body from note order by id");
  }

  support::TempDir folder_;
  std::filesystem::path file_ = folder_ / "ledger.db";
};

}  // namespace engine::storage

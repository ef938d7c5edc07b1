// SQLite: the only code that names it. One file holds catalogue and ledger; people query it with
// tools of their own, so its views are documented and stay.
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace engine::storage {

enum class Access { kRead, kWrite };

/// What is bound to a parameter: nothing (NULL), a whole number, or UTF-8 text.
using Value = std::variant<std::monostate, std::int64_t, std::string>;
using Values = std::vector<Value>;

template <class T>
Value value_or_null(const std::optional<T>& value) {
  return value ? Value(std::int64_t{*value}) : Value();
}

/// The current row of a query; columns count from 0. Valid inside the callback only.
class Row {
 public:
  std::int64_t integer(int column) const;  ///< 0 for NULL.
  std::string text(int column) const;      ///< Empty for NULL.
  bool is_null(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;

 private:
  friend class Database;
  explicit Row(void* statement) : statement_(statement) {}
  void* statement_;
};

/// One change of a schema, applied once, in a transaction. A released step never changes.
struct Migration {
  std::string_view component;               ///< "catalogue", "ledger", ...
  std::span<const std::string_view> steps;  ///< SQL scripts; step n makes version n.
};

/// A connection. Threads: one at a time. Other processes may read while one writes (WAL).
class Database {
 public:
  /// Access::kWrite creates the file when there is none. Errors: kNoWorkspace (reading, none
  /// there), kNotPermitted, kCorrupt (not a cuetrace ledger, or damaged), kLocked, kUnavailable.
  static Result<Database> open(const std::filesystem::path& file, Access access);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  /// Brings the schema of a component up to date; for reading, only checks it.
  /// Errors: kNewerFormat (made by a newer cuetrace; or, for reading, by an older one: then any
  /// writing command updates it).
  Result<void> migrate(const Migration& migration);

  /// One statement without rows; returns how many rows it changed. Statements are kept prepared.
  Result<std::int64_t> run(std::string_view sql, const Values& values = {});

  /// Calls `visit` for each row, in the order of the query; an error from it ends the query.
  Result<void> each(std::string_view sql, const Values& values,
                    const std::function<Result<void>(const Row&)>& visit) const;

  /// A database of its own with what is committed now, in a file that is not there yet. Others may
  /// write meanwhile. Errors: kUnavailable.
  Result<void> copy_to(const std::filesystem::path& file) const;

  Access access() const;

  static std::string version();  ///< Of the library, e.g. "3.40.1".

 private:
  friend class Transaction;
  struct State;
  explicit Database(std::unique_ptr<State> state);
  Result<void> script(std::string_view sql);
  std::unique_ptr<State> state_;
};

/// All or nothing: rolled back unless committed. May be nested; an inner one only ends for good
/// with the outermost.
class Transaction {
 public:
  /// The database must outlive it. Errors: kLocked, kUnavailable.
  static Result<Transaction> begin(Database& database);

  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  Result<void> commit();

 private:
  Transaction(Database& database, int depth) : database_(&database), depth_(depth) {}
  Database* database_;  // Null once ended.
  int depth_;
};

}  // namespace engine::storage

#include "engine/storage/database.h"

#include <sqlite3.h>

#include <map>
#include <utility>

namespace engine::storage {
namespace {

/// "CUET": tells our files from other people's databases (`file ledger.db` shows it).
constexpr std::int64_t kApplicationId = 0x43554554;
constexpr int kBusyTimeoutMs = 5000;

struct CloseDatabase {
  void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

sqlite3_stmt* as_statement(void* statement) { return static_cast<sqlite3_stmt*>(statement); }

Errc code_of(int status) {
  switch (status & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Errc::kLocked;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN: return Errc::kNotPermitted;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return Errc::kCorrupt;
    default: return Errc::kUnavailable;
  }
}

Error no_ledger(const std::filesystem::path& file) {
  return {Errc::kNoWorkspace,
          file.string() + ": no ledger here; `cuetrace catalog add` or `scan` makes one"};
}

}  // namespace

std::int64_t Row::integer(int column) const {
  return sqlite3_column_int64(as_statement(statement_), column);
}

std::string Row::text(int column) const {
  auto* const statement = as_statement(statement_);
  const void* const bytes = sqlite3_column_text(statement, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

bool Row::is_null(int column) const {
  return sqlite3_column_type(as_statement(statement_), column) == SQLITE_NULL;
}

std::optional<std::int64_t> Row::optional_integer(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

struct Database::State {
  std::filesystem::path file;
  Access access = Access::kRead;
  std::unique_ptr<sqlite3, CloseDatabase> connection;
  std::map<std::string, StatementHandle, std::less<>> idle;  // Prepared, by their SQL.
  int depth = 0;                                             // Of open transactions.

  Error error(int status) const {
    const Errc code = code_of(status);
    std::string message = file.string() + ": ";
    if (code == Errc::kLocked) {
      message += "another program is writing to it; wait for it to end";
    } else if (code == Errc::kNotPermitted) {
      message += "cannot be opened; allow this user to read and write it and its folder";
    } else if (code == Errc::kCorrupt) {
      message += "not a cuetrace ledger, or damaged; restore it from a copy";
    } else {
      message += sqlite3_errmsg(connection.get());
    }
    return {code, message};
  }

  /// A statement ready to be bound; taken out of `idle` while it is used, so that a query may be
  /// asked again inside its own callback.
  Result<StatementHandle> prepare(std::string_view sql) {
    if (const auto it = idle.find(sql); it != idle.end()) {
      StatementHandle statement = std::move(it->second);
      idle.erase(it);
      return statement;
    }
    sqlite3_stmt* raw = nullptr;
    const int status = sqlite3_prepare_v2(connection.get(), sql.data(),
                                          static_cast<int>(sql.size()), &raw, nullptr);
    if (status != SQLITE_OK) return fail(error(status));
    return StatementHandle(raw);
  }

  void give_back(std::string_view sql, StatementHandle statement) {
    sqlite3_reset(statement.get());
    sqlite3_clear_bindings(statement.get());
    idle.insert_or_assign(std::string(sql), std::move(statement));
  }

  Result<void> bind(sqlite3_stmt* statement, const Values& values) const {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const int place = static_cast<int>(i) + 1;
      int status = SQLITE_OK;
      if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
        status = sqlite3_bind_int64(statement, place, *number);
      } else if (const auto* text = std::get_if<std::string>(&values[i])) {
        status = sqlite3_bind_text64(statement, place, text->data(), text->size(), SQLITE_TRANSIENT,
                                     SQLITE_UTF8);
      }
      if (status != SQLITE_OK) return fail(error(status));
    }
    return {};
  }

  /// Steps through every row. `visit` may be empty.
  Result<void> walk(std::string_view sql, const Values& values,
                    const std::function<Result<void>(sqlite3_stmt*)>& visit) {
    TRY(StatementHandle statement, prepare(sql));
    Result<void> outcome = bind(statement.get(), values);
    while (outcome) {
      const int status = sqlite3_step(statement.get());
      if (status == SQLITE_DONE) break;
      if (status != SQLITE_ROW) {
        outcome = fail(error(status));
      } else if (visit) {
        outcome = visit(statement.get());
      }
    }
    give_back(sql, std::move(statement));
    return outcome;
  }
};

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::filesystem::path& file, Access access) {
  std::error_code ignored;
  if (access == Access::kRead && !std::filesystem::exists(file, ignored)) {
    return fail(no_ledger(file));
  }
  auto state = std::make_unique<State>();
  state->file = file;
  state->access = access;
  sqlite3* raw = nullptr;
  const int flags =
      SQLITE_OPEN_NOMUTEX | (access == Access::kWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                      : SQLITE_OPEN_READWRITE);
  // A reader opens for writing where it may: SQLite's WAL needs its index file beside the ledger.
  int status = sqlite3_open_v2(file.c_str(), &raw, flags, nullptr);
  if (status != SQLITE_OK && access == Access::kRead) {
    sqlite3_close_v2(raw);
    status =
        sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY, nullptr);
  }
  state->connection.reset(raw);
  if (status != SQLITE_OK) return fail(state->error(status));
  sqlite3_busy_timeout(raw, kBusyTimeoutMs);
  // A ledger may come from a stranger: what its schema says must not run anything by itself.
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);

  Database database(std::move(state));
  std::int64_t application = 0;
  std::int64_t objects = 0;
  TRY_VOID(database.each("PRAGMA application_id", {}, [&](const Row& row) -> Result<void> {
    application = row.integer(0);
    return {};
  }));
  TRY_VOID(
      database.each("SELECT count(*) FROM sqlite_schema", {}, [&](const Row& row) -> Result<void> {
        objects = row.integer(0);
        return {};
      }));
  if (objects == 0 && access == Access::kRead) return fail(no_ledger(file));  // Not begun yet.
  if (application != kApplicationId && objects > 0) {
    return fail(Errc::kCorrupt, file.string() + ": not a cuetrace ledger; name another workspace");
  }
  if (access == Access::kRead) {
    TRY_VOID(database.script("PRAGMA query_only = ON"));
  } else {
    TRY_VOID(database.script(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"));
    if (application != kApplicationId) {
      TRY_VOID(database.script("PRAGMA application_id = " + std::to_string(kApplicationId)));
    }
  }
  return database;
}

Result<void> Database::migrate(const Migration& migration) {
  const std::string component(migration.component);
  const auto newest = static_cast<std::int64_t>(migration.steps.size());
  if (state_->access == Access::kWrite) {
    TRY_VOID(
        script("CREATE TABLE IF NOT EXISTS schema_version ("
               "component TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID"));
  }
  std::int64_t version = 0;
  TRY_VOID(each("SELECT version FROM schema_version WHERE component = ?", {component},
                [&](const Row& row) -> Result<void> {
                  version = row.integer(0);
                  return {};
                }));
  if (version > newest) {
    return fail(Errc::kNewerFormat, state_->file.string() + ": its " + component + " has version " +
                                        std::to_string(version) + ", this cuetrace knows " +
                                        std::to_string(newest) + "; upgrade cuetrace");
  }
  if (version < newest && state_->access == Access::kRead) {
    return fail(Errc::kNewerFormat, state_->file.string() +
                                        ": made by an older cuetrace; run `cuetrace catalog add` "
                                        "or `scan` once to bring it up to date");
  }
  for (; version < newest; ++version) {
    TRY(Transaction step, Transaction::begin(*this));
    TRY_VOID(script(migration.steps[static_cast<std::size_t>(version)]));
    TRY_VOID(
        run("INSERT INTO schema_version VALUES (?, ?) "
            "ON CONFLICT (component) DO UPDATE SET version = excluded.version",
            {component, version + 1}));
    TRY_VOID(step.commit());
  }
  return {};
}

Result<void> Database::script(std::string_view sql) {
  const int status =
      sqlite3_exec(state_->connection.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if (status != SQLITE_OK) return fail(state_->error(status));
  return {};
}

Result<std::int64_t> Database::run(std::string_view sql, const Values& values) {
  TRY_VOID(state_->walk(sql, values, nullptr));
  return sqlite3_changes64(state_->connection.get());
}

Result<void> Database::each(std::string_view sql, const Values& values,
                            const std::function<Result<void>(const Row&)>& visit) const {
  return state_->walk(sql, values, [&](sqlite3_stmt* statement) { return visit(Row(statement)); });
}

Result<void> Database::copy_to(const std::filesystem::path& file) const {
  return state_->walk("VACUUM INTO ?", {file.string()}, nullptr);
}

Access Database::access() const { return state_->access; }

std::string Database::version() { return sqlite3_libversion(); }

Result<Transaction> Transaction::begin(Database& database) {
  const int depth = ++database.state_->depth;
  // The outermost takes the write lock at once, so that it cannot fail half way for want of it; a
  // reader's sees one state of the file throughout.
  const bool writes = database.state_->access == Access::kWrite;
  const auto begun = depth == 1 ? database.script(writes ? "BEGIN IMMEDIATE" : "BEGIN")
                                : database.script("SAVEPOINT s" + std::to_string(depth));
  if (!begun) {
    --database.state_->depth;
    return fail(begun.error());
  }
  return Transaction(database, depth);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)), depth_(other.depth_) {}

Transaction::~Transaction() {
  if (database_ == nullptr) return;
  --database_->state_->depth;
  const std::string name = "s" + std::to_string(depth_);
  // A rollback that fails leaves nothing committed: SQLite rolls back when the file is closed.
  static_cast<void>(depth_ == 1 ? database_->script("ROLLBACK")
                                : database_->script("ROLLBACK TO " + name + "; RELEASE " + name));
}

Result<void> Transaction::commit() {
  TRY_VOID(depth_ == 1 ? database_->script("COMMIT")
                       : database_->script("RELEASE s" + std::to_string(depth_)));
  --database_->state_->depth;
  database_ = nullptr;
  return {};
}

}  // namespace engine::storage

#include "engine/run/service/service_database.h"

#include <array>
#include <string_view>

namespace engine::service {
namespace {

constexpr std::string_view kStep1 = R"sql(
CREATE TABLE token (
  token_id    TEXT PRIMARY KEY,
  digest      TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  scopes      TEXT NOT NULL,
  made_at     TEXT NOT NULL,
  expires_at  TEXT NOT NULL,
  revoked_at  TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE job (
  job_number  INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id      TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL,
  state       TEXT NOT NULL,
  request     TEXT NOT NULL,
  result      TEXT NOT NULL,
  error       TEXT NOT NULL,
  asked_by    TEXT NOT NULL,
  made_at     TEXT NOT NULL,
  started_at  TEXT NOT NULL,
  ended_at    TEXT NOT NULL,
  attempts    INTEGER NOT NULL
);
CREATE INDEX job_state ON job (state, job_number);

CREATE TABLE answered (
  token_id  TEXT NOT NULL,
  key       TEXT NOT NULL,
  request   TEXT NOT NULL,
  status    INTEGER NOT NULL,
  body      TEXT NOT NULL,
  location  TEXT NOT NULL,
  at        TEXT NOT NULL,
  PRIMARY KEY (token_id, key)
) WITHOUT ROWID;

CREATE TABLE webhook (
  webhook_id  TEXT PRIMARY KEY,
  url         TEXT NOT NULL,
  secret      TEXT NOT NULL,
  kinds       TEXT NOT NULL,
  made_at     TEXT NOT NULL,
  sequence    INTEGER NOT NULL,
  active      INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE live (
  live_id TEXT PRIMARY KEY,
  url     TEXT NOT NULL,
  name    TEXT NOT NULL,
  made_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE delivery (
  webhook_id  TEXT NOT NULL REFERENCES webhook (webhook_id) ON DELETE CASCADE,
  sequence    INTEGER NOT NULL,
  body        TEXT NOT NULL,
  attempts    INTEGER NOT NULL,
  next_at     INTEGER NOT NULL,
  problem     TEXT NOT NULL,
  dead        INTEGER NOT NULL,
  PRIMARY KEY (webhook_id, sequence)
) WITHOUT ROWID;
CREATE INDEX delivery_due ON delivery (dead, next_at);
)sql";

constexpr std::string_view kStep2 = R"sql(
CREATE TABLE upload (
  upload_id  TEXT PRIMARY KEY,
  token_id   TEXT NOT NULL,
  asked_by   TEXT NOT NULL,
  name       TEXT NOT NULL,
  bytes      INTEGER NOT NULL,
  keep       INTEGER NOT NULL,
  made_at    TEXT NOT NULL,
  whole_at   TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX upload_token ON upload (token_id);
)sql";

constexpr std::array<std::string_view, 2> kSteps = {kStep1, kStep2};

}  // namespace

Result<storage::Database> open_service_database(const std::filesystem::path& workspace) {
  TRY(auto database, storage::Database::open(workspace / "service.db", storage::Access::kWrite));
  TRY_VOID(database.migrate({"service", kSteps}));
  return database;
}

}  // namespace engine::service

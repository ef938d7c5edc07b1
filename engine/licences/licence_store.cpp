#include "engine/licences/licence_store.h"

#include "engine/licences/licence_fields.h"

#include <nlohmann/json.hpp>

#include <array>

namespace engine::licences {
namespace {

using storage::Row;

constexpr std::string_view kStep1 = R"sql(
CREATE TABLE licence (
  licence_id TEXT PRIMARY KEY,
  key        TEXT NOT NULL,
  licensor   TEXT,
  licensee   TEXT,
  model      TEXT,
  tier       TEXT,
  valid_from TEXT,
  valid_to   TEXT,
  revoked_at TEXT,
  document   TEXT NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX licence_key ON licence (key) WHERE key <> '';

CREATE TABLE licence_change (
  change_number INTEGER PRIMARY KEY,
  licence_id    TEXT NOT NULL,
  before        TEXT NOT NULL,
  after         TEXT NOT NULL,
  by_whom       TEXT NOT NULL,
  made_at       TEXT NOT NULL
);
CREATE INDEX licence_change_of ON licence_change (licence_id);

CREATE VIEW licence_v AS
SELECT licence_id, key, licensor, licensee, model, tier, valid_from, valid_to, revoked_at, document
FROM licence ORDER BY licence_id;

CREATE VIEW licence_change_v AS
SELECT licence_id, before, after, by_whom, made_at FROM licence_change ORDER BY change_number;
)sql";

constexpr std::array kSteps{kStep1};

std::string document_of(const Licence& licence) {
  return nlohmann::json(texts_of(licence))
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<Licence> licence_in(const std::string& document) {
  const auto json = nlohmann::json::parse(document, nullptr, false);
  LicenceTexts texts;
  if (json.is_object()) {
    for (const auto& [name, text] : json.items()) {
      if (text.is_string()) texts.emplace(name, text.get<std::string>());
    }
  }
  auto licence = licence_of(texts);
  if (!licence) {
    return fail(Errc::kCorrupt, "a licence on record cannot be read: " + licence.error().message());
  }
  return licence;
}

}  // namespace

Result<LicenceStore> LicenceStore::open(storage::Database& database) {
  TRY_VOID(database.migrate({"licences", kSteps}));
  return LicenceStore(database);
}

Result<PutLicences> LicenceStore::put(const std::vector<Licence>& licences, const Author& author) {
  TRY(auto transaction, storage::Transaction::begin(*database_));
  PutLicences put;
  for (Licence licence : licences) {
    TRY(const auto known, find(licence.id));
    if (known && licence.key.empty()) licence.key = known->key;
    if (known && !licence.revoked_at) licence.revoked_at = known->revoked_at;
    TRY(const Written written, write(licence, known, author));
    put.added += written == Written::kAdded;
    put.changed += written == Written::kChanged;
    put.unchanged += written == Written::kSame;
  }
  TRY_VOID(transaction.commit());
  return put;
}

Result<Licence> LicenceStore::revoke(const std::string& id, const std::optional<Moment>& at,
                                     const Author& author) {
  TRY(auto transaction, storage::Transaction::begin(*database_));
  TRY(const auto known, find(id));
  if (!known) {
    return fail(Errc::kNotFound, "no licence '" + id + "'; `cuetrace license ls` lists them");
  }
  Licence licence = *known;
  licence.revoked_at = at;
  TRY_VOID(write(licence, known, author));
  TRY_VOID(transaction.commit());
  return licence;
}

Result<LicenceStore::Written> LicenceStore::write(const Licence& licence,
                                                  const std::optional<Licence>& known,
                                                  const Author& author) {
  const std::string before = known ? document_of(*known) : std::string();
  const std::string after = document_of(licence);
  if (before == after) return Written::kSame;
  TRY(const auto holder, find_by_key(licence.key));
  if (holder && holder->id != licence.id) {
    return fail(Errc::kInvalidInput, "licence " + licence.id + ": its key " + licence.key +
                                         " is the key of licence " + holder->id);
  }
  const LicenceTexts texts = texts_of(licence);
  const auto stated = [&](const char* name) {
    const auto text = texts.find(name);
    return text == texts.end() ? storage::Value() : storage::Value(text->second);
  };
  TRY_VOID(database_->run("DELETE FROM licence WHERE licence_id = ?", {licence.id}));
  TRY_VOID(database_->run(
      "INSERT INTO licence VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {licence.id, licence.key, stated("licensor"), stated("licensee"), stated("model"),
       stated("tier"), stated("valid_from"), stated("valid_to"), stated("revoked_at"), after}));
  TRY_VOID(
      database_->run("INSERT INTO licence_change (licence_id, before, after, by_whom, "
                     "made_at) VALUES (?, ?, ?, ?, ?)",
                     {licence.id, before, after, author.name, author.at}));
  return known ? Written::kChanged : Written::kAdded;
}

Result<bool> LicenceStore::is_empty() const {
  bool empty = true;
  TRY_VOID(database_->each("SELECT 1 FROM licence LIMIT 1", {}, [&](const Row&) -> Result<void> {
    empty = false;
    return {};
  }));
  return empty;
}

Result<std::vector<Licence>> LicenceStore::all() const {
  std::vector<Licence> licences;
  TRY_VOID(database_->each("SELECT document FROM licence ORDER BY licence_id", {},
                           [&](const Row& row) -> Result<void> {
                             TRY(licences.emplace_back(), licence_in(row.text(0)));
                             return {};
                           }));
  return licences;
}

Result<std::optional<Licence>> LicenceStore::find(const std::string& id) const {
  std::optional<Licence> found;
  TRY_VOID(database_->each("SELECT document FROM licence WHERE licence_id = ?", {id},
                           [&](const Row& row) -> Result<void> {
                             TRY(found, licence_in(row.text(0)));
                             return {};
                           }));
  return found;
}

Result<std::optional<Licence>> LicenceStore::find_by_key(const std::string& key) const {
  std::optional<Licence> found;
  if (key.empty()) return found;
  TRY_VOID(database_->each("SELECT document FROM licence WHERE key = ?", {key},
                           [&](const Row& row) -> Result<void> {
                             TRY(found, licence_in(row.text(0)));
                             return {};
                           }));
  return found;
}

Result<std::vector<LicenceChange>> LicenceStore::history(const std::string& id) const {
  std::vector<LicenceChange> changes;
  TRY_VOID(
      database_->each("SELECT before, after, by_whom, made_at FROM licence_change "
                      "WHERE licence_id = ? ORDER BY change_number",
                      {id}, [&](const Row& row) -> Result<void> {
                        changes.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
                        return {};
                      }));
  return changes;
}

}  // namespace engine::licences

#include "engine/catalogue/catalogue_store.h"

#include "engine/catalogue/recording_fields.h"

namespace engine::catalogue {
namespace {

using storage::Database;
using storage::Row;
using storage::Value;
using storage::Values;

/// The columns of table recording in the order in which they are read and written: these four, then
/// the text fields.
constexpr int kFirstTextColumn = 4;

const std::string& recording_columns() {
  static const std::string columns = [] {
    std::string list = "track_id, duration_us, removed, work_id";
    for (const RecordingField& field : kRecordingFields) {
      list += ", ";
      list += field.column;
    }
    return list;
  }();
  return columns;
}

StoredRecording recording_of(const Row& row) {
  StoredRecording stored;
  Recording& recording = stored.recording;
  if (!row.is_null(0)) recording.track = parse_id<TrackId>(row.text(0));
  recording.duration = MediaTime{row.integer(1)};
  stored.removed = row.integer(2) != 0;
  recording.work.id = row.text(3);
  int column = kFirstTextColumn;
  for (const RecordingField& field : kRecordingFields) recording.*field.text = row.text(column++);
  return stored;
}

Contribution contribution_of(const Row& row) {
  Contribution one;
  one.kind = row.integer(0) == 0 ? ContributionKind::kWriter : ContributionKind::kPublisher;
  one.party = {.name = row.text(1), .ipi = row.text(2), .society = row.text(3)};
  one.role = row.text(4);
  if (const auto share = row.optional_integer(5)) one.share_bp = static_cast<std::int32_t>(*share);
  return one;
}

Result<void> add_contribution(Database& database, const Work& work, std::size_t position) {
  const Contribution& one = work.contributions[position];
  const Party& party = one.party;
  TRY_VOID(
      database.run("INSERT INTO party (name, ipi, society) VALUES (?, ?, ?) "
                   "ON CONFLICT DO NOTHING",
                   {party.name, party.ipi, party.society}));
  TRY_VOID(database.run(
      "INSERT INTO contribution (work_id, kind, position, role, share_bp, party_id) "
      "SELECT ?, ?, ?, ?, ?, party_id FROM party WHERE name = ? AND ipi = ? AND society = ?",
      {work.id, static_cast<std::int64_t>(one.kind), static_cast<std::int64_t>(position), one.role,
       storage::value_or_null(one.share_bp), party.name, party.ipi, party.society}));
  return {};
}

/// Takes the contributions of a work away; returns the parties that were named in them.
Result<std::vector<std::int64_t>> take_contributions(Database& database, const std::string& work) {
  std::vector<std::int64_t> parties;
  TRY_VOID(database.each("SELECT party_id FROM contribution WHERE work_id = ?", {work},
                         [&](const Row& row) -> Result<void> {
                           parties.push_back(row.integer(0));
                           return {};
                         }));
  TRY_VOID(database.run("DELETE FROM contribution WHERE work_id = ?", {work}));
  return parties;
}

Result<void> erase_unused_parties(Database& database, const std::vector<std::int64_t>& parties) {
  for (const std::int64_t party : parties) {
    TRY_VOID(
        database.run("DELETE FROM party WHERE party_id = ?1 AND NOT EXISTS "
                     "(SELECT 1 FROM contribution WHERE party_id = ?1)",
                     {party}));
  }
  return {};
}

}  // namespace

Result<std::vector<StoredRecording>> load_recordings(const Database& database,
                                                     std::string_view condition,
                                                     const Values& values) {
  std::vector<StoredRecording> found;
  const std::string sql =
      "SELECT " + recording_columns() + " FROM recording r " + std::string(condition);
  TRY_VOID(database.each(sql, values, [&](const Row& row) -> Result<void> {
    found.push_back(recording_of(row));
    return {};
  }));
  for (StoredRecording& stored : found) {
    TRY(auto work, load_work(database, stored.recording.work.id));
    if (work) stored.recording.work = *std::move(work);
  }
  return found;
}

Result<std::optional<Work>> load_work(const Database& database, const std::string& id) {
  std::optional<Work> work;
  TRY_VOID(database.each(
      "SELECT title, iswc FROM work WHERE work_id = ?", {id}, [&](const Row& row) -> Result<void> {
        work = Work{.id = id, .title = row.text(0), .iswc = row.text(1), .contributions = {}};
        return {};
      }));
  if (!work) return work;
  TRY_VOID(database.each(
      "SELECT kind, name, ipi, society, role, share_bp FROM contribution JOIN party USING "
      "(party_id) WHERE work_id = ? ORDER BY kind, position",
      {id}, [&](const Row& row) -> Result<void> {
        work->contributions.push_back(contribution_of(row));
        return {};
      }));
  return work;
}

Result<void> save_work(Database& database, const Work& work) {
  TRY_VOID(
      database.run("INSERT INTO work (work_id, title, iswc) VALUES (?, ?, ?) ON CONFLICT DO "
                   "UPDATE SET title = excluded.title, iswc = excluded.iswc",
                   {work.id, work.title, work.iswc}));
  TRY(const auto parties, take_contributions(database, work.id));
  for (std::size_t i = 0; i < work.contributions.size(); ++i) {
    TRY_VOID(add_contribution(database, work, i));
  }
  return erase_unused_parties(database, parties);
}

Result<void> add_recording(Database& database, const StoredRecording& stored) {
  const Recording& recording = stored.recording;
  Values values = {recording.track ? Value(to_string(*recording.track)) : Value(),
                   std::int64_t{recording.duration.count()}, std::int64_t{stored.removed ? 1 : 0},
                   recording.work.id};
  for (const RecordingField& field : kRecordingFields) values.emplace_back(recording.*field.text);
  static const std::string sql = [&] {
    std::string marks = "?";
    for (std::size_t i = 1; i < values.size(); ++i) marks += ", ?";
    return "INSERT INTO recording (" + recording_columns() + ") VALUES (" + marks + ")";
  }();
  TRY_VOID(database.run(sql, values));
  return {};
}

Result<void> erase_recording(Database& database, const std::string& id) {
  TRY_VOID(database.run("DELETE FROM recording WHERE recording_id = ?", {id}));
  return {};
}

Result<void> erase_unused_work(Database& database, const std::string& id) {
  TRY(const auto used, load_recordings(database, "WHERE work_id = ? LIMIT 1", {id}));
  if (!used.empty()) return {};
  TRY(const auto parties, take_contributions(database, id));
  TRY_VOID(database.run("DELETE FROM work WHERE work_id = ?", {id}));
  return erase_unused_parties(database, parties);
}

}  // namespace engine::catalogue

#include "engine/catalogue/catalogue_store.h"

#include "engine/catalogue/recording_fields.h"
#include "engine/catalogue/statement.h"
#include "engine/catalogue/work_store.h"

#include <utility>

namespace engine::catalogue {
namespace {

using storage::Database;
using storage::Row;
using storage::Value;
using storage::Values;

/// The columns of table recording in the order in which they are read and written: these five, then
/// the text fields.
constexpr int kFirstTextColumn = 5;

const std::string& recording_columns() {
  static const std::string columns = [] {
    std::string list = "track_id, duration_us, removed, work_id, since";
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
  stored.since = row.text(4);
  int column = kFirstTextColumn;
  for (const RecordingField& field : kRecordingFields) recording.*field.text = row.text(column++);
  return stored;
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

Result<void> add_recording(Database& database, const StoredRecording& stored) {
  const Recording& recording = stored.recording;
  Values values = {recording.track ? Value(to_string(*recording.track)) : Value(),
                   std::int64_t{recording.duration.count()}, std::int64_t{stored.removed ? 1 : 0},
                   recording.work.id, stored.since};
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

Result<void> keep_past_recording(Database& database, const StoredRecording& stored,
                                 const std::string& now) {
  if (stored.since >= now) return {};
  const Recording& recording = stored.recording;
  TRY_VOID(
      database.run("INSERT OR REPLACE INTO past_recording VALUES (?, ?, ?, ?, ?)",
                   {recording.id, recording.track ? Value(to_string(*recording.track)) : Value(),
                    stored.since, now, statement_of(recording)}));
  return {};
}

Result<void> forget_past_recording(Database& database, const std::string& id) {
  TRY_VOID(database.run("DELETE FROM past_recording WHERE recording_id = ?", {id}));
  return {};
}

Result<std::optional<Recording>> load_past_recording(const Database& database, const TrackId& track,
                                                     const std::string& as_of) {
  std::optional<Recording> recording;
  TRY_VOID(database.each(
      "SELECT statement FROM past_recording WHERE track_id = ? AND since <= ? AND until > ? "
      "ORDER BY until",
      {to_string(track), as_of, as_of}, [&](const Row& row) -> Result<void> {
        TRY(recording, recording_of_statement(row.text(0)));
        return {};
      }));
  if (!recording) {
    TRY(auto found,
        load_recordings(database, "WHERE track_id = ? AND since <= ?", {to_string(track), as_of}));
    if (found.empty()) return recording;
    recording = std::move(found.front().recording);
  }
  const std::string work_id = recording->work.id;
  TRY(auto work, load_past_work(database, work_id, as_of));
  if (work) recording->work = *std::move(work);
  return recording;
}

}  // namespace engine::catalogue

#include "engine/ledger/events.h"

#include "engine/core/match.h"

#include <array>
#include <utility>

namespace engine::ledger {
namespace {

using storage::Row;
using storage::Value;

template <class Id>
Value id_or_null(const std::optional<Id>& id) {
  return id ? Value(to_string(*id)) : Value();
}

/// Findings of scan ?3 which scan ?4 has not: no finding of the same track and the same kind that
/// has half of the shorter in common. ?1 kind of event, ?2 video, ?5 time, ?6 whether of uses.
std::string sql_of_changes() {
  return "INSERT INTO event (kind, video_id, track_id, at, data) "
         "SELECT ?1, ?2, a.track_id, ?5, json_object('usage_id', a.usage_id, "
         "'start_ms', (a.video_start_us + 500) / 1000, 'end_ms', (a.video_end_us + 500) / 1000, "
         "'confidence', a.confidence_ppm / 1e6) "
         "FROM usage AS a WHERE a.scan_id = ?3 "
         "AND (a.confidence_ppm >= " +
         std::to_string(kConfidentPpm) +
         ") = ?6 AND NOT EXISTS (SELECT 1 FROM usage AS b WHERE b.scan_id = ?4 "
         "AND b.track_id = a.track_id AND (b.confidence_ppm >= " +
         std::to_string(kConfidentPpm) +
         ") = ?6 AND 2 * (min(a.video_end_us, b.video_end_us) - "
         "max(a.video_start_us, b.video_start_us)) >= "
         "min(a.video_end_us - a.video_start_us, b.video_end_us - b.video_start_us)) "
         "ORDER BY a.position";
}

}  // namespace

Result<void> Events::append(const Event& event) {
  TRY(const std::int64_t added,
      database_->run(
          "INSERT INTO event (kind, video_id, track_id, at, data) "
          "SELECT ?1, ?2, ?3, ?4, ?5 WHERE json_valid(?5)",
          {event.kind, id_or_null(event.video), id_or_null(event.track), event.at, event.data}));
  if (added == 0) return fail(Errc::kInvalidInput, "an event's data is no JSON: " + event.data);
  return {};
}

Result<std::vector<Event>> Events::after(std::int64_t sequence, std::size_t most) const {
  std::vector<Event> events;
  TRY_VOID(database_->each(
      "SELECT sequence, kind, video_id, track_id, at, data FROM event WHERE sequence > ? "
      "ORDER BY sequence LIMIT ?",
      {sequence, static_cast<std::int64_t>(most)}, [&](const Row& row) -> Result<void> {
        events.push_back({row.integer(0), row.text(1), parse_id<VideoId>(row.text(2)),
                          parse_id<TrackId>(row.text(3)), row.text(4), row.text(5)});
        return {};
      }));
  return events;
}

Result<std::int64_t> Events::newest() const {
  std::int64_t newest = 0;
  TRY_VOID(database_->each("SELECT coalesce(max(sequence), 0) FROM event", {},
                           [&](const Row& row) -> Result<void> {
                             newest = row.integer(0);
                             return {};
                           }));
  return newest;
}

Result<void> Events::append_changes(const VideoId& video, const std::string& before,
                                    const ScanId& now, const std::string& at) {
  const std::string current = to_string(now);
  const std::string id = to_string(video);
  TRY_VOID(
      database_->run("INSERT INTO event (kind, video_id, at, data) SELECT 'scan.finished', ?1, ?2, "
                     "json_patch(json_object('scan_id', scan_id, 'complete', "
                     "json(iif(complete, 'true', 'false'))), json_object('error', error_message)) "
                     "FROM scan WHERE scan_id = ?3",
                     {id, at, current}));
  struct Change {
    std::string kind;
    std::string has;
    std::string has_not;
    std::int64_t of_uses;
  };
  const std::array changes = {
      Change{"use.lost", before, current, 1}, Change{"review.lost", before, current, 0},
      Change{"use.found", current, before, 1}, Change{"review.found", current, before, 0}};
  const std::string sql = sql_of_changes();
  for (const Change& one : changes) {
    TRY_VOID(database_->run(sql, {one.kind, id, one.has, one.has_not, at, one.of_uses}));
  }
  return {};
}

}  // namespace engine::ledger

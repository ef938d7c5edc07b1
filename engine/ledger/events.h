// What has happened, in order: every finding, decision and cue sheet, under numbers without gaps
// for whoever follows. An event is written in the transaction of what it tells of, so there is none
// of what did not happen, and nothing happens without one.
//
// Kinds, and their data (JSON objects; members may be added):
//   scan.finished   {"scan_id", "complete", ["error"]}    a video's findings are those of this scan
//   use.found       {"usage_id", "start_ms", "end_ms", "confidence"}    not there in the scan
//   before use.lost        the same, of what was there and is no more review.found, review.lost the
//   same, of what is for a person to judge fact.changed    {"subject", "before", "after", "by"}
//   what people said of a video cue.changed, decision.changed    the same cue_sheet.issued,
//   .submitted, .approved, .rejected, .revised    {"sheet_id", "by", "note"} unknown.named
//   {"cluster", "name"}
// Other rooms append kinds of their own, and document them.
#pragma once

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/scan_result.h"
#include "engine/storage/database.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine::ledger {

struct Event {
  std::int64_t sequence = 0;     ///< From 1, ascending; given by the ledger.
  std::string kind;              ///< "use.found", ...
  std::optional<VideoId> video;  ///< That it is about.
  std::optional<TrackId> track;
  std::string at;    ///< UTC, RFC 3339.
  std::string data;  ///< A JSON object.
};

/// Threads: those of the database, one at a time. The database must outlive it.
class Events {
 public:
  explicit Events(storage::Database& database) : database_(&database) {}

  /// `event.sequence` is not looked at. Errors: kInvalidInput (`data` is no JSON); the database's.
  Result<void> append(const Event& event);

  /// Those with numbers above `sequence`, in order, the first `most` of them. Numbers that are in
  /// no answer were never given: a reader that goes on from the last number it got misses nothing.
  Result<std::vector<Event>> after(std::int64_t sequence, std::size_t most) const;

  /// The number of the newest; 0 before there is one.
  Result<std::int64_t> newest() const;

  /// What the scan `now` has found that `before` had not, and what it has no longer. Call in the
  /// transaction that makes `now` the current scan of the video. `before` is empty for a first
  /// scan.
  Result<void> append_changes(const VideoId& video, const std::string& before, const ScanId& now,
                              const std::string& at);

 private:
  storage::Database* database_;
};

}  // namespace engine::ledger

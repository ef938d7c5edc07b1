// Cue sheets as they were issued, whole and for ever, and where each is on its way to a society.
#pragma once

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/ledger/amendments.h"
#include "engine/storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace engine::ledger {

/// A sheet that has been issued. `state` is the word of the last event.
struct IssuedSheet {
  std::string id;  ///< 32 hex digits.
  VideoId video;
  int revision = 0;
  std::string supersedes;  ///< Id of the sheet before; empty for the original.
  std::string document;    ///< Canonical JSON; never changes.
  std::string state;
};

/// "issued", "submitted", "approved", "rejected", or "revised": opened again for changes.
struct SheetEvent {
  std::string sheet;
  std::string state;
  std::string by;
  std::string at;
  std::string note;
};

/// Threads: those of the database, one at a time. The database must outlive it.
class CueSheets {
 public:
  explicit CueSheets(storage::Database& database) : database_(&database) {}

  /// Puts the sheet on record with the event "issued". Errors: kInvalidInput when there is a sheet
  /// of that id.
  Result<void> issue(const IssuedSheet& sheet, const Author& author);

  /// Notes that a sheet has come to `state`; which may follow which is the caller's to know.
  Result<void> move(const std::string& sheet, const std::string& state, const std::string& note,
                    const Author& author);

  /// Of a video, by revision.
  Result<std::vector<IssuedSheet>> of(const VideoId& video) const;
  Result<std::optional<IssuedSheet>> latest(const VideoId& video) const;

  /// Of all sheets of a video, the oldest first.
  Result<std::vector<SheetEvent>> events(const VideoId& video) const;

 private:
  storage::Database* database_;
};

}  // namespace engine::ledger

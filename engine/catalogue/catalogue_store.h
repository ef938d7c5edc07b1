// Recordings as rows of the tables, without any rule about what should be in them, and every state
// they were in before. Works are in work_store.h. Nothing here begins a transaction: the caller's
// holds several of these together.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/core/result.h"
#include "engine/storage/database.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::catalogue {

struct StoredRecording {
  Recording recording;
  bool removed = false;
  std::string since{};  ///< UTC since when this is said; empty: since before times were kept.

  /// Whether both say the same, whenever.
  bool says_the_same(const StoredRecording& other) const {
    return recording == other.recording && removed == other.removed;
  }
};

/// With their works. `condition` follows "FROM recording r".
Result<std::vector<StoredRecording>> load_recordings(const storage::Database& database,
                                                     std::string_view condition,
                                                     const storage::Values& values);

/// Adds a row, whose work must be there already. No other may have its id or track.
Result<void> add_recording(storage::Database& database, const StoredRecording& stored);

/// Takes the row away, if there is one; its work stays, and so does its past.
Result<void> erase_recording(storage::Database& database, const std::string& id);

/// Puts on record that something was said of a recording until `now`; nothing that was said for
/// less than a second.
Result<void> keep_past_recording(storage::Database& database, const StoredRecording& stored,
                                 const std::string& now);

/// Takes all that was said of a recording before away.
Result<void> forget_past_recording(storage::Database& database, const std::string& id);

/// The recording of a track as it was known at a time, and its work as of then; empty when it was
/// not known yet. `as_of` is UTC as utc_now writes it.
Result<std::optional<Recording>> load_past_recording(const storage::Database& database,
                                                     const TrackId& track,
                                                     const std::string& as_of);

}  // namespace engine::catalogue

// Recordings and works as rows of the tables, without any rule about what should be in them.
// Nothing here begins a transaction: the caller's holds several of these together.
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

  friend bool operator==(const StoredRecording&, const StoredRecording&) = default;
};

/// Recordings with their works. `condition` is what follows "SELECT ... FROM recording r".
Result<std::vector<StoredRecording>> load_recordings(const storage::Database& database,
                                                     std::string_view condition,
                                                     const storage::Values& values);

Result<std::optional<Work>> load_work(const storage::Database& database, const std::string& id);

/// Replaces the work with this id; parties nothing refers to any more go.
Result<void> save_work(storage::Database& database, const Work& work);

/// Adds a row, whose work must be there already. No other may have its id or track.
Result<void> add_recording(storage::Database& database, const StoredRecording& stored);

/// Takes the row away, if there is one; its work stays.
Result<void> erase_recording(storage::Database& database, const std::string& id);

/// Takes the work away, with its parties, unless a recording or another work needs them.
Result<void> erase_unused_work(storage::Database& database, const std::string& id);

}  // namespace engine::catalogue

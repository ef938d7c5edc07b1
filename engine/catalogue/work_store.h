// Works as rows of the tables: their contributions, titles, numbers, and every state they were in
// before. Nothing here begins a transaction: the caller's holds several of these together.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/core/result.h"
#include "engine/storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace engine::catalogue {

Result<std::optional<Work>> load_work(const storage::Database& database, const std::string& id);

/// Replaces the work with this id, if that changes it; parties nothing refers to any more go. What
/// was said before is kept, with the time from which on it was no longer said: `now`. Returns
/// whether anything changed.
Result<bool> save_work(storage::Database& database, const Work& work, const std::string& now);

/// Takes the work away, with its parties, unless a recording needs it; what was said of it becomes
/// past.
Result<void> retire_unused_work(storage::Database& database, const std::string& id,
                                const std::string& now);

/// The same, and its past goes too.
Result<void> forget_unused_work(storage::Database& database, const std::string& id);

/// As it was known at a time; empty when it was not yet. `as_of` is UTC as utc_now writes it.
Result<std::optional<Work>> load_past_work(const storage::Database& database, const std::string& id,
                                           const std::string& as_of);

/// Every state of a work, the oldest first and today's last.
struct WorkState {
  std::string since;  ///< UTC; empty: since before times were kept.
  std::string until;  ///< UTC; empty: still.
  Work work;
};
Result<std::vector<WorkState>> load_work_states(const storage::Database& database,
                                                const std::string& id);

}  // namespace engine::catalogue

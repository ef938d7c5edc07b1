// What tracks have in common, as rows of the tables. Nothing here begins a transaction: the
// caller's holds several of these together.
#pragma once

#include "engine/core/kinship.h"
#include "engine/core/result.h"
#include "engine/storage/database.h"

#include <vector>

namespace engine::catalogue {

/// By id of the other track.
Result<std::vector<Kinship>> load_kin(const storage::Database& database, const TrackId& track);

/// Of all tracks, by ids.
Result<std::vector<Kinship>> load_kin(const storage::Database& database);

/// Replaces what is on record of the two.
Result<void> save_kinship(storage::Database& database, const Kinship& kinship);

/// Takes away every kinship of the track, and that they were sought.
Result<void> erase_kin(storage::Database& database, const TrackId& track);

/// When there is anything of another version of comparing, all kinships go: they would not agree
/// with those found from now on.
Result<void> erase_kin_of_other_versions(storage::Database& database, int version);

}  // namespace engine::catalogue

// How people call tracks, and which tracks they mean.
#pragma once

#include "engine/catalogue/catalogue.h"
#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/run/scan_outcome.h"

#include <string>
#include <vector>

namespace engine::run {

/// From the catalogue; all empty for a track it does not know. Errors: those of the database.
Result<TrackLabel> track_label(const TrackId& track, const catalogue::Catalogue& catalogue);

/// Of every track that `result` names, as a match or as an alternative.
Result<TrackLabels> track_labels(const ScanResult& result, const catalogue::Catalogue& catalogue);

/// Of the others in the kinships of `track`.
Result<TrackLabels> labels_of_kin(const TrackId& track, const std::vector<Kinship>& kin,
                                  const catalogue::Catalogue& catalogue);

/// Those that catalogue::Catalogue::find_any finds for `text`, else for the absolute path that it
/// is. Errors: kNotFound (none); those of the database.
Result<std::vector<catalogue::Recording>> find_recordings(const std::string& text,
                                                          const catalogue::Catalogue& catalogue);

}  // namespace engine::run

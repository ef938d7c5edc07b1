// What is said to people of tracks that have something in common.
#pragma once

#include "engine/core/kinship.h"
#include "engine/run/scan_outcome.h"

#include <string>
#include <vector>

namespace engine::cli {

/// A line for each of the kinships of `track`, duplicates first, such as
///
///   same sound as "Theme" (/music/theme.flac)
///   a version of "Theme": 0:00-0:30 is its 1:02-1:32 (/music/theme.flac)
///   shares 0:12-0:20 with "Rain", there 0:40-0:48 (/music/rain.flac)
///
/// Of many the first few, and how many more there are.
std::vector<std::string> kin_lines(const TrackId& track, const std::vector<Kinship>& kin,
                                   const run::TrackLabels& labels);

}  // namespace engine::cli

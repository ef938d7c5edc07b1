// Segments as people read them: one row each, with times, track, composer, level and confidence.
#pragma once

#include "engine/core/match.h"
#include "engine/run/scan_outcome.h"

#include <span>
#include <string>

namespace engine::cli {

/// Titles, a rule and the rows, each line ended. A track without a label is shown by its id.
std::string segment_table(std::span<const Match> segments, const run::TrackLabels& labels);

/// What a video is called: as it was given, and which of its audio streams.
std::string heading(const run::ScanOutcome& outcome);

}  // namespace engine::cli

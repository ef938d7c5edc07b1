// Segments as people read them: one row each, with times, track, composer, level and confidence.
#pragma once

#include "engine/core/match.h"
#include "engine/run/scan_outcome.h"
#include "reports/table.h"

#include <span>
#include <string>
#include <vector>

namespace engine::cli {

std::vector<reports::Column> segment_columns();
/// A track without a label is shown by its id; what is less than sure says so.
std::vector<std::string> segment_cells(const Match& match, const run::TrackLabels& labels);

/// Titles, a rule and the rows, each line ended.
std::string segment_table(std::span<const Match> segments, const run::TrackLabels& labels);

/// What a video is called: as it was given, and which of its audio streams.
std::string heading(const run::ScanOutcome& outcome);

}  // namespace engine::cli

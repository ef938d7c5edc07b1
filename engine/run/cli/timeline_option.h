// A video's timeline as commands print it, as wide and in such letters as the terminal has.
#pragma once

#include "engine/run/cli/console.h"
#include "engine/run/scan_outcome.h"
#include "reports/timeline.h"

#include <string>

namespace engine::cli {

/// Of what a scan found: licensed music, and unknown.
reports::Timeline timeline_of(const run::ScanOutcome& outcome);

/// "Episode 1  21:04" and a line end.
std::string timeline_heading(const reports::Timeline& timeline);

/// reports::timeline_text as it fits the console; empty where it does not.
std::string timeline_lines(const reports::Timeline& timeline, const Console& console);

}  // namespace engine::cli

// How a scan of one video is told: a table for people, a line for programs.
#pragma once

#include "engine/run/cli/command.h"
#include "engine/run/scan_outcome.h"

namespace engine::cli {

struct ScanOutput {
  bool jsonl = false;
  bool timeline = false;  ///< Lanes, whoever reads.
};

/// A video that gave nothing has no place in a table: its error says all.
bool failed(const run::ScanOutcome& outcome);

/// Findings on the output, what is wrong on the log; both flushed.
void print_outcome(const run::ScanOutcome& outcome, const ScanOutput& options,
                   const Session& session);

}  // namespace engine::cli

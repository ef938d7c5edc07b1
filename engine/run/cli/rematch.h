// What `rematch` and `catalog add --rematch` have in common: searching the archive, matching what
// was found there again, and saying what is new.
#pragma once

#include "engine/core/result.h"
#include "engine/run/cli/command.h"
#include "engine/run/pipeline.h"
#include "engine/run/rematch.h"
#include "engine/run/workspace.h"

#include <cstddef>

namespace engine::cli {

struct RematchEnd {
  run::BatchReport report;
  std::size_t planned = 0;  ///< Videos that had to be looked at.
};

/// Under a progress bar. Prints each video in which something is new or no longer found: a JSON
/// line with `jsonl`; else a table, and a line that sums up. A video that fails is a complaint on
/// the log. Errors: those of run::plan_rematch and run::rematch_videos.
Result<RematchEnd> rematch_with_progress(run::Workspace& workspace, run::RematchScope scope,
                                         bool jsonl, const Session& session);

}  // namespace engine::cli

// Licences looked at for all that is on record.
#pragma once

#include "engine/core/result.h"
#include "engine/licences/judge.h"
#include "engine/run/workspace.h"
#include "reports/reported_uses.h"

namespace engine::run {

/// Gives every use its verdict. Uses count against what is licensed for a number of videos, so
/// `uses` must be all of the ledger's: call it before any is taken out. Returns the judge, who
/// knows the licences. Errors: those of the database; kCorrupt.
Result<licences::Judge> judge_uses(Records& records, const licences::JudgeOptions& options,
                                   reports::ReportedUses& uses);

/// Stretches with music of nobody in the catalogue, as uses without id and track.
Result<reports::ReportedUses> unknown_music(Records& records, const reports::ReportedUses& uses);

}  // namespace engine::run

// The commands about the cue sheet of a video, beside its export.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kCuesheetCheckCommand;
extern const Command kCuesheetIssueCommand;
extern const Command kCuesheetSubmitCommand;
extern const Command kCuesheetApproveCommand;
extern const Command kCuesheetRejectCommand;
extern const Command kCuesheetReviseCommand;
extern const Command kCuesheetChangesCommand;
extern const Command kCuesheetDiffCommand;
extern const Command kCuesheetHypothesesCommand;

}  // namespace engine::cli

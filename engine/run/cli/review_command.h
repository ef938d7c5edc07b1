// The commands by which people correct what was found and decide on it.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kReviewLsCommand;
extern const Command kReviewExportCommand;
extern const Command kReviewApplyCommand;
extern const Command kReviewSetCommand;
extern const Command kReviewAcceptCommand;
extern const Command kReviewRejectCommand;
extern const Command kReviewDisputeCommand;
extern const Command kReviewWhitelistCommand;
extern const Command kReviewNoteCommand;
extern const Command kReviewLogCommand;
extern const Command kReviewUndoCommand;

}  // namespace engine::cli

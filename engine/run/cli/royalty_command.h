// The commands that keep the books: run, close, reopen, pay.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kRoyaltyRunCommand;
extern const Command kRoyaltyCloseCommand;
extern const Command kRoyaltyReopenCommand;
extern const Command kRoyaltyPayCommand;

}  // namespace engine::cli

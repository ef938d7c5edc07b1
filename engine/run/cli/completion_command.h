// `cuetrace completion`: a script for the user's shell.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kCompletionCommand;

}  // namespace engine::cli

// `cuetrace backup`: a copy of a workspace.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kBackupCommand;

}  // namespace engine::cli

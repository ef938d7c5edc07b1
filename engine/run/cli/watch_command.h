// The command that scans what comes into folders.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kWatchCommand;

}  // namespace engine::cli

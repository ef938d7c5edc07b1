// Finding later tracks in videos that were scanned before, as a command.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kRematchCommand;

}  // namespace engine::cli

// The main job as a command: videos in, findings out.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kScanCommand;

}  // namespace engine::cli

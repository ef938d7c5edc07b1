// `cuetrace cuesheet export`: the cue sheet of one video.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kCuesheetExportCommand;

}  // namespace engine::cli

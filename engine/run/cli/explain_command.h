// `cuetrace explain`: why a track was claimed in a video, or refused.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kExplainCommand;

}  // namespace engine::cli

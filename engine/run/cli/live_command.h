// The command that listens to live streams.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kLiveCommand;

}  // namespace engine::cli

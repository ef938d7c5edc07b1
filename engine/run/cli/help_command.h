// `cuetrace help`: what a command does and takes.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kHelpCommand;

}  // namespace engine::cli

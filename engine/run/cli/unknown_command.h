// The commands about music of nobody in the catalogue that videos have in common.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kUnknownLsCommand;
extern const Command kUnknownNameCommand;
extern const Command kUnknownShowCommand;

}  // namespace engine::cli

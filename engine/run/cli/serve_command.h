// `cuetrace serve`: the HTTP service and its web pages.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kServeCommand;

}  // namespace engine::cli

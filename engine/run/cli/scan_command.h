#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kScanCommand;

}  // namespace engine::cli

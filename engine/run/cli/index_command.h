// How much index and archive hold, for those who run cuetrace.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kIndexStatsCommand;

}  // namespace engine::cli

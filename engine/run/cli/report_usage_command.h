// `cuetrace report usage`: one row for each use of each track.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kReportUsageCommand;

}  // namespace engine::cli

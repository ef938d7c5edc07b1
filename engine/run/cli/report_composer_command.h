// `cuetrace report composer`: whose music was used, how often and how long.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kReportComposerCommand;

}  // namespace engine::cli

// `cuetrace report statement`: what a party has earned in a period, and why.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kReportStatementCommand;

}  // namespace engine::cli

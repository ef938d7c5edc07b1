// `cuetrace report dsr`: uses of a period as a Digital Sales Report of DDEX.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kReportDsrCommand;

}  // namespace engine::cli

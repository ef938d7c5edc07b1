// `cuetrace report audit`: was it licensed, and if not, what would have made it so.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kReportAuditCommand;

}  // namespace engine::cli

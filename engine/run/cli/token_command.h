// `cuetrace token`: who may ask the service, and for what.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kTokenMakeCommand;
extern const Command kTokenLsCommand;
extern const Command kTokenRevokeCommand;

}  // namespace engine::cli

// `cuetrace verify`: a stored claim computed again, figure by figure.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kVerifyCommand;

}  // namespace engine::cli

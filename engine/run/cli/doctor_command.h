// `cuetrace doctor`: whether everything is in place, and what to do where it is not.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kDoctorCommand;

}  // namespace engine::cli

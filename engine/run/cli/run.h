// The command line's front door: what main calls, and what tests call in its place.
#pragma once

#include "engine/run/cli/console.h"
#include "engine/run/cli/exit.h"
#include "engine/run/cli/parse.h"

namespace engine::cli {

/// Runs the command that `args` (without the program's name) ask for. Results go to console.out,
/// everything else to console.log; a failure is one line there, with a hint when it is the usage.
Exit run(Args args, Console& console);

}  // namespace engine::cli

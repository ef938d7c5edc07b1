// Process exit codes: a contract with scripts, the same for every command, listed in --help.
#pragma once

#include "engine/core/result.h"

namespace engine::cli {

enum class Exit : int {
  kDone = 0,
  kFailed = 1,
  kUsage = 2,
  kSomeFailed = 3,  ///< Done, but some inputs failed.
  kFindings = 4,    ///< What --fail-on names was found; a claim verified differs.
  kNoWorkspace = 10,
  kLocked = 11,
  kFormatVersion = 12,
  kNotAuthorised = 13,
  kRemoteUnreachable = 14,
  kInterrupted = 130,
};

/// What the process ends with when a whole command fails with `code`.
Exit exit_for(Errc code);

}  // namespace engine::cli

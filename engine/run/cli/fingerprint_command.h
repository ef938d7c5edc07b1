// `cuetrace fingerprint`: sound made small enough to send.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kFingerprintCommand;

}  // namespace engine::cli

// The commands about what people say of videos: production and publication.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kVideoSetCommand;
extern const Command kVideoShowCommand;

}  // namespace engine::cli

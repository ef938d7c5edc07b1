// Help, written from the declarations that parsing uses, so that it cannot fall behind.
#pragma once

#include "engine/run/cli/command.h"

#include <string>
#include <string_view>

namespace engine::cli {

std::string overview();                          ///< `cuetrace --help`.
std::string group_help(std::string_view group);  ///< `cuetrace catalog --help`.
std::string command_help(const Command& command);

}  // namespace engine::cli

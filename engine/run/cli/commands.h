// The whole command line, as a table.
#pragma once

#include "engine/run/cli/command.h"

#include <span>
#include <string_view>

namespace engine::cli {

/// The first word of commands that have two.
struct CommandGroup {
  std::string_view name;
  std::string_view summary;
};

std::span<const Command* const> commands();  ///< In the order help lists them.
std::span<const CommandGroup> command_groups();

const Command* find_command(std::string_view name);  ///< Null when there is none.
const CommandGroup* find_group(std::string_view name);

/// Declares --workspace, --threads, --quiet and --progress.
void declare_global(GlobalOptions& options, Arguments& arguments);

}  // namespace engine::cli

// Which inputs a command was asked to work on: words on the line, and lists.
#pragma once

#include "engine/core/result.h"
#include "engine/run/cli/command.h"

#include <optional>
#include <string>
#include <vector>

namespace engine::cli {

/// PATH... [--from-list FILE], as `catalog add` and `scan` take them.
struct InputOptions {
  std::vector<std::string> paths;
  std::optional<std::string> list;  ///< "-" is standard input.
};

/// `name` is how help calls an input: "PATH" or "PATH|URL".
void declare_inputs(InputOptions& options, std::string_view name, Arguments& arguments);

/// Words first, then the list's lines, in order. In a list, one path a line: blank lines and lines
/// that begin with "# " (or are "#") are left out, so "#1 hit.ogg" is a path; a carriage return at
/// a line's end is dropped; paths are taken as they are, from the current folder.
/// Errors: kUsage (no inputs at all), and those of reading the list, naming it.
Result<std::vector<std::string>> collect_inputs(const InputOptions& options, Console& console);

/// The lines of a list that name a path.
std::vector<std::string> paths_in_list(std::string_view text);

}  // namespace engine::cli

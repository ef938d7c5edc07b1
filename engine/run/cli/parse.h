// Words into parameters. The only file that names CLI11 is parse.cpp.
#pragma once

#include "engine/core/result.h"
#include "engine/run/cli/arguments.h"

#include <span>
#include <string>
#include <vector>

namespace engine::cli {

using Args = std::span<const std::string>;

/// Reads every word into `arguments`. Understands --name VALUE, --name=VALUE, -n VALUE, -nVALUE,
/// bundled short flags, options after positionals, and "--", after which all words are positional.
/// Errors: kUsage, naming what is unknown, missing, repeated or malformed.
Result<void> parse(const Arguments& arguments, Args args);

/// Reads the options that stand before the first word that is none; returns that word and all
/// after it. Errors: kUsage.
Result<std::vector<std::string>> parse_leading(const Arguments& arguments, Args args);

}  // namespace engine::cli

// Lengths of time on a command line.
#pragma once

#include "engine/core/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace engine::cli {

/// "90", "2.5" and "90s" are seconds; "10m", "1.5h", "2d" what they say; "1:30" and "1:02:03" a
/// clock's. `option` is named by the error. Errors: kUsage (none of these, or more than 1,000
/// days).
Result<std::chrono::milliseconds> parse_duration(std::string_view option, const std::string& word);

}  // namespace engine::cli

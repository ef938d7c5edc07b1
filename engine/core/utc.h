// The time of day on record.
#pragma once

#include <chrono>
#include <string>

namespace engine {

/// UTC to the second, RFC 3339: "2026-11-21T15:14:33Z". Texts of this form are ordered as the
/// times.
std::string utc_text(std::chrono::system_clock::time_point time);
std::string utc_now();

}  // namespace engine

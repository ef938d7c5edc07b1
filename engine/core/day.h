// Days of the calendar, without time or zone.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace engine {

using Day = std::chrono::sys_days;

/// "2026-10-31" or "20261031". Empty for anything else, such as a day that no calendar has.
std::optional<Day> parse_day(std::string_view text);

/// "2026-10-31".
std::string to_string(Day day);

/// Nothing for none.
std::string to_string(const std::optional<Day>& day);

/// "20261031", as fixed-width formats have it.
std::string to_compact_string(Day day);

}  // namespace engine

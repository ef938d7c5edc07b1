// Numbers to text, free of locale; small questions about text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// `value` / 10^places with exactly `places` decimals: fixed_point(-142, 1) is "-14.2".
std::string fixed_point(std::int64_t value, unsigned places);

/// Half away from zero: rounded(41.24, 1) is "41.2".
std::string rounded(double value, unsigned places);

/// The inverse of fixed_point: "12.5" with 2 places is 1250. Empty for anything but digits, one
/// sign and one dot with at most `places` decimals, or when it does not fit.
std::optional<std::int64_t> parse_fixed_point(std::string_view text, unsigned places);

std::string to_lower_ascii(std::string_view text);
std::string_view trimmed(std::string_view text);  ///< Without ASCII white space at the ends.

/// Parts between separators, each trimmed; empty parts are left out.
std::vector<std::string> split(std::string_view text, char separator);

/// Words with a separator between them; empty ones are left out.
std::string joined(const std::vector<std::string>& words, std::string_view separator);

/// With an ASCII letter in front as a capital: "month" is "Month".
std::string capitalised(std::string_view text);

/// `text` with every byte that is not part of well-formed UTF-8 replaced by U+FFFD, and control
/// characters by spaces: what strangers' tags become before they reach a terminal or a database.
std::string clean_utf8(std::string_view text);

/// The first `most` code points of well-formed UTF-8, or all of it.
std::string first_characters(std::string_view text, std::size_t most);

/// Columns that `text` (UTF-8) takes on a terminal, counting one per code point.
std::size_t display_width(std::string_view text);

}  // namespace engine

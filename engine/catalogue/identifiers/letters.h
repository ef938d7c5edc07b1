// Cleaning of what people type before it is read as an identifier.
#pragma once

#include <string>
#include <string_view>

namespace engine::identifiers {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
inline bool is_hex(char c) { return is_digit(c) || (c >= 'A' && c <= 'F'); }

/// Whether `text` has `length` characters and all are `kind`; for a length of 0, one and more.
bool all_are(bool (*kind)(char), std::string_view text, std::size_t length = 0);

/// Capitals, without white space and without any of `separators`.
std::string squeezed(std::string_view text, std::string_view separators);

/// Without `label` at its start, and a colon after it: "ISRC:US..." is "US...".
std::string_view without_label(std::string_view text, std::string_view label);

}  // namespace engine::identifiers

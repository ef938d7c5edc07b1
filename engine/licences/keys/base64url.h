// Bytes as text that survives addresses, mails and metadata: base64url of RFC 4648 without padding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace engine::licences {

std::string to_base64url(std::string_view bytes);

/// The inverse, exactly: empty for any other character, for padding, and for a last character with
/// bits that no byte has, so that no two texts mean the same bytes.
std::optional<std::string> of_base64url(std::string_view text);

/// A-Z, a-z, 0-9, - or _.
bool is_base64url(char c);

}  // namespace engine::licences

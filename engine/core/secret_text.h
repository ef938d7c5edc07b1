// Text that nobody can guess.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace engine {

/// `bytes` random bytes in base64url (RFC 4648, without padding), or in hex.
std::string random_base64url(std::size_t bytes);
std::string random_hex(std::size_t bytes);

/// SHA-256 and HMAC-SHA-256 in hex.
std::string sha256_hex(std::string_view text);
std::string hmac_sha256_hex(std::string_view key, std::string_view text);

/// Takes as long whatever the texts are, if they are of one length.
bool same_in_constant_time(std::string_view a, std::string_view b);

}  // namespace engine

// The key of a licence that a person can type: CT1-0G7YA-QX0MR-5T2NB-9DKV4-H.
//
// It stands for 96 bits, which begin the SHA-256 of the licence's certificate (certificate.h), as
// 20 digits of Crockford's base 32 (0-9, A-Z without I, L, O, U), of which the first holds one bit.
// The last character is his check: the number modulo 37, which also has *, ~, $, = and U. It tells
// every single character that is wrong, and every two neighbours that changed places.
#pragma once

#include "engine/core/result.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace engine::licences {

struct LicenceKey {
  std::array<std::uint8_t, 12> bits{};  ///< The most significant first.

  friend auto operator<=>(const LicenceKey&, const LicenceKey&) = default;
};

/// How every key begins; the version of its form.
constexpr std::string_view kKeyPrefix = "CT1";
constexpr std::size_t kKeyDigits = 20;
constexpr std::size_t kKeyGroup = 5;        ///< Digits between dashes.
constexpr std::size_t kKeyTextLength = 29;  ///< Of the canonical form.

/// The canonical form.
std::string to_string(const LicenceKey& key);

/// As people type it: in small letters too, I and L for 1, O for 0, spaces and dashes anywhere or
/// nowhere. Errors: kInvalidInput, which tells a wrong check character from a wrong form.
Result<LicenceKey> parse_licence_key(std::string_view text);

/// The canonical form of what is a key; anything else as it is.
std::string tidy_key(std::string_view text);

/// Bytes that a dash, a blank or a line break takes at the front of `text`; 0 when there is none.
std::size_t separator_length(std::string_view text);

}  // namespace engine::licences

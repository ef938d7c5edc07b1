// Keys of licences in text that people wrote for people: a description, a comment, metadata.
#pragma once

#include "engine/licences/keys/certificate.h"
#include "engine/licences/keys/licence_key.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::licences {

struct FoundKey {
  LicenceKey key;
  std::optional<Certificate> certificate;  ///< When it stood there whole.
};

/// What has the form of a key and is none: mistyped, or an altered certificate.
struct LookAlike {
  std::string text;  ///< Its first characters, as they stand there.
  std::string why;   ///< In words, with the way out.
};

struct KeysInText {
  std::vector<FoundKey> keys;          ///< Each once, in the order of the text.
  std::vector<LookAlike> look_alikes;  ///< Each once, in the order of the text.
  bool cut = false;                    ///< The text, or what was found, was over the limits.
};

constexpr std::size_t kSearchedBytesMax = 4 << 20;
constexpr std::size_t kFoundKeysMax = 1000;  ///< Of keys, and of look-alikes.

/// Finds typed keys, with dashes or blanks between their groups or nothing, and certificates, also
/// those that a mail program has broken into lines. What surrounds them may be any punctuation, but
/// no letter or digit. Time is linear in the text.
KeysInText find_keys(std::string_view text);

}  // namespace engine::licences

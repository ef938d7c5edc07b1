// Major and minor keys: their names, and which of them are easily mixed up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engine {

struct MusicalKey {
  std::uint8_t tonic = 0;  ///< Semitones above C, 0 to 11.
  bool minor = false;

  friend bool operator==(const MusicalKey&, const MusicalKey&) = default;
};

/// "C major", "F# minor": with sharps.
std::string to_string(const MusicalKey& key);

/// As people and programs write it: "C", "Am", "F# minor", "Bb maj", "e-moll", "A flat major", and
/// Camelot codes ("8A"). Empty for other text.
std::optional<MusicalKey> parse_key(std::string_view text);

/// The same key, or one that shares all its notes but one, or its tonic: the relative, the
/// parallel, a fifth up or down, and the relatives of those. Listeners and programs mix these up.
bool are_near(const MusicalKey& a, const MusicalKey& b);

}  // namespace engine

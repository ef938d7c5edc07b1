#include "engine/core/musical_key.h"

#include "engine/core/text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace engine {
namespace {

constexpr int kSemitones = 12;
constexpr int kFifth = 7;
constexpr int kMinorThird = 3;

constexpr std::array<std::string_view, kSemitones> kNames{"C",  "C#", "D",  "D#", "E",  "F",
                                                          "F#", "G",  "G#", "A",  "A#", "B"};

int above(int tonic, int semitones) {
  return ((tonic + semitones) % kSemitones + kSemitones) % kSemitones;
}

/// The major key with the same notes.
int major_tonic(const MusicalKey& key) {
  return key.minor ? above(key.tonic, kMinorThird) : key.tonic;
}

/// Takes `word` off the front of `text`.
bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

/// Semitones that the accidentals at the front of `text` add; they are taken off.
int take_accidental(std::string_view& text) {
  for (const std::string_view sharp : {"#", "\u266f", " sharp", "-sharp", "sharp"}) {
    if (take(text, sharp)) return 1;
  }
  for (const std::string_view flat : {"\u266d", " flat", "-flat", "flat"}) {
    if (take(text, flat)) return -1;
  }
  return take(text, "b") ? -1 : 0;
}

/// "8A" is A minor, "8B" C major; a step is a fifth. Source: mixedinkey.com, "Camelot Wheel".
std::optional<MusicalKey> parse_camelot(std::string_view text) {
  int hour = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), hour);
  const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  if (failed != std::errc() || hour < 1 || hour > kSemitones || (rest != "a" && rest != "b")) {
    return std::nullopt;
  }
  constexpr int kHourOfC = 8;
  const int major = above(0, (hour - kHourOfC) * kFifth);
  const bool minor = rest == "a";
  const int tonic = minor ? above(major, -kMinorThird) : major;
  return MusicalKey{static_cast<std::uint8_t>(tonic), minor};
}

}  // namespace

std::string to_string(const MusicalKey& key) {
  return std::string(kNames[key.tonic]) + (key.minor ? " minor" : " major");
}

std::optional<MusicalKey> parse_key(std::string_view text) {
  const std::string_view given = trimmed(text);
  const std::string lower = to_lower_ascii(given);
  if (const auto camelot = parse_camelot(lower)) return camelot;
  constexpr std::string_view kLetters = "c d ef g a b";  // A letter's place is its semitone.
  if (lower.empty()) return std::nullopt;
  const std::size_t letter = kLetters.find(lower.front());
  if (letter == kLetters.npos || lower.front() == ' ') return std::nullopt;
  std::string_view rest = std::string_view(lower).substr(1);
  const int tonic = above(static_cast<int>(letter), take_accidental(rest));
  rest = trimmed(rest);
  if (rest.starts_with('-')) rest = trimmed(rest.substr(1));
  constexpr std::array<std::string_view, 4> kMajor{"", "maj", "major", "dur"};
  constexpr std::array<std::string_view, 4> kMinor{"m", "min", "minor", "moll"};
  const bool capital_m = given.ends_with('M') && rest == "m";  // "CM" is C major.
  const bool minor = std::find(kMinor.begin(), kMinor.end(), rest) != kMinor.end() && !capital_m;
  if (!minor && !capital_m && std::find(kMajor.begin(), kMajor.end(), rest) == kMajor.end()) {
    return std::nullopt;
  }
  return MusicalKey{static_cast<std::uint8_t>(tonic), minor};
}

bool are_near(const MusicalKey& a, const MusicalKey& b) {
  if (a.tonic == b.tonic) return true;
  const int apart = above(major_tonic(a), -major_tonic(b));
  return apart == 0 || apart == kFifth || apart == kSemitones - kFifth;
}

}  // namespace engine

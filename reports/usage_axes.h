// How music is used, on axes that do not depend on one another. Societies each have codes of their
// own for combinations of these: usage_code.h. What nobody has said is kUnknown, on every axis.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace reports {

/// What the music is for.
enum class Function : std::uint8_t {
  kUnknown,
  kBackground,
  kFeature,
  kTheme,
  kLogo,
  kBumper,
  kDance,
  kPromo,
  kPaidProgramming,
};

/// What the audience sees of it: the players; the radio it comes from; nothing. No sound shows it.
enum class Perception : std::uint8_t { kUnknown, kVisual, kSource, kBackground };

enum class Vocality : std::uint8_t { kUnknown, kVocal, kInstrumental };

/// Where in the programme a theme or a logo stands; kNone for music with no such place.
enum class Position : std::uint8_t {
  kUnknown,
  kNone,
  kOpening,
  kMain,
  kClosing,
  kSegment,
  kTitle,
};

enum class Origin : std::uint8_t {
  kUnknown,
  kCommissioned,
  kLibrary,
  kCommercial,
  kLive,
  kVideo,
  kPublicDomain,
};

struct UsageAxes {
  Function function = Function::kUnknown;
  Perception perception = Perception::kUnknown;
  Vocality vocality = Vocality::kUnknown;
  Position position = Position::kUnknown;
  Origin origin = Origin::kUnknown;
  bool rolled_up = false;  ///< Several cues of the same owners, as one.

  friend bool operator==(const UsageAxes&, const UsageAxes&) = default;
};

/// The words of an axis, by value: "unknown", "background", "paid_programming", ... They stand in
/// documents and never change.
template <class Axis>
std::span<const std::string_view> axis_words();
template <>
std::span<const std::string_view> axis_words<Function>();
template <>
std::span<const std::string_view> axis_words<Perception>();
template <>
std::span<const std::string_view> axis_words<Vocality>();
template <>
std::span<const std::string_view> axis_words<Position>();
template <>
std::span<const std::string_view> axis_words<Origin>();

template <class Axis>
std::string_view word(Axis value) {
  return axis_words<Axis>()[static_cast<std::size_t>(value)];
}

/// The inverse of `word`; empty for a text that is no word of the axis.
template <class Axis>
std::optional<Axis> axis_named(std::string_view text) {
  const auto words = axis_words<Axis>();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == text) return static_cast<Axis>(i);
  }
  return std::nullopt;
}

}  // namespace reports

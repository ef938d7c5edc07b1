// What is said of sound in which there is nothing to match, or in which all is alike: the person
// who gave it may have meant another file.
#pragma once

#include "engine/core/media_time.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace engine {

enum class SoundNoteKind : std::uint8_t {
  kShort = 0,   ///< Too short for any claim.
  kSilent = 1,  ///< Silence, or hardly more.
  kTone = 2,    ///< One tone from start to end, as of a test signal.
  kNoise = 3,   ///< Noise from start to end.
  kLoop = 4,    ///< One piece, again and again. Said of tracks alone.
};

constexpr std::string_view to_string(SoundNoteKind kind) {
  switch (kind) {
    case SoundNoteKind::kShort: return "short";
    case SoundNoteKind::kSilent: return "silent";
    case SoundNoteKind::kTone: return "tone";
    case SoundNoteKind::kNoise: return "noise";
    case SoundNoteKind::kLoop: return "loop";
  }
  return "";
}

struct SoundNote {
  SoundNoteKind kind = SoundNoteKind::kSilent;
  MediaTime period{0};  ///< Of a loop: the length of the piece.

  friend bool operator==(const SoundNote&, const SoundNote&) = default;
};

/// The note on a video whose kind has this name; empty for other text.
constexpr std::optional<SoundNote> note_named(std::string_view name) {
  for (const auto kind : {SoundNoteKind::kShort, SoundNoteKind::kSilent, SoundNoteKind::kTone,
                          SoundNoteKind::kNoise}) {
    if (to_string(kind) == name) return SoundNote{kind};
  }
  return std::nullopt;
}

}  // namespace engine

// Exact positions and lengths in media. Never floating: a cue's length is money.
#pragma once

#include "engine/core/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace engine {

/// A position or length in media, in whole microseconds of what a player shows.
using MediaTime = std::chrono::duration<std::int64_t, std::micro>;

/// Half-open stretch of media: `start` is in, `end` is out; start <= end.
struct MediaSpan {
  MediaTime start{0};
  MediaTime end{0};

  MediaTime length() const { return end - start; }
  friend bool operator==(const MediaSpan&, const MediaSpan&) = default;
};

/// How long both play; zero or less: never at once.
MediaTime in_common(const MediaSpan& a, const MediaSpan& b);

/// Whether at least half of the shorter is in common: what a person said of one place still holds
/// of another that is found a little elsewhere.
bool share_half(const MediaSpan& a, const MediaSpan& b);

/// Whole milliseconds, rounded half up (towards later).
std::int64_t to_ms(MediaTime time);

/// Whole seconds, rounded half up: what sheets and clocks print.
std::int64_t to_seconds(MediaTime time);

inline MediaTime from_ms(std::int64_t ms) { return MediaTime{ms * 1000}; }

/// "0:01:02.345": hours unpadded, then minutes, seconds and milliseconds. Negative gets a '-'.
std::string to_timecode(MediaTime time);

/// Whole seconds as "1:02:03", or "2:03" under an hour; rounded half up.
std::string to_clock(MediaTime time);

}  // namespace engine

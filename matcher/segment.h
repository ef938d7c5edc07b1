// A stretch of a track that was found in a video, and the evidence for it.
#pragma once

#include "engine/core/match.h"
#include "engine/core/media_time.h"
#include "matcher/playing.h"

#include <cstdint>

namespace matcher {

/// Frames are those of the track as played, which are as long as the video's.
struct Segment {
  std::uint32_t ordinal = 0;
  Playing playing;
  std::int32_t offset = 0;  ///< Video frame minus track frame.
  std::int64_t first = 0;   ///< Track frames [first, end).
  std::int64_t end = 0;
  engine::MatchMethod method = engine::MatchMethod::kLandmark;

  float score = 0;       ///< Log-likelihood ratio, natural log.
  float deviations = 0;  ///< Score above that of wrong alignments, in their standard deviations.
  std::int32_t expected = 0;
  std::int32_t found = 0;
  float by_chance = 0;    ///< Of the expected, found at wrong alignments on average.
  bool restless = false;  ///< One of several short pieces between which the track jumps about.

  std::int64_t video_first() const { return first + offset; }
  std::int64_t video_end() const { return end + offset; }
  engine::MediaSpan in_video() const;
  engine::MediaSpan in_track() const;  ///< The same stretch on the track's own clock.
  /// How many times more peaks are found than chance would find.
  float times_chance() const { return static_cast<float>(found) / (by_chance > 0 ? by_chance : 1); }

  friend bool operator==(const Segment&, const Segment&) = default;
};

/// Start of a frame; of those before the first, 0.
engine::MediaTime frame_time(std::int64_t frame);

}  // namespace matcher

// The way a track is played, to more digits: of a candidate that a hash proposed at about some
// speed, and of a segment, whose length tells the speed ever more exactly.
#pragma once

#include "matcher/playing.h"
#include "matcher/sound.h"

#include <cstdint>
#include <span>

namespace matcher {

/// A track's place in the video, and how it is played there.
struct Fit {
  Playing playing;
  std::int32_t offset = 0;  ///< Video frame minus frame of the track as played.
  std::int32_t found = 0;   ///< Peaks of those asked for that the video holds.
};

/// How far from the start a fit is searched, and in what steps.
struct FitRange {
  double stretch = 0;       ///< Largest relative change of the stretch, e.g. 0.015.
  double pitch = 0;         ///< Largest relative change of the pitch.
  bool together = false;    ///< Pitch and stretch change as one, as when a tape runs faster.
  std::int32_t offset = 0;  ///< Largest change of the offset, in frames.
};

/// The fit at which most of `peaks` (of a track as it is, in order, not empty) are found, around
/// `start`; of equals the one nearest to it. Steps are so fine that no peak moves by more than half
/// a tolerance between two of them.
Fit best_fit(std::span<const ReferencePeak> peaks, const Sound& video, const Fit& start,
             const FitRange& range);

}  // namespace matcher

// How much of a claim speaks for this track at this place, and for no other. Recordings share
// samples: where a drum loop that two of them use plays, a good part of the one is found in the
// other, at every repeat of the loop alike. Such a claim is for a person to judge.
#pragma once

#include "matcher/segment.h"
#include "matcher/sound.h"

namespace matcher {

struct Distinctness {
  /// Share of the reference's peaks that the video holds, of the channel in which it is larger.
  float found = 0;
  /// What is found above chance at other places within half a minute (the tenth best of them),
  /// against what is found above chance here: near 1 where every bar fits as well as this one.
  float elsewhere = 0;

  static constexpr float kWellHeard = 0.33F;
  static constexpr float kAsGood = 0.8F;

  /// Neither well heard nor tied to this place.
  bool doubtful() const { return found < kWellHeard && elsewhere >= kAsGood; }
};

/// `track` as it is played in the segment. Takes some milliseconds when little is found, and much
/// less otherwise: `elsewhere` is then left at 0.
Distinctness distinctness(const Segment& segment, const Sound& video, const ReferenceTrack& track);

}  // namespace matcher

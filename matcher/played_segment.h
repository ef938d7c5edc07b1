// Verification of a track that is played faster, slower, higher or lower than it is: the way it is
// played is fitted first on the few seconds that voted, then on ever longer stretches, until
// the ends stay where they are.
#pragma once

#include "matcher/alignment.h"
#include "matcher/candidates.h"
#include "matcher/playing.h"

namespace matcher {

/// For a claim more evidence is asked than of a track played as it is, since so many more ways are
/// tried.
constexpr float kPlayedClaimScore = kClaimScore + 12;

/// `track` is the track as it is.
Verdict verify_played(const Candidate& candidate, const Sound& video, const ReferenceTrack& track);

/// A segment that was verified with the track as it is, fitted again: clocks differ by a little,
/// and a tenth of a percent more in speed is a long segment cut short. Returns `segment` itself
/// when nothing fits better.
Segment fitted(const Segment& segment, const Sound& video, const ReferenceTrack& track);

}  // namespace matcher

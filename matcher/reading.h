// One reading of a track: music that repeats itself is verified at every repeat, and what is looped
// in a video agrees with the track going on as well as with its start. A track plays at one place
// at a time; this chooses which, and where it jumps.
#pragma once

#include "matcher/segment.h"
#include "matcher/sound.h"

#include <vector>

namespace matcher {

/// Of segments of one track, in any order that does not depend on chance, those that explain most
/// together while none overlaps another; cut at where one takes over from the next. Ordered by
/// start. Pieces between which the track jumps about are marked as restless.
std::vector<Segment> one_reading(const std::vector<Segment>& segments, const Sound& video,
                                 const ReferenceTrack& track);

}  // namespace matcher

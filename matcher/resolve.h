// From verified segments to claims: of what explains the same peaks of the video, the best is
// claimed and the rest are alternatives; what explains other peaks stands beside it.
#pragma once

#include "engine/core/match.h"
#include "engine/core/result.h"
#include "matcher/alignment.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace matcher {

/// The track of a segment, as it is played there.
using TrackOf =
    std::function<engine::Result<std::shared_ptr<const ReferenceTrack>>(const Segment&)>;

/// A claim and the segments that it explains away, best first.
struct Claim {
  Segment segment;
  std::vector<Segment> alternatives;  ///< Of other tracks; scores as measured alone.
};

/// `segments` in any order that does not depend on chance; equal scores keep their order.
/// Errors: those of `track_of`.
engine::Result<std::vector<Claim>> resolve(std::vector<Segment> segments, const Sound& video,
                                           const TrackOf& track_of);

}  // namespace matcher

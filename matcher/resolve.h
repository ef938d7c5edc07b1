// From verified segments to claims: of what explains the same peaks of the video, the best is
// claimed and the rest are alternatives; what explains other peaks stands beside it.
#pragma once

#include "engine/core/match.h"
#include "engine/core/result.h"
#include "matcher/alignment.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace matcher {

/// The track of a segment, as it is played there.
using TrackOf =
    std::function<engine::Result<std::shared_ptr<const ReferenceTrack>>(const Segment&)>;

/// A claim and the segments that it explains away, best first.
struct Claim {
  Segment segment;                    ///< Without what better claims explain.
  std::vector<Segment> alternatives;  ///< Of other tracks; scores as measured alone.
  Segment alone;                      ///< As it was before better claims were taken out.
  bool version_in_doubt = false;      ///< See settle_versions, matcher/versions.h.
};

/// A segment that better claims explain.
struct Overruled {
  Verdict verdict;  ///< Of what they leave over.
  Segment alone;
  std::size_t claims_before = 0;     ///< They are the first so many of Resolution::claims.
  std::optional<std::size_t> rival;  ///< The claim that most of it lies in, if half of it does.
};

struct Resolution {
  std::vector<Claim> claims;  ///< In the order in which they were made: best first.
  std::vector<Overruled> overruled;
};

/// `segments` in any order that does not depend on chance; equal scores keep their order.
/// Errors: those of `track_of`.
engine::Result<Resolution> resolve(std::vector<Segment> segments, const Sound& video,
                                   const TrackOf& track_of);

}  // namespace matcher

// What two tracks have in common, hash for hash, without an index: the places at which they may run
// alike. Depends on the two alone, so that what is made of it is the same in any library.
#pragma once

#include "engine/core/fingerprint.h"
#include "matcher/candidates.h"

#include <vector>

namespace matcher {

/// Candidates (of ordinal 0, played as it is) for `track` playing in `video`, most votes first:
/// of every kStepFrames of the video the few with most.
std::vector<Candidate> shared_hashes(const engine::Fingerprint& video,
                                     const engine::Fingerprint& track);

}  // namespace matcher

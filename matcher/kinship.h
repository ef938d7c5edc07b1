// Families of tracks: which tracks of an index hold the same sound as another, and where. The index
// is asked once, cheaply, for tracks worth comparing; each of these is then compared with
// the track on its own, which depends on the two of them and on nothing else.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/id.h"
#include "engine/core/kinship.h"
#include "engine/core/result.h"
#include "matcher/index.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace matcher {

/// A track is compared with at most this many others, those that the index has most hits of,
constexpr std::size_t kMostKin = 64;
/// and with no more once it is known to be a copy of so many: the thousandth copy of a tune is told
/// of some of the others, at no more cost than the fifth.
constexpr std::size_t kMostCopies = 4;

/// Bumped whenever comparing may find something else.
constexpr int kKinshipVersion = 3;

/// A track to be compared. Lifetime: refers to the fingerprint.
struct KinTrack {
  engine::TrackId id;
  const engine::Fingerprint& fingerprint;
};

/// What two tracks have in common: empty when nothing is. The same whichever is `a`.
std::optional<engine::Kinship> kinship_of(const KinTrack& a, const KinTrack& b);

/// The kinships of a track that is in the index, by id of the other. Found from either side alike,
/// so adding tracks one after the other finds each, whatever the order.
/// Errors: kNotFound, kCorrupt, kUnavailable.
engine::Result<std::vector<engine::Kinship>> kin_of(const Index& index,
                                                    const engine::TrackId& track);

}  // namespace matcher

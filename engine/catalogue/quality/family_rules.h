// The rules about the versions of one work: which are there, and whether they fit over each other.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/catalogue/quality/finding.h"
#include "engine/catalogue/quality/quality_limits.h"
#include "engine/core/kinship.h"

#include <cstddef>
#include <map>
#include <vector>

namespace engine::catalogue {

/// Recordings that belong together, as places in the list they were grouped from.
struct VersionFamily {
  std::vector<std::size_t> members;  ///< In the order of the list.

  friend bool operator==(const VersionFamily&, const VersionFamily&) = default;
};

/// Those of one work, and those that name each other as parents, in the order of their first
/// members. Every recording is in one.
std::vector<VersionFamily> group_families(const std::vector<Recording>& recordings);

/// The kinships of each track; every one is there twice.
using KinTable = std::map<TrackId, std::vector<Kinship>>;
KinTable kin_by_track(const std::vector<Kinship>& kin);

/// The full mix a version belongs to: its parent, else the first of version "full" in its family
/// with audio. Null for a full mix, and when there is none.
const Recording* full_mix_of(const Recording& version, const VersionFamily& family,
                             const std::vector<Recording>& recordings);

/// What is wrong with a member against its full mix and the rest of the catalogue. Instrumental,
/// no-melody and stem are as long as the full mix and start with it; an edit, a stinger or a loop
/// need not.
std::vector<Finding> check_version(const Recording& version, const Recording* full_mix,
                                   const KinTable& kin, const QualityLimits& limits);

/// Which versions the family lacks.
std::vector<Finding> check_family(const VersionFamily& family,
                                  const std::vector<Recording>& recordings,
                                  const QualityLimits& limits);

}  // namespace engine::catalogue

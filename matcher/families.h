// What is known of tracks beside their sound, as far as it bears on claims: what they have in
// common with others, and who is paid for them.
#pragma once

#include "engine/core/id.h"
#include "engine/core/kinship.h"
#include "matcher/audible.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace matcher {

struct TrackFamily {
  std::vector<engine::Kinship> kin;  ///< By id of the other; each is either's.
  std::string owners;  ///< The same text for the same writers and publishers; empty: unknown.
};

/// Threads: const functions at once from many threads.
class Families {
 public:
  Families() = default;
  /// Tracks that have nothing in common with others need no entry.
  explicit Families(std::map<engine::TrackId, TrackFamily> of_tracks)
      : of_tracks_(std::move(of_tracks)) {}

  /// Null when nothing is known.
  const TrackFamily* find(const engine::TrackId& track) const;

  /// kShared when the track has material in common with tunes of which it is no version: these may
  /// not be the only ones.
  Material material(const engine::TrackId& track) const;

  /// Whether the same are paid for both: they are known and equal; or nothing is known of either,
  /// and the one is a copy or a version of the other.
  bool same_owners(const engine::TrackId& a, const engine::TrackId& b) const;

 private:
  std::map<engine::TrackId, TrackFamily> of_tracks_;
};

}  // namespace matcher

// What two licensed tracks have in common: the same recording twice, versions of one recording, or
// material that both use, and where in each it lies. Found when a track is added, shown to people,
// and kept in mind when a use is claimed.
#pragma once

#include "engine/core/id.h"
#include "engine/core/media_time.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace engine {

enum class KinshipKind : std::uint8_t {
  kDuplicate = 0,       ///< Both hold the same from start to end.
  kVersion = 1,         ///< Most of the shorter is in the longer: an edit, an instrumental, a stem.
  kSharedMaterial = 2,  ///< They have a part in common, such as a loop or a sample.
};

constexpr std::string_view to_string(KinshipKind kind) {
  switch (kind) {
    case KinshipKind::kDuplicate: return "duplicate";
    case KinshipKind::kVersion: return "version";
    case KinshipKind::kSharedMaterial: return "shared_material";
  }
  return "";
}

/// A stretch that sounds alike in both. Each track is on its own clock.
struct SharedRegion {
  MediaSpan in_first;
  MediaSpan in_second;
  std::int32_t speed_ppm = 1'000'000;  ///< How fast the second plays in the first.
  std::int32_t pitch_cents = 0;        ///< How much higher the second sounds in the first.
  /// Share of the second's peaks that the first holds, and of the first's that the second holds; of
  /// mid or side, which has more. A stem is all in the full mix, which is not all in the stem.
  std::int32_t found_in_first_ppm = 0;
  std::int32_t found_in_second_ppm = 0;
  std::int32_t score_milli = 0;  ///< As MatchEvidence::score_milli.

  friend bool operator==(const SharedRegion&, const SharedRegion&) = default;
};

/// Of two tracks, of which `first` has the smaller id: so it is the same whichever is asked about.
struct Kinship {
  TrackId first;
  TrackId second;
  KinshipKind kind = KinshipKind::kSharedMaterial;
  std::vector<SharedRegion> regions;  ///< By place in the first, then in the second; not empty.

  const TrackId& other_than(const TrackId& track) const { return track == first ? second : first; }

  friend bool operator==(const Kinship&, const Kinship&) = default;
};

}  // namespace engine

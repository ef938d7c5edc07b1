// Which of several recordings that sound alike is used. Copies and versions of a track, and tunes
// that use the same loop, explain the same stretch of a video about as well as it does; what else
// the video uses of them tells which it is, or nothing does.
#pragma once

#include "engine/core/result.h"
#include "matcher/families.h"
#include "matcher/resolve.h"
#include "matcher/sound.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace matcher {

/// What versions are looked for with. Lifetime: refers to what it is given.
struct VersionSearch {
  const Sound& video;
  const Families& families;
  /// Ids of tracks by ordinal, and ordinals by id; empty when the index lacks the track.
  std::function<engine::TrackId(std::uint32_t)> id_of;
  std::function<std::optional<std::uint32_t>(const engine::TrackId&)> ordinal_of;
  std::function<engine::Result<std::shared_ptr<const ReferenceTrack>>(std::uint32_t)> track_of;
};

/// Completes the alternatives of each claim by kin of its track, from what is on record of them;
/// drops those that explain other peaks than the claim does; and where several tracks explain a
/// claim about as well, claims the one that explains most of the whole video, by id where even that
/// is equal. `version_in_doubt` is then set where another's track explains the video about as well.
/// Errors: those of `search.track_of`.
engine::Result<void> settle_versions(Resolution& resolution, const VersionSearch& search);

}  // namespace matcher

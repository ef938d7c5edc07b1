// What of a track should be heard if it played, and is. Where other sound covers a track, peaks are
// missing because something louder is there. A remix, another take, or a tune that uses the same
// samples leaves out peaks where nothing covers them: that is evidence that no score of what is
// found shows.
#pragma once

#include "matcher/segment.h"
#include "matcher/sound.h"

#include <cstdint>

namespace matcher {

/// Whether the track is known to share material with other tunes: of such a track more has to be
/// heard, since what is heard may be theirs.
enum class Material { kOwn, kShared };

struct Audible {
  std::int32_t due = 0;    ///< Peaks of the track that nothing in the video would cover.
  std::int32_t heard = 0;  ///< Of these, found.

  /// The largest share of the due that may be heard on average, if chance made this the lower end.
  double share_at_most() const;
};

/// The least share_at_most of a stretch of so many frames with which it is the track that plays.
double least_audible(std::int64_t frames, Material material);

/// `track` as it is played in the segment.
Audible audible(const Segment& segment, const Sound& video, const ReferenceTrack& track);

}  // namespace matcher

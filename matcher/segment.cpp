#include "matcher/segment.h"

#include "engine/core/fingerprint.h"

#include <algorithm>
#include <cmath>

namespace matcher {
namespace {

using engine::MediaTime;
namespace grid = engine::landmark_grid;

/// On the track's own clock.
MediaTime track_time(std::int64_t frame_as_played, const Playing& playing) {
  if (playing.as_it_is()) return frame_time(frame_as_played);
  return MediaTime{std::llround(static_cast<double>(std::max<std::int64_t>(0, frame_as_played)) *
                                static_cast<double>(grid::kFramePeriod.count()) / playing.stretch)};
}

}  // namespace

MediaTime frame_time(std::int64_t frame) {
  return std::max<std::int64_t>(0, frame) * grid::kFramePeriod;
}

engine::MediaSpan Segment::in_video() const {
  return {frame_time(video_first()), frame_time(video_end())};
}

engine::MediaSpan Segment::in_track() const {
  return {track_time(first, playing), track_time(end, playing)};
}

}  // namespace matcher

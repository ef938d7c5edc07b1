// Which parts of a video are asked about.
#pragma once

#include "matcher/candidates.h"
#include "matcher/segment.h"

#include <cstdint>
#include <span>
#include <vector>

namespace matcher {

/// Shorter stretches are not asked about: no claim would fit (two seconds).
constexpr std::uint32_t kShortestStretchFrames = 125;

/// The parts of a video of so many frames in which none of the segments lies, ordered.
std::vector<Stretch> unexplained(std::uint32_t frames, std::span<const Segment> segments);

/// The parts of `stretches`, which are ordered and disjoint, that lie in any of `places`; ordered.
/// `places` may come in any order, overlap, and reach out of the video.
std::vector<Stretch> within(std::span<const Stretch> stretches, std::vector<Stretch> places);

/// In pieces of at most kChunkFrames.
std::vector<Stretch> chunks_of(std::span<const Stretch> stretches);

}  // namespace matcher

// First stage of matching: which tracks may play where. Hash hits vote for (track, offset); the
// best of each few seconds are proposed. Proposing is cheap and generous; verification decides.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/match.h"
#include "engine/core/result.h"
#include "matcher/index.h"

#include <cstdint>
#include <vector>

namespace matcher {

/// "About here, this track may play at about this offset."
struct Candidate {
  std::uint32_t ordinal = 0;
  std::int32_t offset = 0;  ///< Video frame minus track frame; known to +-kOffsetCellFrames.
  std::uint32_t frame = 0;  ///< In the video: first frame of the kStepFrames that voted most.
  std::uint32_t votes = 0;
  engine::MatchMethod method = engine::MatchMethod::kLandmark;
};

/// Votes are counted over this much video at a time (3 s), and the next.
constexpr std::uint32_t kStepFrames = 188;
/// Offsets are counted in cells of this many frames (64 ms).
constexpr std::int32_t kOffsetCellFrames = 4;
/// A video is looked up in pieces of this many steps (2 min), which bounds memory.
constexpr std::uint32_t kChunkFrames = 40 * kStepFrames;

/// The candidates in video frames [first, first + kChunkFrames): those of each step in turn, most
/// votes first. Independent of the order in which tracks were added.
/// Errors: kCorrupt, kUnavailable.
engine::Result<std::vector<Candidate>> propose(const Index& index, const engine::Fingerprint& video,
                                               std::uint32_t first);

}  // namespace matcher

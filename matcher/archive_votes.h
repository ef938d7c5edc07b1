// Counts the votes of hits among archived videos. Nearly all hits are chance, spread over all that
// was ever scanned: a table of small counters finds those few that have company, and only these are
// sorted.
#pragma once

#include "engine/core/result.h"
#include "matcher/landmark_hash.h"
#include "matcher/posting_runs.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace matcher {

/// Votes in an archived video are counted over this many frames (6 s), and the next.
constexpr std::uint32_t kArchiveStepFrames = 376;

/// Hits in one video that agree on an offset, where there are most of them.
struct VotedPlace {
  std::uint32_t video = 0;  ///< Its number in the archive.
  std::int32_t offset = 0;  ///< Video frame minus frame of the track as asked; +-4 frames.
  std::uint32_t first = 0;  ///< Frame of the video: of two steps from here on.
  std::uint32_t votes = 0;
};

/// Of hits that are looked at, by default: half a gigabyte of memory.
constexpr std::size_t kHitsMax = std::size_t{1} << 26;

/// The places that at least `fewest` of `asked`, sorted by hash, vote for: one for each video and
/// offset, ordered by video, most votes first. Where there are more than `most_hits`, the hashes
/// that occur most are left out. Errors: kCorrupt, kUnavailable.
engine::Result<std::vector<VotedPlace>> vote(const PostingRuns& archive,
                                             std::span<const Asked> asked, std::uint32_t fewest,
                                             std::size_t most_hits = kHitsMax);

}  // namespace matcher

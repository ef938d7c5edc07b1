// Counting votes: which hits agree that a track plays at one place.
//
// One sound makes many hashes, and where another track has one of them by chance it has several. So
// a vote is not a hit, but a moment: first peaks at least a fifth of a second apart speak for
// themselves. Among 100,000 tracks, of a sample of an eighth of the hashes, two votes at offsets
// within three frames find 0.94 of what lies 20 and 25 dB under a voice, with 300 wrong candidates
// in two minutes of video; two hits anywhere in 128 ms find the same with 1,900. But slow music may
// have one stroke in six seconds to be told by, so three hashes of one moment are enough as well.
#pragma once

#include "matcher/candidates.h"
#include "matcher/landmark_hash.h"
#include "matcher/posting_runs.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace matcher {

/// A hit as a number: sorting groups what votes together.
using PackedHit = std::uint64_t;

/// Tracks may be as long as 74 hours.
PackedHit pack_hit(const Asked& asked, const PostingPlace& place);
std::uint32_t ordinal_of(PackedHit hit);

/// Several times faster than a comparison sort on the million hits of a chunk.
void sort_hits(std::vector<PackedHit>& hits);

/// Candidates by the step they lie in.
constexpr std::uint32_t kChunkStepsMost = 64;
using Proposals = std::array<std::vector<Candidate>, kChunkStepsMost>;

/// Which places are told: those that enough agrees on, or all that have any hit.
enum class Places : std::uint8_t { kWorthVerifying, kAll };

/// What agrees in each step and the next. `hits` are sorted, and answer what was asked about
/// `stretch`, in these ways of playing.
Proposals count_votes(std::span<const PackedHit> hits, Stretch stretch,
                      std::span<const Playing> playings, Places places);

}  // namespace matcher

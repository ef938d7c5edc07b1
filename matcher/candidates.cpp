#include "matcher/candidates.h"

#include "matcher/index_state.h"
#include "matcher/landmark_hash.h"
#include "matcher/posting_runs.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::MatchMethod;
using engine::Result;

/// A hit, packed so that sorting numbers groups what votes together:
/// ordinal (26 bits), Chromaprint (1), offset cell (24), step in the chunk (6).
using PackedHit = std::uint64_t;
constexpr unsigned kStepBits = 6;
constexpr unsigned kCellBits = 24;
constexpr unsigned kOrdinalShift = kStepBits + kCellBits + 1;
static_assert(kChunkFrames / kStepFrames < (1U << kStepBits));

/// Offsets are counted backwards from the end of the chunk, so that they are positive, and small
/// for short tracks, which saves sorting passes. Tracks may be as long as 74 hours.
PackedHit pack(std::uint32_t ordinal, std::uint32_t frame_in_chunk, std::uint32_t frame_in_track,
               bool chromaprint) {
  const auto cell =
      std::uint64_t{frame_in_track + kChunkFrames - frame_in_chunk} / kOffsetCellFrames;
  return std::uint64_t{ordinal} << kOrdinalShift |
         std::uint64_t{chromaprint} << (kStepBits + kCellBits) | cell << kStepBits |
         frame_in_chunk / kStepFrames;
}

struct Group {
  std::uint32_t ordinal;
  std::int32_t offset;  // Middle of the cell.
  bool chromaprint;
};

Group unpack(PackedHit hit, std::uint32_t first_frame) {
  const auto cell = static_cast<std::int32_t>(hit >> kStepBits & ((1U << kCellBits) - 1));
  return {static_cast<std::uint32_t>(hit >> kOrdinalShift),
          static_cast<std::int32_t>(first_frame + kChunkFrames) - cell * kOffsetCellFrames -
              kOffsetCellFrames / 2,
          (hit >> (kStepBits + kCellBits) & 1) != 0};
}

/// Sorts by everything above the step, least significant digit first: several times faster than a
/// comparison sort on the million hits of a chunk. Digits that are all alike cost no pass.
void radix_sort(std::vector<PackedHit>& hits) {
  constexpr unsigned kDigitBits = 11;
  constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
  std::vector<PackedHit> other(hits.size());
  PackedHit varying = 0;
  for (const PackedHit hit : hits) varying |= hit ^ hits.front();
  for (unsigned shift = kStepBits; shift < 64; shift += kDigitBits) {
    if ((varying >> shift & (kDigits - 1)) == 0) continue;
    std::array<std::uint32_t, kDigits + 1> starts{};
    for (const PackedHit hit : hits) ++starts[(hit >> shift & (kDigits - 1)) + 1];
    for (std::size_t digit = 0; digit < kDigits; ++digit) starts[digit + 1] += starts[digit];
    for (const PackedHit hit : hits) other[starts[hit >> shift & (kDigits - 1)]++] = hit;
    hits.swap(other);
  }
}

/// Looks the hashes up. A hash is used kSameHashLimit times a chunk: a held tone repeats its hashes
/// without end, and says nothing by it.
Result<std::vector<PackedHit>> look_up(const PostingRuns& runs, std::vector<HashAt> query,
                                       std::uint32_t first_frame) {
  std::sort(query.begin(), query.end());
  std::vector<std::uint32_t> hashes;
  for (const HashAt& at : query) hashes.push_back(at.hash);
  std::vector<PackedHit> hits;
  TRY_VOID(runs.look_up(hashes, UINT32_MAX, [&](std::size_t i, std::span<const PostingPlace> at) {
    if (i >= kSameHashLimit && hashes[i - kSameHashLimit] == hashes[i]) return;
    const bool chromaprint = hashes[i] >= kChromaprintFamily;
    for (const PostingPlace& place : at) {
      hits.push_back(pack(place.ordinal, query[i].frame - first_frame, place.frame, chromaprint));
    }
  }));
  return hits;
}

/// Votes of a group in each step, from hits that differ in the step only.
using StepVotes = std::array<std::uint32_t, (1U << kStepBits) + 1>;

constexpr std::uint32_t kFewestVotes = 4;
constexpr std::uint32_t kFewestChromaprintVotes = 2;  // Eight words a second, and far rarer.
constexpr std::size_t kCandidatesPerStep = 12;

/// Candidates by the step they lie in.
using Proposals = std::array<std::vector<Candidate>, 1U << kStepBits>;

void propose_group(const Group& group, const StepVotes& votes, std::uint32_t first_frame,
                   Proposals& proposals) {
  const std::uint32_t fewest = group.chromaprint ? kFewestChromaprintVotes : kFewestVotes;
  for (std::uint32_t step = 0; step < proposals.size(); ++step) {
    const std::uint32_t count = votes[step] + votes[step + 1];
    if (votes[step] == 0 || count < fewest) continue;
    proposals[step].push_back(
        {group.ordinal, group.offset, first_frame + step * kStepFrames, count,
         group.chromaprint ? MatchMethod::kChromaprint : MatchMethod::kLandmark});
  }
}

Proposals count_votes(const std::vector<PackedHit>& hits, std::uint32_t first_frame) {
  Proposals proposals;
  for (std::size_t i = 0; i < hits.size();) {
    const PackedHit group = hits[i] >> kStepBits;
    std::size_t end = i;
    while (end < hits.size() && hits[end] >> kStepBits == group) ++end;
    if (end - i >= kFewestChromaprintVotes) {
      StepVotes votes{};
      for (std::size_t k = i; k < end; ++k) ++votes[hits[k] & ((1U << kStepBits) - 1)];
      propose_group(unpack(hits[i], first_frame), votes, first_frame, proposals);
    }
    i = end;
  }
  return proposals;
}

}  // namespace

Result<std::vector<Candidate>> propose(const Index& index, const Fingerprint& video,
                                       std::uint32_t first) {
  const Index::State& state = index.state();
  const auto order = [&](const Candidate& c) {
    return std::tuple(state.ids.at(c.ordinal), c.offset, c.method);
  };
  TRY(std::vector<PackedHit> hits,
      look_up(*state.runs, query_hashes(video, first, first + kChunkFrames), first));
  radix_sort(hits);
  Proposals proposals = count_votes(hits, first);

  std::vector<Candidate> chosen;
  for (auto& step : proposals) {
    // A Chromaprint vote is worth several of landmarks.
    const auto weight = [](const Candidate& c) {
      return c.method == MatchMethod::kChromaprint ? 4 * c.votes : c.votes;
    };
    const std::size_t count = std::min(step.size(), kCandidatesPerStep);
    std::partial_sort(step.begin(), step.begin() + static_cast<std::ptrdiff_t>(count), step.end(),
                      [&](const Candidate& a, const Candidate& b) {
                        if (weight(a) != weight(b)) return weight(a) > weight(b);
                        return order(a) < order(b);
                      });
    chosen.insert(chosen.end(), step.begin(), step.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return chosen;
}

}  // namespace matcher

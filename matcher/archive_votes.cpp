#include "matcher/archive_votes.h"

#include "matcher/candidates.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <tuple>

namespace matcher {
namespace {

using engine::Result;

/// A hit, packed so that sorting numbers groups what votes together:
/// number of the video (26 bits), offset cell (23), step (15).
using PackedHit = std::uint64_t;
constexpr unsigned kStepBits = 15;
constexpr unsigned kCellBits = 23;
constexpr unsigned kVideoShift = kStepBits + kCellBits;
static_assert(kOrdinalEnd <= 1U << (64 - kVideoShift));

/// What lies beyond is not searched: 51 hours into a video, 68 into a track.
constexpr std::uint32_t kVideoFramesEnd = (1U << kStepBits) * kArchiveStepFrames * 15 / 16;
constexpr std::uint32_t kTrackFramesEnd = 15'500'000;
static_assert((kVideoFramesEnd + kTrackFramesEnd) / kOffsetCellFrames < 1U << kCellBits);

PackedHit pack(std::uint32_t frame_asked, const PostingPlace& place) {
  const auto cell = std::uint64_t{place.frame + kTrackFramesEnd - frame_asked} / kOffsetCellFrames;
  return std::uint64_t{place.ordinal} << kVideoShift | cell << kStepBits |
         place.frame / kArchiveStepFrames;
}

std::uint64_t cell_of(PackedHit hit) { return hit >> kStepBits; }
std::uint32_t step_of(PackedHit hit) { return hit & ((1U << kStepBits) - 1); }
std::uint32_t video_of(PackedHit hit) { return static_cast<std::uint32_t>(hit >> kVideoShift); }

/// Empty when there are more than `most`.
Result<std::optional<std::vector<PackedHit>>> hits_of(const PostingRuns& archive,
                                                      std::span<const Asked> asked,
                                                      std::uint32_t fullest, std::size_t most) {
  std::vector<std::uint32_t> hashes;
  for (const Asked& one : asked) hashes.push_back(one.hash);
  std::vector<PackedHit> hits;
  bool too_many = false;
  TRY_VOID(archive.look_up(hashes, fullest, [&](std::size_t i, auto places) {
    too_many = too_many || hits.size() + places.size() > most;
    if (too_many || asked[i].frame >= kTrackFramesEnd) return;
    for (const PostingPlace& place : places) {
      if (place.frame < kVideoFramesEnd) hits.push_back(pack(asked[i].frame, place));
    }
  }));
  if (too_many) return std::nullopt;
  return hits;
}

/// All hits; when they are too many, those of the hashes that occur less often.
Result<std::vector<PackedHit>> bounded_hits(const PostingRuns& archive,
                                            std::span<const Asked> asked, std::size_t most) {
  for (std::uint32_t fullest = UINT32_MAX; fullest > 0; fullest /= 4) {
    TRY(auto hits, hits_of(archive, asked, fullest, most));
    if (hits) return *std::move(hits);
  }
  return std::vector<PackedHit>{};
}

/// Takes out hits that less than `fewest` agree with; leaves some of these.
void take_out_lonely(std::uint32_t fewest, std::vector<PackedHit>& hits) {
  constexpr int kFewestTableBits = 12;
  constexpr std::uint64_t kSpread = 0x9E37'79B9'7F4A'7C15;  // 2^64 by the golden ratio.
  const auto bits = static_cast<unsigned>(
      std::max(static_cast<int>(std::bit_width(hits.size())) + 2, kFewestTableBits));
  std::vector<std::uint8_t> table(std::size_t{1} << bits);
  const auto slot = [&](std::uint64_t cell) -> std::uint8_t& {
    return table[cell * kSpread >> (64 - bits)];
  };
  for (const PackedHit hit : hits) {
    std::uint8_t& count = slot(cell_of(hit));
    count = static_cast<std::uint8_t>(std::min(count + 1, 255));
  }
  std::erase_if(hits, [&](PackedHit hit) {
    const std::uint64_t cell = cell_of(hit);
    const std::uint32_t here = slot(cell);
    return here + std::max(slot(cell - 1), slot(cell + 1)) < fewest;
  });
}

/// The two steps with most votes, among the steps that voted for one offset.
std::pair<std::uint32_t, std::uint32_t> best_steps(std::vector<std::uint32_t>& steps) {
  std::sort(steps.begin(), steps.end());
  std::pair<std::uint32_t, std::uint32_t> best{0, 0};  // Votes, step.
  std::size_t end = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    while (end < steps.size() && steps[end] <= steps[i] + 1) ++end;
    const auto votes = static_cast<std::uint32_t>(end - i);
    if (votes > best.first) best = {votes, steps[i]};
  }
  return best;
}

}  // namespace

Result<std::vector<VotedPlace>> vote(const PostingRuns& archive, std::span<const Asked> asked,
                                     std::uint32_t fewest, std::size_t most_hits) {
  TRY(std::vector<PackedHit> hits, bounded_hits(archive, asked, most_hits));
  if (hits.empty()) return std::vector<VotedPlace>{};
  take_out_lonely(fewest, hits);
  std::sort(hits.begin(), hits.end());

  const auto end_of_cell = [&](std::size_t i) {
    const std::uint64_t cell = cell_of(hits[i]);
    while (i < hits.size() && cell_of(hits[i]) == cell) ++i;
    return i;
  };
  std::vector<VotedPlace> places;
  std::vector<std::uint32_t> steps;
  for (std::size_t i = 0; i < hits.size();) {
    const std::size_t next = end_of_cell(i);
    // Each cell with the next one, since the truth may lie on the border of two.
    const bool adjacent = next < hits.size() && cell_of(hits[next]) == cell_of(hits[i]) + 1;
    const std::size_t end = adjacent ? end_of_cell(next) : next;
    steps.clear();
    for (std::size_t k = i; k < end; ++k) steps.push_back(step_of(hits[k]));
    const auto [votes, step] = best_steps(steps);
    if (votes >= fewest) {
      const auto cell = static_cast<std::int64_t>(cell_of(hits[i]) & ((1U << kCellBits) - 1));
      const std::int64_t middle = cell * kOffsetCellFrames + kOffsetCellFrames / (adjacent ? 1 : 2);
      places.push_back({video_of(hits[i]), static_cast<std::int32_t>(middle - kTrackFramesEnd),
                        step * kArchiveStepFrames, votes});
    }
    i = next;
  }
  std::sort(places.begin(), places.end(), [](const VotedPlace& a, const VotedPlace& b) {
    return std::tie(a.video, b.votes, a.offset) < std::tie(b.video, a.votes, b.offset);
  });
  return places;
}

}  // namespace matcher

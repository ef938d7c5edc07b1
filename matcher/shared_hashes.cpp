#include "matcher/shared_hashes.h"

#include "matcher/landmark_hash.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace matcher {
namespace {

using engine::Fingerprint;

/// A hash that both have. Ordered so that hits that vote together stand together.
struct Hit {
  std::int32_t cell = 0;   ///< Video frame minus track frame, in kOffsetCellFrames.
  std::uint32_t step = 0;  ///< Of the video.

  friend auto operator<=>(const Hit&, const Hit&) = default;
};

constexpr std::uint32_t kFewestVotes = 4;
constexpr std::size_t kCandidatesPerStep = 4;

std::int32_t cell_of(std::int64_t offset) {
  const std::int64_t cell = offset / kOffsetCellFrames;
  return static_cast<std::int32_t>(offset % kOffsetCellFrames < 0 ? cell - 1 : cell);
}

/// Hits of the video's frames in `stretch` with the track's hashes, which are ordered.
void append_hits(const Fingerprint& video, Stretch stretch, const std::vector<HashAt>& hashes,
                 std::vector<Hit>& hits) {
  constexpr QueryDensity kSample{.classes_end = 1};
  std::vector<Asked> asked;
  append_query_hashes(video, stretch.first, stretch.end, kSample, {}, 0, asked);
  order_and_limit(asked);
  auto at = hashes.begin();
  for (const Asked& one : asked) {
    at = std::find_if(at, hashes.end(), [&](const HashAt& hash) { return hash.hash >= one.hash; });
    const std::int64_t frame = std::int64_t{stretch.first} + one.frame;
    for (auto same = at; same != hashes.end() && same->hash == one.hash; ++same) {
      hits.push_back(
          {cell_of(frame - same->frame), static_cast<std::uint32_t>(frame / kStepFrames)});
    }
  }
}

/// By step of the video: what each cell of offsets, with the next, has in the step and the next.
using Proposals = std::map<std::uint32_t, std::vector<Candidate>>;

Proposals count_votes(std::vector<Hit> hits) {
  std::sort(hits.begin(), hits.end());
  std::map<Hit, std::uint32_t> votes;
  for (const Hit& hit : hits) ++votes[hit];
  const auto votes_of = [&](std::int32_t cell, std::uint32_t step) {
    const auto found = votes.find({cell, step});
    return found == votes.end() ? 0U : found->second;
  };
  Proposals proposals;
  for (const auto& [hit, count] : votes) {
    const auto [cell, step] = hit;
    const std::uint32_t all =
        count + votes_of(cell, step + 1) + votes_of(cell + 1, step) + votes_of(cell + 1, step + 1);
    if (all < kFewestVotes) continue;
    Candidate candidate;
    candidate.offset = (cell + 1) * kOffsetCellFrames;
    candidate.frame = step * kStepFrames;
    candidate.agreement = {all, all};
    proposals[step].push_back(candidate);
  }
  return proposals;
}

}  // namespace

std::vector<Candidate> shared_hashes(const Fingerprint& video, const Fingerprint& track) {
  const std::vector<HashAt> hashes = reference_hashes(track);
  std::vector<Hit> hits;
  const std::uint32_t frames = frame_count(video);
  for (std::uint32_t at = 0; at < frames; at += kChunkFrames) {
    append_hits(video, {at, std::min(frames, at + kChunkFrames)}, hashes, hits);
  }
  const auto better = [](const Candidate& a, const Candidate& b) {
    return std::tuple(b.agreement, a.frame, a.offset) < std::tuple(a.agreement, b.frame, b.offset);
  };
  std::vector<Candidate> chosen;
  for (auto& [step, candidates] : count_votes(std::move(hits))) {
    std::sort(candidates.begin(), candidates.end(), better);
    candidates.resize(std::min(candidates.size(), kCandidatesPerStep));
    chosen.insert(chosen.end(), candidates.begin(), candidates.end());
  }
  std::sort(chosen.begin(), chosen.end(), better);
  return chosen;
}

}  // namespace matcher

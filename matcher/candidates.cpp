#include "matcher/candidates.h"

#include "matcher/index_state.h"
#include "matcher/landmark_hash.h"
#include "matcher/posting_runs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::MatchMethod;
using engine::Result;

/// A hit, packed so that sorting numbers groups what votes together:
/// ordinal (26 bits), way of playing (6), Chromaprint (1), offset cell (24), step (6).
using PackedHit = std::uint64_t;
constexpr unsigned kStepBits = 6;
constexpr unsigned kCellBits = 24;
constexpr unsigned kPlayingShift = kStepBits + kCellBits + 1;
constexpr unsigned kPlayingBits = 6;
constexpr unsigned kOrdinalShift = kPlayingShift + kPlayingBits;

/// Frames in a chunk on the clock of a track that plays at the fastest; steps are counted there.
constexpr auto kChunkFramesMost = static_cast<std::uint32_t>(kChunkFrames / kLowestStretch) + 1;
static_assert(kChunkFramesMost / kStepFrames < (1U << kStepBits));

/// Offsets are counted backwards from the end of the longest chunk, so that they are positive, and
/// small for short tracks, which saves sorting passes. Tracks may be as long as 74 hours.
PackedHit pack(const Asked& asked, const PostingPlace& place) {
  const auto cell = std::uint64_t{place.frame + kChunkFramesMost - asked.frame} / kOffsetCellFrames;
  return std::uint64_t{place.ordinal} << kOrdinalShift |
         std::uint64_t{asked.playing} << kPlayingShift |
         std::uint64_t{asked.chromaprint} << (kStepBits + kCellBits) | cell << kStepBits |
         asked.frame / kStepFrames;
}

/// What the hits of one group say when they agree.
struct Group {
  std::uint32_t ordinal;
  std::uint32_t playing;
  bool chromaprint;
  double offset;  // Track frames from the start of the chunk to the start of the track.
};

Group unpack(PackedHit hit) {
  const auto cell = static_cast<double>(hit >> kStepBits & ((1U << kCellBits) - 1));
  return {static_cast<std::uint32_t>(hit >> kOrdinalShift),
          static_cast<std::uint32_t>(hit >> kPlayingShift & ((1U << kPlayingBits) - 1)),
          (hit >> (kStepBits + kCellBits) & 1) != 0,
          kChunkFramesMost - (cell + 0.5) * kOffsetCellFrames};
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

/// Every hash of a chunk, by hash; one that is asked too often is thinned: a held tone repeats its
/// hashes without end, and says nothing by it.
std::vector<Asked> questions_of(const Fingerprint& video, Stretch stretch,
                                const Question& question) {
  std::vector<Asked> asked;
  for (std::size_t i = 0; i < question.playings.size(); ++i) {
    append_query_hashes(video, stretch.first, stretch.end, question.density, question.playings[i],
                        static_cast<std::uint8_t>(i), asked);
  }
  order_and_limit(asked);
  return asked;
}

/// Hashes with more postings than this are passed over: they cost most and tell least.
constexpr std::uint32_t kFullestGroup = 400;

Result<std::vector<PackedHit>> look_up(const PostingRuns& runs, const std::vector<Asked>& asked,
                                       std::optional<std::uint32_t> all_but) {
  std::vector<std::uint32_t> hashes;
  hashes.reserve(asked.size());
  for (const Asked& one : asked) hashes.push_back(one.hash);
  std::vector<PackedHit> hits;
  TRY_VOID(
      runs.look_up(hashes, kFullestGroup, [&](std::size_t i, std::span<const PostingPlace> places) {
        for (const PostingPlace& place : places) {
          if (place.ordinal != all_but) hits.push_back(pack(asked[i], place));
        }
      }));
  return hits;
}

/// Votes of a group in each step, from hits that differ in the step only.
using StepVotes = std::array<std::uint32_t, (1U << kStepBits) + 1>;

/// How many votes make a candidate.
struct Fewest {
  std::uint32_t landmark = kFewestVotes;
  std::uint32_t chromaprint = kFewestChromaprintVotes;
};

/// Candidates by the step they lie in.
using Proposals = std::array<std::vector<Candidate>, 1U << kStepBits>;

void propose_group(const Group& group, const StepVotes& votes, std::uint32_t fewest,
                   Stretch stretch, const Playing& playing, Proposals& proposals) {
  for (std::uint32_t step = 0; step < proposals.size(); ++step) {
    const std::uint32_t count = votes[step] + votes[step + 1];
    if (votes[step] == 0 || count < fewest) continue;
    const auto in_video = [&](double frame) {
      return static_cast<std::int32_t>(stretch.first + std::lround(frame * playing.stretch));
    };
    proposals[step].push_back(
        {group.ordinal, playing, in_video(group.offset),
         static_cast<std::uint32_t>(in_video(step * kStepFrames)), count,
         group.chromaprint ? MatchMethod::kChromaprint : MatchMethod::kLandmark});
  }
}

/// Counts each cell with the next one, since the truth may lie on the border of two.
Proposals count_votes(const std::vector<PackedHit>& hits, Stretch stretch,
                      std::span<const Playing> playings, const Fewest& fewest) {
  const auto cell_end = [&](std::size_t i) {
    const PackedHit cell = hits[i] >> kStepBits;
    while (i < hits.size() && hits[i] >> kStepBits == cell) ++i;
    return i;
  };
  Proposals proposals;
  for (std::size_t i = 0; i < hits.size();) {
    const std::size_t next = cell_end(i);
    const bool adjacent =
        next < hits.size() && hits[next] >> kStepBits == (hits[i] >> kStepBits) + 1;
    const std::size_t end = adjacent ? cell_end(next) : next;
    if (end - i >= std::min(fewest.landmark, fewest.chromaprint)) {
      StepVotes votes{};
      for (std::size_t k = i; k < end; ++k) ++votes[hits[k] & ((1U << kStepBits) - 1)];
      Group group = unpack(hits[i]);
      if (adjacent) group.offset -= kOffsetCellFrames / 2.0;
      propose_group(group, votes, group.chromaprint ? fewest.chromaprint : fewest.landmark, stretch,
                    playings[group.playing], proposals);
    }
    i = next;
  }
  return proposals;
}

}  // namespace

Result<std::vector<Candidate>> propose(const Index& index, const Fingerprint& video,
                                       Stretch stretch, const Question& question) {
  const Index::State& state = index.state();
  const auto order = [&](const Candidate& c) {
    return std::tuple(state.ids.at(c.ordinal), c.offset, c.playing, c.method);
  };
  TRY(std::vector<PackedHit> hits,
      look_up(*state.runs, questions_of(video, stretch, question), question.all_but));
  radix_sort(hits);
  Proposals proposals = count_votes(hits, stretch, question.playings, {});

  std::vector<Candidate> chosen;
  for (auto& step : proposals) {
    // A Chromaprint vote is worth several of landmarks.
    const auto weight = [](const Candidate& c) {
      return c.method == MatchMethod::kChromaprint ? 4 * c.votes : c.votes;
    };
    const std::size_t count = std::min(step.size(), question.candidates_per_step);
    std::partial_sort(step.begin(), step.begin() + static_cast<std::ptrdiff_t>(count), step.end(),
                      [&](const Candidate& a, const Candidate& b) {
                        if (weight(a) != weight(b)) return weight(a) > weight(b);
                        return order(a) < order(b);
                      });
    chosen.insert(chosen.end(), step.begin(), step.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return chosen;
}

/// The stretches in pieces of at most kChunkFrames.
std::vector<Stretch> chunks_of(const std::vector<Stretch>& stretches) {
  std::vector<Stretch> chunks;
  for (const Stretch& stretch : stretches) {
    for (std::uint32_t at = stretch.first; at < stretch.end; at += kChunkFrames) {
      chunks.push_back({at, std::min(stretch.end, at + kChunkFrames)});
    }
  }
  return chunks;
}

Result<std::vector<Candidate>> places_of(std::uint32_t ordinal, const Index& index,
                                         const Fingerprint& video, Stretch stretch,
                                         const Question& question) {
  TRY(std::vector<PackedHit> hits,
      look_up(*index.state().runs, questions_of(video, stretch, question), std::nullopt));
  std::erase_if(hits, [&](PackedHit hit) { return hit >> kOrdinalShift != ordinal; });
  std::vector<Candidate> places;
  if (hits.empty()) return places;
  radix_sort(hits);
  const Proposals steps = count_votes(hits, stretch, question.playings, {1, 1});
  for (const auto& step : steps) places.insert(places.end(), step.begin(), step.end());
  return places;
}

}  // namespace matcher

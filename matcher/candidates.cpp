#include "matcher/candidates.h"

#include "engine/core/parallel.h"
#include "matcher/index_state.h"
#include "matcher/landmark_hash.h"
#include "matcher/posting_runs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>

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

/// The hits of each chunk of a sweep.
using ChunkHits = std::vector<std::vector<PackedHit>>;

/// What several chunks ask of a part of the hashes, and what they get.
class SweepPart {
 public:
  /// Hashes [first, end) of every chunk.
  SweepPart(std::span<const std::vector<Asked>> chunks, std::uint32_t first, std::uint32_t end)
      : hits_(chunks.size()) {
    for (std::size_t chunk = 0; chunk < chunks.size(); ++chunk) {
      const auto before = [](std::uint32_t hash) {
        return [hash](const Asked& one) { return one.hash < hash; };
      };
      const std::vector<Asked>& of_chunk = chunks[chunk];
      auto it = std::partition_point(of_chunk.begin(), of_chunk.end(), before(first));
      for (; it != of_chunk.end() && it->hash < end; ++it) asked_.push_back({*it, chunk});
    }
    std::sort(asked_.begin(), asked_.end(), [](const AskedBy& a, const AskedBy& b) {
      return std::tie(a.asked.hash, a.chunk) < std::tie(b.asked.hash, b.chunk);
    });
  }

  Result<ChunkHits> look_up(const PostingRuns& runs, std::optional<std::uint32_t> all_but) {
    std::vector<std::uint32_t> hashes;
    hashes.reserve(asked_.size());
    for (const AskedBy& one : asked_) hashes.push_back(one.asked.hash);
    TRY_VOID(runs.look_up(hashes, kFullestGroup,
                          [&](std::size_t i, std::span<const PostingPlace> places) {
                            std::vector<PackedHit>& hits = hits_[asked_[i].chunk];
                            for (const PostingPlace& place : places) {
                              if (place.ordinal != all_but)
                                hits.push_back(pack(asked_[i].asked, place));
                            }
                          }));
    return std::move(hits_);
  }

 private:
  struct AskedBy {
    Asked asked;
    std::size_t chunk;
  };
  std::vector<AskedBy> asked_;
  ChunkHits hits_;
};

/// Every hit of every chunk. Parts of the hashes are looked up on all threads.
Result<ChunkHits> look_up(const PostingRuns& runs, std::span<const std::vector<Asked>> chunks,
                          const Question& question) {
  constexpr std::size_t kParts = 32;
  const std::uint32_t first = question.density.first_class << (kHashBits - kClassBits);
  const std::uint32_t end = question.density.classes_end << (kHashBits - kClassBits);
  std::vector<std::optional<Result<ChunkHits>>> parts(kParts);
  engine::run_each(kParts, [&](std::size_t i) {
    const auto bound = [&](std::size_t part) {
      return first + static_cast<std::uint32_t>(std::uint64_t{end - first} * part / kParts);
    };
    parts[i] = engine::guarded(
        [&] { return SweepPart(chunks, bound(i), bound(i + 1)).look_up(runs, question.all_but); });
  });
  ChunkHits all(chunks.size());
  for (auto& part : parts) {
    TRY(ChunkHits hits, *std::move(part));
    for (std::size_t chunk = 0; chunk < all.size(); ++chunk) {
      all[chunk].insert(all[chunk].end(), hits[chunk].begin(), hits[chunk].end());
      std::vector<PackedHit>().swap(hits[chunk]);
    }
  }
  return all;
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

/// The best of each step.
std::vector<Candidate> best_of(Proposals proposals, const Question& question,
                               const Index::State& index) {
  const auto order = [&](const Candidate& c) {
    return std::tuple(index.ids.at(c.ordinal), c.offset, c.playing, c.method);
  };
  // A Chromaprint vote is worth several of landmarks.
  const auto weight = [](const Candidate& c) {
    return c.method == MatchMethod::kChromaprint ? 4 * c.votes : c.votes;
  };
  std::vector<Candidate> chosen;
  for (auto& step : proposals) {
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

/// The candidates of each chunk of one sweep.
Result<std::vector<Candidate>> sweep(const Index& index, std::span<const Stretch> stretches,
                                     std::span<const std::vector<Asked>> asked,
                                     const Question& question) {
  TRY(ChunkHits hits, look_up(*index.state().runs, asked, question));
  std::vector<std::vector<Candidate>> best(stretches.size());
  engine::run_each(stretches.size(), [&](std::size_t i) {
    radix_sort(hits[i]);
    best[i] =
        best_of(count_votes(hits[i], stretches[i], question.playings, {}), question, index.state());
    std::vector<PackedHit>().swap(hits[i]);
  });
  std::vector<Candidate> all;
  for (const auto& some : best) all.insert(all.end(), some.begin(), some.end());
  return all;
}

/// How many hashes may be asked in one sweep: its hits take about 512 MB.
std::size_t asked_at_once(const PostingRuns& runs) {
  constexpr std::size_t kHitsAtOnce = std::size_t{64} << 20;
  // As seen from 400 to 100,000 tracks: the hashes of music are as good as 2^26 that are alike.
  const std::size_t hits_of_one = 1 + (runs.posting_count() >> 26);
  return kHitsAtOnce / hits_of_one;
}

}  // namespace

Result<std::vector<Candidate>> propose(const Index& index, const Fingerprint& video,
                                       std::span<const Stretch> stretches,
                                       const Question& question) {
  const std::size_t most = asked_at_once(*index.state().runs);
  std::vector<Candidate> all;
  for (std::size_t first = 0; first < stretches.size();) {
    // The next ones ask about as much as the first.
    std::vector<std::vector<Asked>> asked{questions_of(video, stretches[first], question)};
    const std::size_t fit = most / std::max<std::size_t>(1, asked.front().size());
    asked.resize(std::clamp<std::size_t>(fit, 1, stretches.size() - first));
    engine::run_each(asked.size() - 1, [&](std::size_t i) {
      asked[i + 1] = questions_of(video, stretches[first + i + 1], question);
    });
    TRY(const std::vector<Candidate> some,
        sweep(index, stretches.subspan(first, asked.size()), asked, question));
    all.insert(all.end(), some.begin(), some.end());
    first += asked.size();
  }
  return all;
}

Result<std::vector<Candidate>> places_of(std::uint32_t ordinal, const Index& index,
                                         const Fingerprint& video, Stretch stretch,
                                         const Question& question) {
  const std::array asked{questions_of(video, stretch, question)};
  TRY(ChunkHits all, look_up(*index.state().runs, asked, question));
  std::vector<PackedHit>& hits = all.front();
  std::erase_if(hits, [&](PackedHit hit) { return hit >> kOrdinalShift != ordinal; });
  std::vector<Candidate> places;
  if (hits.empty()) return places;
  radix_sort(hits);
  const Proposals steps = count_votes(hits, stretch, question.playings, {1, 1});
  for (const auto& step : steps) places.insert(places.end(), step.begin(), step.end());
  return places;
}

}  // namespace matcher

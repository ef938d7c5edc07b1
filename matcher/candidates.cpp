#include "matcher/candidates.h"

#include "engine/core/parallel.h"
#include "matcher/index_state.h"
#include "matcher/landmark_hash.h"
#include "matcher/posting_runs.h"
#include "matcher/votes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::MatchMethod;
using engine::Result;

/// What is asked about a chunk: for each way of playing, its hashes in order.
using ChunkQuestions = std::vector<std::vector<Asked>>;

/// Every hash of a chunk; one that is asked too often is thinned: a held tone repeats its hashes
/// without end, and says nothing by it.
ChunkQuestions questions_of(const Fingerprint& video, Stretch stretch, const Question& question) {
  ChunkQuestions asked(question.playings.size());
  engine::run_each(asked.size(), [&](std::size_t i) {
    append_query_hashes(video, stretch.first, stretch.end, question.density, question.playings[i],
                        static_cast<std::uint8_t>(i), asked[i]);
    order_and_limit(asked[i]);
  });
  return asked;
}

std::size_t count_of(const ChunkQuestions& asked) {
  std::size_t count = 0;
  for (const std::vector<Asked>& of_way : asked) count += of_way.size();
  return count;
}

/// Hits are sorted and counted by so many parts of the tracks: on all threads, however short the
/// video, and each small enough for the processor's caches.
constexpr std::uint32_t kTrackParts = 8;
/// The hits of one chunk.
using ChunkHits = std::array<std::vector<PackedHit>, kTrackParts>;

/// What several chunks ask of a part of the hashes, and what they get.
class SweepPart {
 public:
  /// Hashes [first, end) of every chunk.
  SweepPart(std::span<const ChunkQuestions> chunks, std::uint32_t first, std::uint32_t end)
      : hits_(chunks.size()) {
    const auto before = [](std::uint32_t hash) {
      return [hash](const Asked& one) { return one.hash < hash; };
    };
    for (std::size_t chunk = 0; chunk < chunks.size(); ++chunk) {
      for (const std::vector<Asked>& of_way : chunks[chunk]) {
        auto it = std::partition_point(of_way.begin(), of_way.end(), before(first));
        for (; it != of_way.end() && it->hash < end; ++it) asked_.push_back({*it, chunk});
      }
    }
    std::sort(asked_.begin(), asked_.end(), [](const AskedBy& a, const AskedBy& b) {
      return std::tie(a.asked.hash, a.chunk) < std::tie(b.asked.hash, b.chunk);
    });
  }

  Result<std::vector<ChunkHits>> look_up(const PostingRuns& runs, const Question& question) {
    std::vector<std::uint32_t> hashes;
    hashes.reserve(asked_.size());
    for (const AskedBy& one : asked_) hashes.push_back(one.asked.hash);
    TRY_VOID(runs.look_up(
        hashes, question.fullest_group, [&](std::size_t i, std::span<const PostingPlace> places) {
          ChunkHits& hits = hits_[asked_[i].chunk];
          for (const PostingPlace& place : places) {
            if (place.ordinal == question.all_but) continue;
            hits[place.ordinal % kTrackParts].push_back(pack_hit(asked_[i].asked, place));
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
  std::vector<ChunkHits> hits_;
};

/// Every hit of every chunk, as the parts of the hashes have it, which are looked up on all
/// threads.
class SweptHits {
 public:
  static Result<SweptHits> look_up(const PostingRuns& runs, std::span<const ChunkQuestions> chunks,
                                   const Question& question) {
    constexpr std::size_t kHashParts = 32;
    const std::uint32_t end = question.density.classes_end << (kHashBits - kClassBits);
    const auto bound = [&](std::size_t part) {
      return static_cast<std::uint32_t>(std::uint64_t{end} * part / kHashParts);
    };
    std::vector<std::optional<Result<std::vector<ChunkHits>>>> parts(kHashParts);
    engine::run_each(kHashParts, [&](std::size_t i) {
      parts[i] = engine::guarded(
          [&] { return SweepPart(chunks, bound(i), bound(i + 1)).look_up(runs, question); });
    });
    SweptHits all;
    for (auto& part : parts) {
      TRY(std::vector<ChunkHits> hits, *std::move(part));
      all.parts_.push_back(std::move(hits));
    }
    return all;
  }

  /// Those of a chunk and a part of the tracks, sorted. Once for each; at once from many threads.
  std::vector<PackedHit> take(std::size_t chunk, std::size_t tracks) {
    std::size_t count = 0;
    for (const std::vector<ChunkHits>& part : parts_) count += part[chunk][tracks].size();
    std::vector<PackedHit> hits;
    hits.reserve(count);
    for (std::vector<ChunkHits>& part : parts_) {
      const std::vector<PackedHit> some = std::move(part[chunk][tracks]);
      hits.insert(hits.end(), some.begin(), some.end());
    }
    sort_hits(hits);
    return hits;
  }

 private:
  std::vector<std::vector<ChunkHits>> parts_;  // By part of the hashes, then by chunk.
};

/// The best of each step, of what is proposed of the parts of the tracks.
std::vector<Candidate> best_of(std::span<const Proposals> parts, const Question& question,
                               const Index::State& index) {
  const auto order = [&](const Candidate& c) {
    return std::tuple(index.ids.at(c.ordinal), c.offset, c.playing, c.method);
  };
  // A Chromaprint hit is worth several of landmarks.
  const auto weight = [](const Candidate& c) {
    const auto [votes, hits] = c.agreement;
    return std::pair(votes, c.method == MatchMethod::kChromaprint ? 4 * hits : hits);
  };
  std::vector<Candidate> chosen;
  std::vector<Candidate> step;
  for (std::size_t i = 0; i < kChunkStepsMost; ++i) {
    step.clear();
    for (const Proposals& part : parts) step.insert(step.end(), part[i].begin(), part[i].end());
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
                                     std::span<const ChunkQuestions> asked,
                                     const Question& question) {
  TRY(SweptHits hits, SweptHits::look_up(*index.state().runs, asked, question));
  std::vector<Proposals> proposals(stretches.size() * kTrackParts);
  engine::run_each(proposals.size(), [&](std::size_t i) {
    const std::size_t chunk = i / kTrackParts;
    proposals[i] = count_votes(hits.take(chunk, i % kTrackParts), stretches[chunk],
                               question.playings, Places::kWorthVerifying);
  });
  std::vector<Candidate> all;
  for (std::size_t chunk = 0; chunk < stretches.size(); ++chunk) {
    const auto of_chunk = std::span(proposals).subspan(chunk * kTrackParts, kTrackParts);
    const std::vector<Candidate> best = best_of(of_chunk, question, index.state());
    all.insert(all.end(), best.begin(), best.end());
  }
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
    std::vector<ChunkQuestions> asked{questions_of(video, stretches[first], question)};
    const std::size_t fit = most / std::max<std::size_t>(1, count_of(asked.front()));
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
  TRY(SweptHits all, SweptHits::look_up(*index.state().runs, asked, question));
  std::vector<PackedHit> hits = all.take(0, ordinal % kTrackParts);
  std::erase_if(hits, [&](PackedHit hit) { return ordinal_of(hit) != ordinal; });
  std::vector<Candidate> places;
  if (hits.empty()) return places;
  const Proposals steps = count_votes(hits, stretch, question.playings, Places::kAll);
  for (const auto& step : steps) places.insert(places.end(), step.begin(), step.end());
  return places;
}

}  // namespace matcher

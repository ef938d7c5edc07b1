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
                                hits.push_back(pack_hit(asked_[i].asked, place));
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
  const std::uint32_t end = question.density.classes_end << (kHashBits - kClassBits);
  std::vector<std::optional<Result<ChunkHits>>> parts(kParts);
  engine::run_each(kParts, [&](std::size_t i) {
    const auto bound = [&](std::size_t part) {
      return static_cast<std::uint32_t>(std::uint64_t{end} * part / kParts);
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

/// The best of each step.
std::vector<Candidate> best_of(Proposals proposals, const Question& question,
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
    sort_hits(hits[i]);
    best[i] =
        best_of(count_votes(hits[i], stretches[i], question.playings, Places::kWorthVerifying),
                question, index.state());
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
  std::erase_if(hits, [&](PackedHit hit) { return ordinal_of(hit) != ordinal; });
  std::vector<Candidate> places;
  if (hits.empty()) return places;
  sort_hits(hits);
  const Proposals steps = count_votes(hits, stretch, question.playings, Places::kAll);
  for (const auto& step : steps) places.insert(places.end(), step.begin(), step.end());
  return places;
}

}  // namespace matcher

#include "matcher/votes.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace matcher {
namespace {

using engine::MatchMethod;

/// Ordinal (24 bits), way of playing (6), offset (24), moment (10).
constexpr unsigned kMomentBits = 10;
constexpr unsigned kOffsetBits = 24;
constexpr unsigned kWayBits = 6;
constexpr unsigned kWayShift = kMomentBits + kOffsetBits;
constexpr unsigned kOrdinalShift = kWayShift + kWayBits;
static_assert(std::uint64_t{kOrdinalEnd - 1} << kOrdinalShift >> kOrdinalShift == kOrdinalEnd - 1);

/// Hits of Chromaprint words, which are asked of tracks as they are, stand for a way of their own.
constexpr std::uint32_t kChromaprintWay = (1U << kWayBits) - 1;

/// Frames in a chunk on the clock of a track that plays at the fastest; moments are counted there.
constexpr auto kChunkFramesMost = static_cast<std::uint32_t>(kChunkFrames / kLowestStretch) + 1;
static_assert(kChunkFramesMost / kStepFrames < kChunkStepsMost);

/// The grain of moments (0.2 s). Neighbours may be a frame apart, and count as one.
constexpr std::uint32_t kMomentFrames = 12;
static_assert(kChunkFramesMost / kMomentFrames < 1U << kMomentBits);
constexpr std::uint32_t kWindowMoments = 2 * kStepFrames / kMomentFrames;

/// Offsets that agree. In six seconds a recorder's clock drifts by two frames, and a track whose
/// rung of the ladder is half a step away by six; Chromaprint words start every eight.
constexpr std::uint32_t kSpreadFrames = 3;
constexpr std::uint32_t kWideSpreadFrames = 7;

std::uint64_t group_of(PackedHit hit) { return hit >> kWayShift; }
std::uint32_t way_of(PackedHit hit) {
  return static_cast<std::uint32_t>(group_of(hit) & ((1U << kWayBits) - 1));
}
std::uint32_t moment_of(PackedHit hit) {
  return static_cast<std::uint32_t>(hit & ((1U << kMomentBits) - 1));
}
std::uint32_t step_of(std::uint32_t moment) { return moment * kMomentFrames / kStepFrames; }

/// Offsets are counted backwards from the end of the longest chunk, so that they are positive, and
/// small for short tracks, which saves sorting passes.
std::uint32_t packed_offset(const Asked& asked, const PostingPlace& place) {
  return place.frame + kChunkFramesMost - asked.frame;
}
std::uint32_t packed_offset(PackedHit hit) {
  return static_cast<std::uint32_t>(hit >> kMomentBits & ((1U << kOffsetBits) - 1));
}

/// Votes among ordered moments.
std::uint32_t votes_in(std::span<const std::uint32_t> moments) {
  std::uint32_t votes = 0;
  std::optional<std::uint32_t> last;
  for (const std::uint32_t moment : moments) {
    if (last && moment < *last + 2) continue;
    last = moment;
    ++votes;
  }
  return votes;
}

/// The hits of one track, played in one way, at offsets that agree.
class Agreeing {
 public:
  explicit Agreeing(std::span<const PackedHit> hits) {
    double sum = 0;
    moments_.reserve(hits.size());
    for (const PackedHit hit : hits) {
      moments_.push_back(moment_of(hit));
      sum += packed_offset(hit);
    }
    std::sort(moments_.begin(), moments_.end());
    const std::uint32_t way = way_of(hits.front());
    like_.ordinal = ordinal_of(hits.front());
    like_.method = way == kChromaprintWay ? MatchMethod::kChromaprint : MatchMethod::kLandmark;
    way_ = way == kChromaprintWay ? 0 : way;
    offset_ = kChunkFramesMost - sum / static_cast<double>(hits.size());
  }

  /// Whether there was anything to propose.
  bool propose(Stretch stretch, std::span<const Playing> playings, Places places,
               Proposals& proposals) {
    bool any = false;
    like_.playing = playings[way_];
    const auto in_video = [&](double frame) {
      return static_cast<std::int32_t>(stretch.first + std::lround(frame * like_.playing.stretch));
    };
    like_.offset = in_video(offset_);
    for (auto first = moments_.begin(); first != moments_.end();) {
      const std::uint32_t step = step_of(*first);
      const auto end = std::lower_bound(first, moments_.end(), *first + kWindowMoments);
      const Agreement agreement{votes_in({first, end}), static_cast<std::uint32_t>(end - first)};
      if (places == Places::kAll || agreement.is_enough(like_.playing)) {
        Candidate candidate = like_;
        candidate.frame = static_cast<std::uint32_t>(in_video(step * kStepFrames));
        candidate.agreement = agreement;
        proposals[step].push_back(candidate);
        any = true;
      }
      first = std::find_if(first, moments_.end(),
                           [&](std::uint32_t moment) { return step_of(moment) != step; });
    }
    return any;
  }

 private:
  Candidate like_;
  std::uint32_t way_ = 0;
  double offset_ = 0;  // Track frames from the start of the chunk to the start of the track.
  std::vector<std::uint32_t> moments_;
};

/// The first hit that is not in the group, or is of another offset than agrees with the first.
std::size_t end_of_agreeing(std::span<const PackedHit> hits, std::size_t first,
                            std::span<const Playing> playings) {
  const std::uint32_t way = way_of(hits[first]);
  const bool close = way != kChromaprintWay && playings[way].as_it_is();
  const std::uint32_t last =
      packed_offset(hits[first]) + (close ? kSpreadFrames : kWideSpreadFrames);
  std::size_t end = first + 1;
  while (end < hits.size() && group_of(hits[end]) == group_of(hits[first]) &&
         packed_offset(hits[end]) <= last) {
    ++end;
  }
  return end;
}

}  // namespace

PackedHit pack_hit(const Asked& asked, const PostingPlace& place) {
  const std::uint32_t way = asked.chromaprint ? kChromaprintWay : asked.playing;
  return std::uint64_t{place.ordinal} << kOrdinalShift | std::uint64_t{way} << kWayShift |
         std::uint64_t{packed_offset(asked, place)} << kMomentBits | asked.frame / kMomentFrames;
}

std::uint32_t ordinal_of(PackedHit hit) { return static_cast<std::uint32_t>(hit >> kOrdinalShift); }

/// By everything above the moment, least significant digit first. Digits that are all alike cost no
/// pass.
void sort_hits(std::vector<PackedHit>& hits) {
  constexpr unsigned kDigitBits = 11;
  constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
  if (hits.empty()) return;
  std::vector<PackedHit> other(hits.size());
  PackedHit varying = 0;
  for (const PackedHit hit : hits) varying |= hit ^ hits.front();
  for (unsigned shift = kMomentBits; shift < 64; shift += kDigitBits) {
    if ((varying >> shift & (kDigits - 1)) == 0) continue;
    std::array<std::uint32_t, kDigits + 1> starts{};
    for (const PackedHit hit : hits) ++starts[(hit >> shift & (kDigits - 1)) + 1];
    for (std::size_t digit = 0; digit < kDigits; ++digit) starts[digit + 1] += starts[digit];
    for (const PackedHit hit : hits) other[starts[hit >> shift & (kDigits - 1)]++] = hit;
    hits.swap(other);
  }
}

Proposals count_votes(std::span<const PackedHit> hits, Stretch stretch,
                      std::span<const Playing> playings, Places places) {
  const std::size_t fewest =
      places == Places::kAll ? 1 : std::min(Agreement::kFewestVotes, Agreement::kFewestHits);
  Proposals proposals;
  for (std::size_t i = 0; i < hits.size();) {
    const std::size_t end = end_of_agreeing(hits, i, playings);
    const bool proposed =
        end - i >= fewest &&
        Agreeing(hits.subspan(i, end - i)).propose(stretch, playings, places, proposals);
    // Of what agrees with the first, some may agree better with what follows.
    const PackedHit place = hits[i] >> kMomentBits;
    while (i < hits.size() && (proposed ? i < end : hits[i] >> kMomentBits == place)) ++i;
  }
  return proposals;
}

}  // namespace matcher

#include "matcher/landmark_hash.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <tuple>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::SpectralPeak;
using engine::SpectralTrace;
namespace grid = engine::landmark_grid;

constexpr int kFrequencyReachBins = 62;
constexpr std::uint32_t kNearestFrames = 2;
constexpr std::uint32_t kFarthestFrames = 63;

/// However slowly a track is played.
constexpr auto kFarthestInVideo = static_cast<std::uint32_t>(kFarthestFrames * kHighestStretch) + 1;

/// Triplets are made of a peak and any two of so many peaks that follow it.
constexpr std::size_t kReferenceNeighbours = 3;
constexpr std::size_t kNeighboursMost = 16;
constexpr int kAnyRankSum = 3 * kReferenceRanks;

int bin_of(const SpectralPeak& peak) {
  return (peak.frequency + grid::kStepsPerBin / 2) / grid::kStepsPerBin;
}

/// Where a triplet stands is told in bins as far as 3 % of a frequency is less than a bin, and in
/// steps of 3 % above: fine enough to be rare, and coarse enough for a rung of the ladder, since
/// the ways to the other peaks hardly change from one rung to the next.
std::array<std::uint8_t, grid::kSteps> make_place_table() {
  constexpr double kStep = 0.03;
  constexpr double kFirstLogBin = 1 / kStep;
  std::array<std::uint8_t, grid::kSteps> table{};
  for (std::size_t step = 0; step < table.size(); ++step) {
    const double bin = static_cast<double>(step) / grid::kStepsPerBin;
    const double place =
        bin < kFirstLogBin ? bin : kFirstLogBin + std::log(bin / kFirstLogBin) / kStep;
    table[step] = static_cast<std::uint8_t>(std::lround(place));
  }
  return table;
}

std::uint32_t place_of(const SpectralPeak& peak) {
  static const auto kPlaceOfStep = make_place_table();
  return kPlaceOfStep[peak.frequency];
}

/// The finalizer of MurmurHash3 (Appleby, public domain): every bit of the outcome depends on every
/// bit of `value`.
std::uint64_t mixed(std::uint64_t value) {
  value ^= value >> 33;
  value *= 0xFF51'AFD7'ED55'8CCD;
  value ^= value >> 33;
  value *= 0xC4CE'B9FE'1A85'EC53;
  return value ^ value >> 33;
}

/// What a triplet is told by: where the first peak is, and the ways to the others, the lower first.
std::uint32_t triplet_hash(const SpectralPeak& a, const SpectralPeak& b, const SpectralPeak& c,
                           std::uint32_t channel) {
  const bool b_lower = b.frequency < c.frequency;
  std::uint64_t word = channel << 8 | place_of(a);
  for (const SpectralPeak* peak : {b_lower ? &b : &c, b_lower ? &c : &b}) {
    word = word << 7 | static_cast<std::uint32_t>(bin_of(*peak) - bin_of(a) + 64);
    word = word << 6 | (peak->frame - a.frame + 1) / 2;
  }
  return static_cast<std::uint32_t>(mixed(word) >> (64 - kHashBits));
}

/// The triplets that begin at peaks[i] and whose ranks add up to at most `rank_sum`, those of the
/// nearest peaks first.
template <class Visit>
void for_triplets(std::span<const SpectralPeak> peaks, std::size_t i, std::size_t neighbours,
                  int rank_sum, const Visit& visit) {
  const SpectralPeak& a = peaks[i];
  const int bin = bin_of(a);
  std::array<const SpectralPeak*, kNeighboursMost> near{};
  std::size_t count = 0;
  for (std::size_t j = i + 1; j < peaks.size() && count < neighbours; ++j) {
    const SpectralPeak& b = peaks[j];
    if (b.frame - a.frame > kFarthestFrames) break;
    if (b.frame - a.frame < kNearestFrames) continue;
    if (std::abs(bin_of(b) - bin) > kFrequencyReachBins) continue;
    const int left = rank_sum - a.rank - b.rank;
    for (std::size_t k = 0; k < count && left >= 0; ++k) {
      if (near[k]->rank <= left &&
          std::abs(int{near[k]->frequency} - int{b.frequency}) >= grid::kStepsPerBin) {
        visit(*near[k], b);
      }
    }
    near[count++] = &b;
  }
}

std::uint32_t chromaprint_hash(std::uint32_t word) {
  constexpr unsigned kIgnoredBits = 4;  // The look-up of AcoustID leaves these out too.
  return static_cast<std::uint32_t>(mixed(word >> kIgnoredBits) >> (64 - kHashBits + kClassBits));
}

/// Calls `visit(hash, frame)` for words whose stretch begins in [first, end). A word equal to the
/// one before says nothing new: silence and held tones repeat theirs for minutes.
template <class Visit>
void for_chromaprint(const Fingerprint& fingerprint, std::uint32_t first, std::uint32_t end,
                     const Visit& visit) {
  const auto& words = fingerprint.chromaprint;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto frame =
        static_cast<std::uint32_t>(engine::chromaprint_word_start(i) / grid::kFramePeriod);
    if (frame >= end) return;
    if (frame >= first && words[i] != words[i - 1]) visit(chromaprint_hash(words[i]), frame);
  }
}

/// Sorts, and thins what `same` holds to be equal to kSameHashLimit of it, evenly spread.
template <class Hashes, class Same>
void thin(Hashes& hashes, const Same& same) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < hashes.size();) {
    std::size_t end = i;
    while (end < hashes.size() && same(hashes[end], hashes[i])) ++end;
    const std::size_t count = end - i;
    const std::size_t wanted = std::min(count, kSameHashLimit);
    for (std::size_t k = 0; k < wanted; ++k) hashes[kept++] = hashes[i + k * count / wanted];
    i = end;
  }
  hashes.resize(kept);
}

std::vector<SpectralPeak> strongest(std::span<const SpectralPeak> peaks, unsigned ranks) {
  std::vector<SpectralPeak> strong;
  std::copy_if(peaks.begin(), peaks.end(), std::back_inserter(strong),
               [&](const SpectralPeak& peak) { return peak.rank < ranks; });
  return strong;
}

std::span<const SpectralPeak> peaks_of(const SpectralTrace& trace, std::uint32_t first,
                                       std::uint32_t end) {
  const auto before = [](std::uint32_t frame) {
    return [frame](const SpectralPeak& peak) { return peak.frame < frame; };
  };
  const auto begin = std::partition_point(trace.peaks.begin(), trace.peaks.end(), before(first));
  return {begin, std::partition_point(begin, trace.peaks.end(), before(end))};
}

/// The peaks as the track has them when it is played like this: the way back.
void undo(std::uint32_t first, const Playing& playing, std::vector<SpectralPeak>& peaks) {
  for (SpectralPeak& peak : peaks) {
    peak.frame = static_cast<std::uint32_t>(std::lround((peak.frame - first) / playing.stretch));
    peak.frequency = static_cast<std::uint16_t>(
        std::min<long>(std::lround(peak.frequency / playing.pitch), grid::kSteps - 1));
  }
}

}  // namespace

std::uint32_t frame_count(const Fingerprint& fingerprint) {
  const auto last = [](const SpectralTrace& trace) {
    return trace.peaks.empty() ? 0 : trace.peaks.back().frame + 1;
  };
  const auto frames = static_cast<std::uint32_t>(fingerprint.duration / grid::kFramePeriod);
  return std::max({frames, last(fingerprint.mid), last(fingerprint.side)});
}

std::vector<HashAt> reference_hashes(const Fingerprint& fingerprint) {
  std::vector<HashAt> hashes;
  std::uint32_t channel = 0;
  for (const SpectralTrace* trace : {&fingerprint.mid, &fingerprint.side}) {
    const std::vector<SpectralPeak> peaks = strongest(trace->peaks, kReferenceRanks);
    for (std::size_t i = 0; i < peaks.size(); ++i) {
      for_triplets(peaks, i, kReferenceNeighbours, kAnyRankSum,
                   [&](const SpectralPeak& b, const SpectralPeak& c) {
                     hashes.push_back({triplet_hash(peaks[i], b, c, channel), peaks[i].frame});
                   });
    }
    ++channel;
  }
  for_chromaprint(fingerprint, 0, UINT32_MAX, [&](std::uint32_t hash, std::uint32_t frame) {
    hashes.push_back({hash, frame});
  });
  thin(hashes, [](const HashAt& a, const HashAt& b) { return a.hash == b.hash; });
  return hashes;
}

void append_query_hashes(const Fingerprint& video, std::uint32_t first, std::uint32_t end,
                         const QueryDensity& density, const Playing& playing,
                         std::uint8_t playing_number, std::vector<Asked>& asked) {
  std::uint32_t channel = 0;
  for (const SpectralTrace* trace : {&video.mid, &video.side}) {
    std::vector<SpectralPeak> peaks =
        strongest(peaks_of(*trace, first, end + kFarthestInVideo), density.rank_sum + 1U);
    undo(first, playing, peaks);
    const auto end_in_track = static_cast<std::uint32_t>((end - first) / playing.stretch);
    for (std::size_t i = 0; i < peaks.size() && peaks[i].frame < end_in_track; ++i) {
      for_triplets(peaks, i, density.neighbours, density.rank_sum,
                   [&](const SpectralPeak& b, const SpectralPeak& c) {
                     const std::uint32_t hash = triplet_hash(peaks[i], b, c, channel);
                     const std::uint32_t of = class_of(hash);
                     if (of < density.classes_end) {
                       asked.push_back({hash, peaks[i].frame, playing_number, false});
                     }
                   });
    }
    ++channel;
  }
  if (playing.as_it_is()) {
    for_chromaprint(video, first, end, [&](std::uint32_t hash, std::uint32_t frame) {
      asked.push_back({hash, frame - first, playing_number, true});
    });
  }
}

void order_and_limit(std::vector<Asked>& asked) {
  thin(asked, [](const Asked& a, const Asked& b) {
    return std::tie(a.hash, a.playing) == std::tie(b.hash, b.playing);
  });
}

std::vector<HashAt> archive_hashes(const Fingerprint& video) {
  std::vector<Asked> asked;
  append_query_hashes(video, 0, frame_count(video), {.classes_end = 1}, {}, 0, asked);
  std::vector<HashAt> hashes;
  for (const Asked& one : asked) {
    if (!one.chromaprint && in_archive_sample(one.hash)) hashes.push_back({one.hash, one.frame});
  }
  thin(hashes, [](const HashAt& a, const HashAt& b) { return a.hash == b.hash; });
  return hashes;
}

}  // namespace matcher

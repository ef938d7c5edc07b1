#include "matcher/landmark_hash.h"

#include <algorithm>
#include <cstdlib>
#include <span>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::SpectralPeak;
using engine::SpectralTrace;
namespace grid = engine::landmark_grid;

constexpr int kFrequencyReachBins = 62;
constexpr std::uint32_t kNearestFrames = 2;
constexpr std::uint32_t kFarthestFrames = 63;

/// How many pairs begin at each peak. Twice as many on both sides found nothing more on the exam,
/// at five times the hits.
constexpr std::size_t kReferenceFanOut = 3;
constexpr std::size_t kQueryFanOut = 10;

int bin_of(const SpectralPeak& peak) {
  return (peak.frequency + grid::kStepsPerBin / 2) / grid::kStepsPerBin;
}

std::uint32_t pair_hash(const SpectralPeak& a, const SpectralPeak& b, std::uint32_t family) {
  const auto first = static_cast<std::uint32_t>(bin_of(a)) & 511;
  const auto step = static_cast<std::uint32_t>(bin_of(b) - bin_of(a) + 64) & 127;
  const std::uint32_t wait = (b.frame - a.frame) / 2;
  return family | first << 12 | step << 5 | wait;
}

/// The pairs that begin at peaks[i], nearest in time first.
template <class Visit>
void for_pairs(std::span<const SpectralPeak> peaks, std::size_t i, std::size_t fan_out,
               const Visit& visit) {
  const SpectralPeak& a = peaks[i];
  for (std::size_t j = i + 1; j < peaks.size() && fan_out > 0; ++j) {
    const SpectralPeak& b = peaks[j];
    if (b.frame - a.frame > kFarthestFrames) return;
    if (b.frame - a.frame < kNearestFrames) continue;
    if (std::abs(bin_of(b) - bin_of(a)) > kFrequencyReachBins) continue;
    visit(b);
    --fan_out;
  }
}

std::uint32_t mixed_word(std::uint32_t word) {
  constexpr unsigned kIgnoredBits = 4;  // The look-up of AcoustID leaves these out too.
  constexpr std::uint32_t kGoldenRatio = 0x9E3779B1;
  return kChromaprintFamily | ((word >> kIgnoredBits) * kGoldenRatio) >> (32 - (kHashBits - 2));
}

/// Words whose stretch begins in [first, end). A word equal to the one before says nothing new:
/// silence and held tones repeat theirs for minutes.
void append_chromaprint(const Fingerprint& fingerprint, std::uint32_t first, std::uint32_t end,
                        std::vector<HashAt>& hashes) {
  const auto& words = fingerprint.chromaprint;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto frame =
        static_cast<std::uint32_t>(engine::chromaprint_word_start(i) / grid::kFramePeriod);
    if (frame >= end) return;
    if (frame >= first && words[i] != words[i - 1]) hashes.push_back({mixed_word(words[i]), frame});
  }
}

/// Sorts, and thins hashes that are too frequent to an even spread over time.
void order_and_limit(std::vector<HashAt>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < hashes.size();) {
    std::size_t end = i;
    while (end < hashes.size() && hashes[end].hash == hashes[i].hash) ++end;
    const std::size_t count = end - i;
    const std::size_t wanted = std::min(count, kSameHashLimit);
    for (std::size_t k = 0; k < wanted; ++k) hashes[kept++] = hashes[i + k * count / wanted];
    i = end;
  }
  hashes.resize(kept);
}

std::vector<SpectralPeak> strongest(const SpectralTrace& trace) {
  std::vector<SpectralPeak> peaks;
  std::copy_if(trace.peaks.begin(), trace.peaks.end(), std::back_inserter(peaks),
               [](const SpectralPeak& peak) { return peak.rank < kReferenceRanks; });
  return peaks;
}

std::uint32_t family_of_channel(int channel) {
  return static_cast<std::uint32_t>(channel) << (kHashBits - 2);
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
  int channel = 0;
  for (const SpectralTrace* trace : {&fingerprint.mid, &fingerprint.side}) {
    const std::uint32_t family = family_of_channel(channel++);
    const std::vector<SpectralPeak> peaks = strongest(*trace);
    for (std::size_t i = 0; i < peaks.size(); ++i) {
      for_pairs(peaks, i, kReferenceFanOut, [&](const SpectralPeak& b) {
        hashes.push_back({pair_hash(peaks[i], b, family), peaks[i].frame});
      });
    }
  }
  append_chromaprint(fingerprint, 0, UINT32_MAX, hashes);
  order_and_limit(hashes);
  return hashes;
}

std::vector<HashAt> query_hashes(const Fingerprint& fingerprint, std::uint32_t first,
                                 std::uint32_t end) {
  std::vector<HashAt> hashes;
  int channel = 0;
  for (const SpectralTrace* trace : {&fingerprint.mid, &fingerprint.side}) {
    const std::uint32_t family = family_of_channel(channel++);
    const std::span<const SpectralPeak> peaks(trace->peaks);
    const auto begin = std::partition_point(
        peaks.begin(), peaks.end(), [&](const SpectralPeak& peak) { return peak.frame < first; });
    for (auto i = static_cast<std::size_t>(begin - peaks.begin());
         i < peaks.size() && peaks[i].frame < end; ++i) {
      for_pairs(peaks, i, kQueryFanOut, [&](const SpectralPeak& b) {
        hashes.push_back({pair_hash(peaks[i], b, family), peaks[i].frame});
      });
    }
  }
  append_chromaprint(fingerprint, first, end, hashes);
  return hashes;
}

std::vector<HashAt> archive_hashes(const Fingerprint& video) { return reference_hashes(video); }

}  // namespace matcher

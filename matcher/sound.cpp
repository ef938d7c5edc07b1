#include "matcher/sound.h"

#include "matcher/landmark_hash.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace matcher {

using engine::Fingerprint;
using engine::SpectralTrace;
namespace grid = engine::landmark_grid;

namespace {

/// Peaks are looked for between these only.
constexpr double kLowestStep = grid::kBandEdges.front() * grid::kStepsPerBin;
constexpr double kHighestStep = grid::kBandEdges.back() * grid::kStepsPerBin - 1;

}  // namespace

Sound::Sound(const Fingerprint& fingerprint)
    : frames(frame_count(fingerprint)),
      fields{PeakField(fingerprint.mid, frames), PeakField(fingerprint.side, frames)},
      mid_levels(fingerprint.mid.levels) {}

ReferenceTrack::ReferenceTrack(const Fingerprint& fingerprint)
    : frames(frame_count(fingerprint)), mid_levels(fingerprint.mid.levels) {
  std::uint8_t channel = 0;
  for (const SpectralTrace* trace : {&fingerprint.mid, &fingerprint.side}) {
    for (const engine::SpectralPeak& peak : trace->peaks) {
      const ReferencePeak reference{peak.frame, peak.frequency, channel,
                                    static_cast<std::uint8_t>(band_of(peak.frequency)), peak.level};
      all_peaks.push_back(reference);
      if (peak.rank < kEvidenceRanks) peaks.push_back(reference);
    }
    ++channel;
  }
  const auto in_order = [](const ReferencePeak& a, const ReferencePeak& b) {
    return std::tie(a.frame, a.channel, a.frequency) < std::tie(b.frame, b.channel, b.frequency);
  };
  std::sort(all_peaks.begin(), all_peaks.end(), in_order);
  std::sort(peaks.begin(), peaks.end(), in_order);
}

std::vector<ReferencePeak> played(std::span<const ReferencePeak> peaks, const Playing& playing) {
  std::vector<ReferencePeak> moved;
  moved.reserve(peaks.size());
  for (ReferencePeak peak : peaks) {
    const double frequency = peak.frequency * playing.pitch;
    if (frequency >= kLowestStep && frequency < kHighestStep) {
      peak.frame = static_cast<std::uint32_t>(std::lround(peak.frame * playing.stretch));
      peak.frequency = static_cast<std::uint16_t>(std::lround(frequency));
      peak.band = static_cast<std::uint8_t>(band_of(peak.frequency));
      moved.push_back(peak);
    }
  }
  return moved;
}

ReferenceTrack ReferenceTrack::played(const Playing& playing) const {
  if (playing.as_it_is()) return *this;
  ReferenceTrack moved;
  moved.frames = static_cast<std::uint32_t>(std::lround(frames * playing.stretch));
  moved.peaks = matcher::played(peaks, playing);
  moved.all_peaks = matcher::played(all_peaks, playing);
  const double periods = static_cast<double>(mid_levels.size()) * playing.stretch;
  for (std::size_t i = 0; static_cast<double>(i) < std::floor(periods); ++i) {
    const auto from = static_cast<std::size_t>(static_cast<double>(i) / playing.stretch);
    moved.mid_levels.push_back(mid_levels[std::min(from, mid_levels.size() - 1)]);
  }
  return moved;
}

std::size_t ReferenceTrack::size_bytes() const {
  return sizeof(*this) + (peaks.capacity() + all_peaks.capacity()) * sizeof(ReferencePeak) +
         mid_levels.capacity();
}

std::span<const ReferencePeak> peaks_between(const std::vector<ReferencePeak>& peaks,
                                             std::int64_t first, std::int64_t end) {
  const auto before = [](std::int64_t frame) {
    return [frame](const ReferencePeak& peak) { return peak.frame < frame; };
  };
  const auto begin = std::partition_point(peaks.begin(), peaks.end(), before(first));
  const auto stop = std::partition_point(begin, peaks.end(), before(end));
  return {begin, stop};
}

}  // namespace matcher

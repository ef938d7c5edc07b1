#include "matcher/sound.h"

#include "matcher/landmark_hash.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace matcher {

using engine::Fingerprint;
using engine::SpectralTrace;
namespace grid = engine::landmark_grid;

namespace {

/// Peaks are looked for between these only.
constexpr double kLowestStep = grid::kBandEdges.front() * grid::kStepsPerBin;
constexpr double kHighestStep = grid::kBandEdges.back() * grid::kStepsPerBin - 1;

/// Ordered by frame and frequency, as the peaks of a trace are.
std::vector<ReferencePeak> strongest(const SpectralTrace& trace, std::uint8_t channel) {
  std::vector<ReferencePeak> strong;
  strong.reserve(trace.peaks.size());
  for (const engine::SpectralPeak& peak : trace.peaks) {
    if (peak.rank >= kEvidenceRanks) continue;
    strong.push_back({peak.frame, peak.frequency, channel,
                      static_cast<std::uint8_t>(band_of(peak.frequency)), peak.level});
  }
  return strong;
}

}  // namespace

Sound::Sound(const Fingerprint& fingerprint)
    : frames(frame_count(fingerprint)),
      fields{PeakField(fingerprint.mid, frames), PeakField(fingerprint.side, frames)},
      mid_levels(fingerprint.mid.levels) {}

ReferenceTrack::ReferenceTrack(const Fingerprint& fingerprint)
    : frames(frame_count(fingerprint)), mid_levels(fingerprint.mid.levels) {
  const std::vector<ReferencePeak> mid = strongest(fingerprint.mid, 0);
  const std::vector<ReferencePeak> side = strongest(fingerprint.side, 1);
  peaks.reserve(mid.size() + side.size());
  std::merge(mid.begin(), mid.end(), side.begin(), side.end(), std::back_inserter(peaks),
             [](const ReferencePeak& a, const ReferencePeak& b) { return a.frame < b.frame; });
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
  const double periods = static_cast<double>(mid_levels.size()) * playing.stretch;
  for (std::size_t i = 0; static_cast<double>(i) < std::floor(periods); ++i) {
    const auto from = static_cast<std::size_t>(static_cast<double>(i) / playing.stretch);
    moved.mid_levels.push_back(mid_levels[std::min(from, mid_levels.size() - 1)]);
  }
  return moved;
}

std::size_t ReferenceTrack::size_bytes() const {
  return sizeof(*this) + peaks.capacity() * sizeof(ReferencePeak) + mid_levels.capacity();
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

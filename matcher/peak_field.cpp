#include "matcher/peak_field.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace matcher {
namespace {

namespace grid = engine::landmark_grid;

std::array<std::uint8_t, grid::kSteps / grid::kStepsPerBin + 1> make_band_table() {
  std::array<std::uint8_t, grid::kSteps / grid::kStepsPerBin + 1> table{};
  for (std::size_t bin = 0; bin < table.size(); ++bin) {
    std::size_t band = 0;
    while (band + 1 < grid::kBands && bin >= grid::kBandEdges[band + 1]) ++band;
    table[bin] = static_cast<std::uint8_t>(band);
  }
  return table;
}

}  // namespace

std::size_t band_of(std::uint16_t frequency) {
  static const auto kBandOfBin = make_band_table();
  return kBandOfBin[frequency / grid::kStepsPerBin];
}

PeakField::PeakField(const engine::SpectralTrace& trace, std::uint32_t frames) : frames_(frames) {
  starts_.assign(frames + std::size_t{1}, 0);
  counts_.assign((frames / grid::kLevelPeriodFrames + 1) * grid::kBands, 0);
  frequencies_.reserve(trace.peaks.size());
  levels_.reserve(trace.peaks.size());
  for (const engine::SpectralPeak& peak : trace.peaks) {
    if (peak.frame >= frames) break;  // Peaks are ordered by frame.
    ++starts_[peak.frame + 1];
    frequencies_.push_back(peak.frequency);
    levels_.push_back(peak.level);
    ++counts_[peak.frame / grid::kLevelPeriodFrames * grid::kBands + band_of(peak.frequency)];
  }
  for (std::size_t f = 0; f < frames; ++f) starts_[f + 1] += starts_[f];
}

float PeakField::even_chance(std::int64_t frame, std::size_t band) const {
  if (frame < 0 || frame >= frames_) return 0;
  const auto period = static_cast<std::size_t>(frame / grid::kLevelPeriodFrames);
  const float peaks = counts_[period * grid::kBands + band];
  const auto bins = static_cast<float>(grid::kBandEdges[band + 1] - grid::kBandEdges[band]);
  constexpr float kBoxCells = (2 * kToleranceFrames + 1) * (2.0F * kToleranceSteps + 1) /
                              grid::kStepsPerBin;
  return 1 - std::exp(-peaks * kBoxCells / (bins * grid::kLevelPeriodFrames));
}

std::size_t PeakField::size_bytes() const {
  return sizeof(*this) + starts_.capacity() * 4 + frequencies_.capacity() * 2 +
         levels_.capacity() + counts_.capacity();
}

}  // namespace matcher

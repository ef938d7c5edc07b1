#include "matcher/peak_field.h"

#include <algorithm>
#include <array>
#include <cstdlib>

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
  groups_.assign(frames, 0);
  for (const engine::SpectralPeak& peak : trace.peaks) {
    if (peak.frame >= frames) break;  // Peaks are ordered by frame.
    ++starts_[peak.frame + 1];
    const int lowest = std::max(0, peak.frequency - kToleranceSteps) / kGroupSteps;
    const int highest = std::min(grid::kSteps - 1, peak.frequency + kToleranceSteps) / kGroupSteps;
    const std::uint64_t bits = std::uint64_t{1} << lowest | std::uint64_t{1} << highest;
    const std::int64_t last = std::min(frames_ - 1, peak.frame + kToleranceFrames);
    for (std::int64_t f = std::max<std::int64_t>(0, peak.frame - kToleranceFrames); f <= last;
         ++f) {
      groups_[static_cast<std::size_t>(f)] |= bits;
    }
  }
  for (std::size_t f = 0; f < frames; ++f) starts_[f + 1] += starts_[f];
  peaks_ = std::span(trace.peaks).first(starts_.back());
}

std::optional<std::uint32_t> PeakField::nearest(std::size_t frame, std::uint16_t frequency) const {
  constexpr auto kReach = static_cast<std::size_t>(kToleranceFrames);
  const std::size_t first = frame < kReach ? 0 : frame - kReach;
  const std::size_t last = std::min(frame + kReach + 1, static_cast<std::size_t>(frames_));
  std::optional<std::uint32_t> nearest;
  int nearest_steps = kToleranceSteps + 1;
  for (std::uint32_t i = starts_[first]; i < starts_[last]; ++i) {
    const int steps = std::abs(int{frequency} - int{peaks_[i].frequency});
    if (steps >= nearest_steps) continue;
    nearest = i;
    nearest_steps = steps;
  }
  return nearest;
}

}  // namespace matcher

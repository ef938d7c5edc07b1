// The spectral peaks of one channel, laid out for the question "is there a peak about here?".
#pragma once

#include "engine/core/fingerprint.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace matcher {

/// A reference peak counts as found when a peak lies within one frame and one bin of where it is
/// expected: wider boxes gather chance faster than truth.
constexpr std::int64_t kToleranceFrames = 1;
constexpr int kToleranceSteps = engine::landmark_grid::kStepsPerBin;

/// Band of a frequency, below engine::landmark_grid::kBands.
std::size_t band_of(std::uint16_t frequency);

/// Threads: const functions at once from many threads. Lifetime: refers to the peaks of the trace,
/// which must outlive it.
class PeakField {
 public:
  PeakField(const engine::SpectralTrace& trace, std::uint32_t frames);

  /// Index of the peak nearest in frequency within the tolerance; frames outside hold none.
  std::optional<std::uint32_t> find(std::int64_t frame, std::uint16_t frequency) const {
    if (frame < 0 || frame >= frames_) return std::nullopt;
    const auto at = static_cast<std::size_t>(frame);
    // Most questions are answered here: no peak in the same eight bins.
    if ((groups_[at] >> (frequency / kGroupSteps) & 1) == 0) return std::nullopt;
    return nearest(at, frequency);
  }

  /// The peaks in frames [first, end).
  std::span<const engine::SpectralPeak> between(std::int64_t first, std::int64_t end) const {
    const auto at = [&](std::int64_t frame) {
      return starts_[static_cast<std::size_t>(std::clamp<std::int64_t>(frame, 0, frames_))];
    };
    return peaks_.subspan(at(first), at(end) - at(first));
  }

  std::uint8_t level(std::uint32_t peak) const { return peaks_[peak].level; }
  const engine::SpectralPeak& peak(std::uint32_t index) const { return peaks_[index]; }
  std::size_t size() const { return peaks_.size(); }

 private:
  std::int64_t frames_;
  std::vector<std::uint32_t> starts_;  // frames_ + 1: peaks of frame f are starts_[f] .. [f + 1].
  std::span<const engine::SpectralPeak> peaks_;
  // Per frame, a bit for each group of frequencies in which `find` may have an answer.
  std::vector<std::uint64_t> groups_;

  static constexpr int kGroupSteps = engine::landmark_grid::kSteps / 64;

  std::optional<std::uint32_t> nearest(std::size_t frame, std::uint16_t frequency) const;
};

}  // namespace matcher

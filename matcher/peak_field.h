// The spectral peaks of one channel, laid out for the question "is there a peak about here?".
#pragma once

#include "engine/core/fingerprint.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace matcher {

/// A reference peak counts as found when a peak lies within one frame and one bin of where it is
/// expected: wider boxes gather chance faster than truth.
constexpr std::int64_t kToleranceFrames = 1;
constexpr int kToleranceSteps = engine::landmark_grid::kStepsPerBin;

/// Band of a frequency, below engine::landmark_grid::kBands.
std::size_t band_of(std::uint16_t frequency);

/// Threads: const functions at once from many threads. Copies the peaks.
class PeakField {
 public:
  PeakField(const engine::SpectralTrace& trace, std::uint32_t frames);

  /// Index of the peak nearest in frequency within the tolerance; frames outside hold none.
  std::optional<std::uint32_t> find(std::int64_t frame, std::uint16_t frequency) const {
    if (frame < -kToleranceFrames || frame >= frames_ + kToleranceFrames) return std::nullopt;
    const std::int64_t first = frame < kToleranceFrames ? 0 : frame - kToleranceFrames;
    const std::int64_t last = frame + kToleranceFrames + 1;
    const std::uint32_t end = starts_[static_cast<std::size_t>(last < frames_ ? last : frames_)];
    std::optional<std::uint32_t> nearest;
    int nearest_steps = kToleranceSteps + 1;
    for (std::uint32_t i = starts_[static_cast<std::size_t>(first)]; i < end; ++i) {
      const int steps = frequency > frequencies_[i] ? frequency - frequencies_[i]
                                                    : frequencies_[i] - frequency;
      if (steps >= nearest_steps) continue;
      nearest = i;
      nearest_steps = steps;
    }
    return nearest;
  }

  /// How likely a peak of this band is to be found near `frame` by chance, if peaks were spread
  /// evenly over the band: a first guess, before chance is measured.
  float even_chance(std::int64_t frame, std::size_t band) const;

  std::uint8_t level(std::uint32_t peak) const { return levels_[peak]; }
  std::int64_t frames() const { return frames_; }
  std::size_t size() const { return frequencies_.size(); }
  std::size_t size_bytes() const;

 private:
  std::int64_t frames_;
  std::vector<std::uint32_t> starts_;  // frames_ + 1: peaks of frame f are starts_[f] .. [f + 1].
  std::vector<std::uint16_t> frequencies_;
  std::vector<std::uint8_t> levels_;
  std::vector<std::uint8_t> counts_;  // Peaks per level period and band.
};

}  // namespace matcher

// The highest point of the curve that a player draws through the samples: ITU-R BS.1770-4, annex 2.
#pragma once

#include "ingest/planar_samples.h"

#include <array>
#include <cstddef>
#include <vector>

namespace ingest {

/// Puts three points between samples below 96 kHz, one below 192 kHz and none above, each from the
/// 48 samples of a windowed sinc at the oversampled rate. A stretch whose samples are too small for
/// a new highest point, whatever their order, is passed over: the result is the same, and loud
/// music costs a third. Threads: not safe to share.
class TruePeakMeter {
 public:
  /// What follows has this rate and so many channels. What was fed before stays counted.
  void set_format(int rate_hz, std::size_t channels);

  void add(const PlanarSamples& samples);

  /// Lets out the last points, as if silence followed. Call once, at the end or not at all.
  void finish();

  float peak() const { return peak_; }  ///< Linear; at least the highest sample.

 private:
  static constexpr std::size_t kTaps = 48;  // Of the filter at the oversampled rate.
  static constexpr std::size_t kStretch = 16;

  void scan(std::vector<float>& history, std::span<const float> samples);
  void interpolate(const float* window, std::size_t places);

  std::size_t factor_ = 1;
  std::size_t reach_ = 0;  // Samples that a point is made of.
  /// Of each point between two samples; the first factor_ - 1 rows and reach_ columns are used.
  std::array<std::array<float, kTaps>, 3> filters_{};
  float gain_max_ = 1.0F;  // No point is higher than this times the highest of its samples.
  std::vector<std::vector<float>> history_;  // By channel: the last samples, reach_ - 1 of them.
  std::vector<float> work_;
  PlanarSamples silence_;
  float peak_ = 0.0F;
};

}  // namespace ingest

// How loud sound is to people: ITU-R BS.1770-4 with the meters of EBU Tech 3341 (momentary,
// short-term, integrated) and 3342 (range).
//
// The K weighting is filtered once, into energies of 10 ms; every figure is made of those. So the
// maxima are exact to 10 ms, and an hour of stereo takes about a second. The tests hold every
// figure to libebur128.
#pragma once

#include "ingest/planar_samples.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ingest {

/// In LUFS; the range in LU. Empty where there is too little sound above the gate of -70 LUFS.
struct Loudness {
  std::optional<double> integrated;     ///< Gated at -70 LUFS, then at 10 LU below the mean.
  std::optional<double> range;          ///< 10th to 95th percentile of short-term, gated at -20 LU.
  std::optional<double> max_momentary;  ///< Of 0.4 s.
  std::optional<double> max_short_term;  ///< Of 3 s.
};

/// Fed with a track from start to end. Keeps 16 bytes for every 0.1 s. Threads: not safe to share.
class LoudnessMeter {
 public:
  /// What follows has this rate (at least 1 kHz) and, for each channel, this weight: 1.0 in front,
  /// 1.41 at the sides, 0 for low-frequency effects. What was fed before stays counted.
  void set_format(int rate_hz, std::vector<double> weights);

  /// As many channels as `set_format` was told of.
  void add(const PlanarSamples& samples);

  Loudness result() const;

 private:
  static constexpr std::size_t kMomentarySlices = 40;
  static constexpr std::size_t kShortTermSlices = 300;
  static constexpr std::size_t kHopSlices = 10;

  /// A biquad in transposed form II; a0 is 1.
  struct Biquad {
    double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;
  };
  /// Two channels go through the filters side by side: they fit one register, and hide each
  /// other's latency.
  struct Pair {
    std::array<std::size_t, 2> channels{};
    std::array<double, 2> weights{};
    std::array<double, 2> shelf1{}, shelf2{}, pass1{}, pass2{};  // What the filters remember.
  };

  double filter(Pair& pair, const PlanarSamples& samples, std::size_t start, std::size_t count);
  void end_slice();
  double mean_of_last(std::size_t slices) const;
  std::size_t slice_end() const;

  Biquad shelf_;
  Biquad pass_;
  std::vector<Pair> pairs_;
  std::int64_t rate_hz_ = 0;
  std::int64_t slices_of_format_ = 0;  // Since set_format.
  std::size_t slice_fill_ = 0;         // Samples of the slice at hand.
  double slice_energy_ = 0;
  std::array<double, kShortTermSlices> last_{};  // Mean powers, in a ring.
  std::size_t slices_ = 0;
  double max_momentary_ = 0;
  double max_short_term_ = 0;
  std::vector<double> momentary_;   // Every 0.1 s.
  std::vector<double> short_term_;  // Every 0.1 s.
};

}  // namespace ingest

// Spectral landmarks: the local maxima of a spectrogram, taken from mid and side separately so that
// a voice in the centre does not cover music at the sides. They are the one truth about what a
// track sounds like: hashes, verification, boundaries and level are all derived from them.
#pragma once

#include "engine/core/fingerprint.h"

#include <memory>
#include <span>

namespace ingest {

/// Push samples in, take two traces out. One extractor per stream; not safe to share.
class LandmarkExtractor {
 public:
  LandmarkExtractor();
  ~LandmarkExtractor();
  LandmarkExtractor(const LandmarkExtractor&) = delete;
  LandmarkExtractor& operator=(const LandmarkExtractor&) = delete;

  /// The next samples of both channels at landmark_grid::kSampleRateHz, full scale 1.0; equally
  /// many of each. However a signal is cut into calls, the result is the same.
  void feed(std::span<const float> left, std::span<const float> right);

  struct Traces {
    engine::SpectralTrace mid;
    engine::SpectralTrace side;  ///< Empty when both channels were equal throughout.
  };
  /// Ends the signal. Call once.
  Traces finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ingest

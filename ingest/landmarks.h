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
  /// What has become final since the last call, taken away: whole level periods, so that the peaks
  /// taken are those of the levels taken; frames count from the start of the signal. `side` has
  /// levels even when both channels are equal. Calls put together, and then `finish`, give what
  /// `finish` alone would.
  Traces take();
  /// Whether the channels have differed.
  bool stereo() const;

  /// Ends the signal. Call once.
  Traces finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace ingest

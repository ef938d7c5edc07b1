// How loud sound is to people: ITU-R BS.1770-4 with the meters of EBU Tech 3341 (momentary,
// short-term, integrated) and 3342 (range), as libebur128 reckons them.
//
// The library is asked for its maxima at no price: for the loudness of every 10 ms, of which
// momentary and short-term loudness are means. So they are exact to 10 ms.
#pragma once

#include "ingest/planar_samples.h"

#include <cstdint>
#include <memory>
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

/// What a channel counts for: BS.1770-4, table 4.
enum class Speaker : std::uint8_t {
  kFront,    ///< As it is; so does what stands behind.
  kSide,     ///< 60 to 120 degrees from the front: 1.5 dB more.
  kEffects,  ///< Low frequencies only: nothing.
};

/// Fed with a track from start to end. Keeps 32 bytes for every 0.1 s. Threads: not safe to share.
class LoudnessMeter {
 public:
  LoudnessMeter();
  LoudnessMeter(LoudnessMeter&&) noexcept;
  ~LoudnessMeter();

  /// What follows has this rate (at least 1 kHz) and these channels. What was fed before stays
  /// counted. Sound of more than 64 channels has no loudness.
  void set_format(int rate_hz, const std::vector<Speaker>& speakers);

  /// As many channels as `set_format` was told of.
  void add(const PlanarSamples& samples);

  Loudness result() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace ingest

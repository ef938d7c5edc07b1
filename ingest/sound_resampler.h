// Decoded frames in any format to the two rates that fingerprints are made from.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/result.h"
#include "ingest/av_handle.h"

#include <cstdint>
#include <span>
#include <vector>

namespace ingest {

/// A stretch of sound at both rates. Each rate is a continuous signal from time 0; a block's two
/// stretches are of about the same time.
struct SoundBlock {
  std::span<const float> left;         ///< At landmark_grid::kSampleRateHz, full scale 1.0.
  std::span<const float> right;        ///< Equally many; equal to `left` for mono.
  std::span<const std::int16_t> mono;  ///< At SoundResampler::kMonoRateHz.

  bool empty() const { return left.empty() && mono.empty(); }
};

/// Collects blocks. A change of rate, layout or sample format on the way flushes the filters and
/// makes new ones; the signals go on without a slip. Threads: not safe to share.
class SoundResampler {
 public:
  static constexpr int kMonoRateHz = 11'025;  ///< Chromaprint's own working rate.
  static constexpr int kRateMinHz = 1'000;
  static constexpr int kRateMaxHz = 1'536'000;

  /// Whether the frame's rate and channels are ones that sound can have.
  static bool accepts(const AVFrame& frame);

  /// Prepares for frames like this one, which begins (after any silence) at `now`.
  /// Errors: kUnsupported (no way to turn this layout into stereo).
  engine::Result<void> match_format(const AVFrame& frame, engine::MediaTime now);

  /// Samples at the rate of the last frame given to match_format. Errors: kUnavailable.
  engine::Result<void> add_silence(std::int64_t samples);
  /// All of a frame but its first `skip` samples. Errors: kUnavailable.
  engine::Result<void> add_frame(const AVFrame& frame, std::int64_t skip);
  /// Lets out what the filters hold back. Errors: kUnavailable.
  engine::Result<void> flush();

  /// Samples per channel that `take` would give at landmark_grid::kSampleRateHz.
  std::size_t pending() const { return collecting_.left.size(); }
  /// Everything collected since the last call. Valid until the next call of `take`.
  SoundBlock take();

 private:
  /// One output rate.
  struct Lane {
    int rate_hz = 0;
    ResamplerHandle resampler = nullptr;
    std::int64_t made = 0;  ///< Samples collected since time 0.
    std::int64_t drop = 0;  ///< Samples still to leave out, after a change of format.
  };
  struct Buffers {
    std::vector<float> left;
    std::vector<float> right;
    std::vector<std::int16_t> mono;
  };

  engine::Result<void> convert(const std::uint8_t* const* planes, int samples);
  bool convert_wide(const std::uint8_t** planes, int samples);
  bool convert_narrow(const std::uint8_t** planes, int samples);

  FrameHandle silence_;  // A tenth of a second in the format of the frames at hand.
  Lane wide_{.rate_hz = engine::landmark_grid::kSampleRateHz};
  Lane narrow_{.rate_hz = kMonoRateHz};
  Buffers collecting_;
  Buffers taken_;
};

}  // namespace ingest

// Where decoded sound belongs on the clock that a player shows. Arithmetic only: no libav, no
// samples.
#pragma once

#include "engine/core/media_time.h"

#include <cstdint>
#include <optional>

namespace ingest {

/// Turns the time stamps of decoded frames into one unbroken run of samples.
///
/// Stamps jitter (Matroska rounds to milliseconds), so a frame that is where it is expected, give
/// or take kJitter, simply follows; the expectation counts samples from the last correction, so
/// rounding never adds up. Beyond that, a gap becomes silence and an overlap is cut. A stamp that
/// makes no sense as either is a break in the stamps, not in the sound (joined recordings, a
/// restarted encoder): sound goes on, and later stamps are shifted.
class PlayerClock {
 public:
  static constexpr engine::MediaTime kJitter{30'000};
  /// Further back than this is a break, not an overlap.
  static constexpr engine::MediaTime kOverlapMax{1'000'000};
  /// Further ahead than this, or this much beyond the declared end, is a break, not a gap.
  static constexpr engine::MediaTime kGapMax{30LL * 60 * 1'000'000};
  static constexpr engine::MediaTime kBeyondEndMax{10'000'000};
  /// No gap reaches further: stamps alone must not make endless work.
  static constexpr engine::MediaTime kLongestMedia{100LL * 3600 * 1'000'000};

  /// `declared_end` is 0 when unknown.
  explicit PlayerClock(engine::MediaTime declared_end) : declared_end_(declared_end) {}

  /// What comes before a frame's sound, in samples at the frame's rate; one of the two is 0.
  struct Placement {
    std::int64_t silence_samples = 0;
    std::int64_t skip_samples = 0;  ///< At most what the frame has.
  };

  /// Places the next frame: `samples` at `rate_hz` (both > 0), stamped `start` if it is stamped.
  Placement place(std::optional<engine::MediaTime> start, std::int64_t samples, int rate_hz);

  /// End of everything placed so far.
  engine::MediaTime now() const;

 private:
  engine::MediaTime offset_of(engine::MediaTime start);

  engine::MediaTime declared_end_;
  engine::MediaTime shift_{0};   // Added to stamps, for the breaks there were.
  engine::MediaTime anchor_{0};  // Clock at the last change of rate.
  std::int64_t samples_ = 0;     // Placed since, at rate_hz_.
  int rate_hz_ = 1;
  bool started_ = false;
};

}  // namespace ingest

#include "ingest/player_clock.h"

#include <algorithm>

namespace ingest {

using engine::MediaTime;

namespace {

constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;

/// Rounded to the nearest sample. Fits: gaps are below kLongestMedia, rates below 2^21.
std::int64_t samples_in(MediaTime time, int rate_hz) {
  return (time.count() * rate_hz + kMicrosecondsPerSecond / 2) / kMicrosecondsPerSecond;
}

}  // namespace

MediaTime PlayerClock::now() const {
  // Whole seconds apart, so that long media at high rates does not overflow.
  const std::int64_t seconds = samples_ / rate_hz_;
  const std::int64_t rest = samples_ % rate_hz_;
  return anchor_ + MediaTime{seconds * kMicrosecondsPerSecond +
                             (rest * kMicrosecondsPerSecond + rate_hz_ / 2) / rate_hz_};
}

/// How far a frame stamped `start` lies from where sound has come to; 0 when it simply follows.
MediaTime PlayerClock::offset_of(MediaTime start) {
  // A stamp near the ends of its range would overflow below; it is nonsense anyway.
  constexpr MediaTime kStampMax = 1000 * kLongestMedia;
  if (start > kStampMax || start < -kStampMax || shift_ > kStampMax || shift_ < -kStampMax) {
    return MediaTime{0};
  }
  const MediaTime position = start + shift_;
  const MediaTime offset = position - now();
  // The first frame is placed exactly: there is nothing yet that it could jitter against.
  const MediaTime jitter = started_ ? kJitter : MediaTime{0};
  if (offset <= jitter && offset >= -jitter) return MediaTime{0};
  const bool beyond_end = declared_end_ > MediaTime{0} && position > declared_end_ + kBeyondEndMax;
  if (offset < -kOverlapMax || offset > kGapMax || beyond_end || position > kLongestMedia) {
    shift_ -= offset;
    return MediaTime{0};
  }
  return offset;
}

PlayerClock::Placement PlayerClock::place(std::optional<MediaTime> start, std::int64_t samples,
                                          int rate_hz) {
  if (rate_hz != rate_hz_) {
    anchor_ = now();
    samples_ = 0;
    rate_hz_ = rate_hz;
  }
  const MediaTime offset = start ? offset_of(*start) : MediaTime{0};
  started_ = true;
  Placement placement;
  if (offset > MediaTime{0}) placement.silence_samples = samples_in(offset, rate_hz);
  if (offset < MediaTime{0}) {
    placement.skip_samples = std::min(samples, samples_in(-offset, rate_hz));
  }
  samples_ += placement.silence_samples + samples - placement.skip_samples;
  return placement;
}

}  // namespace ingest

// Everything that is measured of a track, in the one pass in which it is decoded.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/track_measurement.h"
#include "ingest/level_meter.h"
#include "ingest/loudness_meter.h"
#include "ingest/planar_samples.h"
#include "ingest/player_clock.h"
#include "ingest/true_peak_meter.h"

namespace ingest {

/// Hears frames as they are placed on the player's clock, at their own rate. Threads: not safe to
/// share.
class TrackMeter {
 public:
  /// `parameters` are those of the stream; they say what the track was stored as.
  explicit TrackMeter(const AVCodecParameters& parameters);

  /// A frame that SoundResampler accepts, after the silence that goes before it.
  void add(const AVFrame& frame, const PlayerClock::Placement& placement);

  /// `media` is what the same decode made: tempo and key are taken from its fingerprint. Call once.
  engine::TrackMeasurement finish(const engine::FingerprintedMedia& media);

 private:
  bool match_format(const AVFrame& frame);
  void add_silence(std::int64_t samples);
  void measure();

  engine::SoundFormat format_;
  FrameHandle like_;  // No samples: rate and layout of the frames at hand.
  PlanarSamples samples_;
  LoudnessMeter loudness_;
  TruePeakMeter true_peak_;
  LevelMeter levels_;
};

}  // namespace ingest

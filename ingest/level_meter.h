// What the samples themselves say: peaks, clipping, offset, silence at both ends, left against
// right, and how the end goes into the start.
#pragma once

#include "engine/core/media_time.h"
#include "ingest/planar_samples.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ingest {

/// Fed with a track from start to end; channels beyond the second count for peaks, clipping and
/// offset. Threads: not safe to share.
class LevelMeter {
 public:
  static constexpr float kSilenceBelow = 0.001F;  ///< -60 dBFS.
  static constexpr std::int64_t kClipRun = 3;     ///< So many samples at full scale are a clip.

  /// What follows has this rate, and full scale is reached at `full_scale`: the highest value of
  /// the fewest bits a sample came in.
  void set_format(int rate_hz, std::size_t channels, float full_scale);

  void add(const PlanarSamples& samples);

  struct Figures {
    float peak = 0.0F;
    std::int64_t clip_runs = 0;
    std::int64_t clipped_samples = 0;
    double offset = 0.0;  ///< Mean of the channel that is furthest off.
    engine::MediaTime head_silence{0};
    engine::MediaTime tail_silence{0};
    double left_energy = 0.0;  ///< Sums of squares; of the difference, too.
    double right_energy = 0.0;
    double difference_energy = 0.0;
    bool stereo = false;  ///< Two channels or more, throughout.
    float seam_step = 0.0F;
    float seam_nearby_step = 0.0F;
  };
  /// Ends the runs at hand.
  Figures finish();

 private:
  struct Channel {
    double sum = 0.0;
    std::int64_t samples = 0;
    std::int64_t run = 0;     ///< Samples at full scale, up to now.
    std::vector<float> head;  ///< The first 20 ms.
    std::vector<float> tail;  ///< The last 20 ms, as far as there are any.
  };

  void count_clips(Channel& channel, std::span<const float> samples);
  void end_run(Channel& channel);
  void note_sound(const PlanarSamples& samples);
  void keep_ends(Channel& channel, std::span<const float> samples) const;
  void measure_seam();
  engine::MediaTime after(std::int64_t samples) const;

  int rate_hz_ = 1;
  float full_scale_ = 1.0F;
  engine::MediaTime format_start_{0};  // When the format at hand began, and samples of it.
  std::int64_t format_samples_ = 0;
  bool heard_ = false;
  engine::MediaTime last_sound_{0};  // End of the last sample that is none of silence.
  std::vector<Channel> channels_;
  std::vector<double> offsets_;  // Of the channels of earlier formats.
  Figures figures_;
};

}  // namespace ingest

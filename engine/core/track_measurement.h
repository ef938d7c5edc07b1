// What was measured of a licensed track while it was decoded: how loud it is, whether it is
// damaged, and what it was delivered as. Whether that is good is for the rules of quality to say
// (engine/catalogue/quality_rules.h).
#pragma once

#include "engine/core/media_time.h"
#include "engine/core/musical_key.h"

#include <cstdint>
#include <optional>
#include <string>

namespace engine {

/// How fast a track is. Half or twice as fast is the same tempo, told otherwise.
struct Tempo {
  std::int32_t centi_bpm = 0;            ///< Hundredths of a beat a minute.
  std::int32_t confidence_permille = 0;  ///< 0 to 1000; what is below 250 is a guess.

  friend bool operator==(const Tempo&, const Tempo&) = default;
};

struct HeardKey {
  MusicalKey key;
  std::int32_t confidence_permille = 0;  ///< As of Tempo.

  friend bool operator==(const HeardKey&, const HeardKey&) = default;
};

/// How a track was delivered.
struct SoundFormat {
  std::string codec;   ///< As FFmpeg calls it: "pcm_s24le", "flac", "mp3".
  std::string layout;  ///< "mono", "stereo", "5.1", "8 channels".
  int channels = 0;
  int rate_hz = 0;
  int bits = 0;  ///< A sample, of what is stored without loss; 0 for a lossy codec.

  friend bool operator==(const SoundFormat&, const SoundFormat&) = default;
};

/// Full scale is 1.0, and 0 dBFS; a figure in hundredths of a decibel is `centi_db`. What silence,
/// or sound that is too short, has no figure for is empty.
struct TrackMeasurement {
  /// Of the way of measuring. Figures of another version are measured anew.
  static constexpr int kVersion = 2;

  SoundFormat format;
  MediaTime duration{0};
  bool complete = true;            ///< False: the file ends before its declared length.
  std::int64_t decode_errors = 0;  ///< Damaged packets left out.

  /// ITU-R BS.1770-4, EBU Tech 3341 and 3342; hundredths of LUFS and of LU.
  std::optional<std::int32_t> integrated_centi_lufs;  ///< From 0.4 s on.
  std::optional<std::int32_t> max_momentary_centi_lufs;
  std::optional<std::int32_t> max_short_term_centi_lufs;  ///< From 3 s on.
  std::optional<std::int32_t> range_centi_lu;             ///< From 3 s on.
  std::optional<std::int32_t> true_peak_centi_db;         ///< Between the samples, dBTP.
  std::optional<std::int32_t> sample_peak_centi_db;

  std::int64_t clip_runs = 0;        ///< Runs of three samples and more at full scale, per channel.
  std::int64_t clipped_samples = 0;  ///< In them.
  /// Samples of a floating-point file that no player can play: no numbers, or 120 dB too loud.
  std::int64_t unplayable_samples = 0;
  std::int32_t dc_ppm = 0;  ///< Mean of the channel that is furthest off, of full scale.

  MediaTime head_silence{
      0};  ///< Below -60 dBFS, before the first and after the last louder sample.
  MediaTime tail_silence{0};

  /// Of left and right, -1000 to 1000.
  std::optional<std::int32_t> correlation_permille;
  /// Half the difference of left and right against half their sum. At most -100 dB, also of what is
  /// the same in both; mono has none.
  std::optional<std::int32_t> side_centi_db;
  /// Left against right; positive is louder left. At most 100 dB.
  std::optional<std::int32_t> balance_centi_db;

  /// When the end is played into the start: the step between the last sample and the first, and the
  /// largest step between neighbours in the 20 ms to either side. Of full scale.
  std::int32_t seam_step_ppm = 0;
  std::int32_t seam_nearby_step_ppm = 0;

  std::optional<Tempo> tempo;
  std::optional<HeardKey> key;

  friend bool operator==(const TrackMeasurement&, const TrackMeasurement&) = default;
};

constexpr std::int32_t kSideFloorCentiDb = -10'000;
constexpr std::int32_t kBalanceMaxCentiDb = 10'000;

}  // namespace engine

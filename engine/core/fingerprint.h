// What ingest hands on about one audio stream: the sound as two fingerprints, and facts about
// the media it came from. On disk it is the record of engine/core/fingerprint_record.h.
#pragma once

#include "engine/core/id.h"
#include "engine/core/media_time.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace engine {

/// The grid that spectral peaks lie on. Version 1 of the landmark analysis; a change of any of
/// these numbers is a new Fingerprint::kAnalysis. Why these: ARCHITECTURE.md, "Landmarks".
namespace landmark_grid {
constexpr int kSampleRateHz = 8000;
constexpr int kWindowSamples = 1024;  ///< Hann, 128 ms.
constexpr int kHopSamples = 128;      ///< One frame every 16 ms.
constexpr MediaTime kFramePeriod{16'000};
constexpr int kStepsPerBin = 8;                            ///< A bin is 7.8125 Hz, a step 0.98 Hz.
constexpr int kSteps = kWindowSamples / 2 * kStepsPerBin;  ///< Frequencies are below this.
constexpr int kLevelPeriodFrames = 32;                     ///< One loudness value every 0.512 s.
/// First bins of the frequency bands, about an octave each; the last is the end of the highest.
constexpr std::array<std::uint16_t, 7> kBandEdges = {12, 44, 80, 128, 200, 304, 505};
constexpr std::size_t kBands = kBandEdges.size() - 1;
/// Peaks kept per band and level period: 82 a second in all, a density at which a reference's
/// strongest peaks are still found when a voice is 10 dB louder.
constexpr std::size_t kPeaksPerBand = 7;
constexpr std::uint8_t kFaintestLevel = 62;  ///< As SpectralPeak::level; -96 dBFS.
}  // namespace landmark_grid

/// One local maximum of the spectrogram.
struct SpectralPeak {
  std::uint32_t frame = 0;  ///< landmark_grid frames since time 0; a frame's time is its centre.
  std::uint16_t frequency = 0;  ///< In steps of 1/8 bin, interpolated; < landmark_grid::kSteps.
  std::uint8_t level = 0;       ///< Half decibels above -127 dBFS (a full-scale sine is 254).
  /// Place by prominence within its band and half second, 0 the strongest. References use the
  /// low ranks only, queries all.
  std::uint8_t rank = 0;

  friend bool operator==(const SpectralPeak&, const SpectralPeak&) = default;
};

/// What one channel (mid or side) sounds like.
struct SpectralTrace {
  std::vector<SpectralPeak> peaks;  ///< Ordered by frame, then frequency; no two equal.
  /// RMS of each stretch of kLevelPeriodFrames frames, half decibels above -127 dBFS.
  std::vector<std::uint8_t> levels;

  friend bool operator==(const SpectralTrace&, const SpectralTrace&) = default;
};

/// The sound of one audio stream, start to end, on the player's clock.
struct Fingerprint {
  static constexpr std::uint8_t kAnalysis = 1;

  MediaTime duration{0};                   ///< End of the last sound decoded.
  std::vector<std::uint32_t> chromaprint;  ///< Algorithm 1 (TEST2), whole file, raw words.
  SpectralTrace mid;                       ///< (left + right) / 2, or the mono signal.
  SpectralTrace side;                      ///< (left - right) / 2; empty for mono.

  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

/// Start of Chromaprint word `index`. Algorithm 1 emits one word per 1365 samples (4096-sample
/// frames, two thirds overlapping) at 11,025 Hz: 8.08 words a second.
constexpr MediaTime chromaprint_word_start(std::size_t index) {
  return MediaTime{static_cast<std::int64_t>(index) * 1365 * 1'000'000 / 11'025};
}

/// Where a fingerprint came from.
struct MediaFacts {
  std::string location;                     ///< Absolute path, URL, or "-".
  MediaTime declared_duration{0};           ///< What the container says; 0 when it does not say.
  bool complete = true;                     ///< False: the file ends before its declared length.
  std::uint64_t decode_errors = 0;          ///< Damaged packets left out.
  std::map<std::string, std::string> tags;  ///< Lower-case keys; UTF-8.

  friend bool operator==(const MediaFacts&, const MediaFacts&) = default;
};

/// The unit that travels: from a decoder or a fingerprint file to index, archive and matcher.
struct FingerprintedMedia {
  MediaFacts facts;
  Fingerprint fingerprint;

  friend bool operator==(const FingerprintedMedia&, const FingerprintedMedia&) = default;
};

}  // namespace engine

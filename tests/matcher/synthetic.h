// Fingerprints made of random peaks, for tests of matching that need no sound: music is peaks that
// lie anywhere, a use of it is some of them moved in time, with others strewn in.
#pragma once

#include "engine/core/fingerprint.h"

#include <cstdint>
#include <map>
#include <random>
#include <utility>

namespace matcher::synthetic {

namespace grid = engine::landmark_grid;
using PeakMap = std::map<std::pair<std::uint32_t, std::uint16_t>, engine::SpectralPeak>;

inline engine::SpectralTrace trace_of(const PeakMap& peaks, std::uint32_t frames) {
  engine::SpectralTrace trace;
  for (const auto& [place, peak] : peaks) trace.peaks.push_back(peak);
  trace.levels.assign(frames / grid::kLevelPeriodFrames + 1, 200);
  return trace;
}

/// `per_second` peaks, evenly over the bands, ranks 0 to 6 in turn. Level 180.
inline PeakMap random_peaks(std::uint64_t seed, std::uint32_t frames, unsigned per_second = 80) {
  std::mt19937_64 random(seed);
  PeakMap peaks;
  for (std::uint32_t i = 0; i < frames * per_second / 62; ++i) {
    const auto frame = static_cast<std::uint32_t>(random() % frames);
    const std::size_t band = i % grid::kBands;
    const auto bins = static_cast<unsigned>(grid::kBandEdges[band + 1] - grid::kBandEdges[band]);
    const auto frequency = static_cast<std::uint16_t>(grid::kBandEdges[band] * grid::kStepsPerBin +
                                                      random() % (bins * grid::kStepsPerBin));
    peaks[{frame, frequency}] = {frame, frequency, 180, static_cast<std::uint8_t>(i / 6 % 7)};
  }
  return peaks;
}

inline constexpr std::uint32_t frames_of(unsigned seconds) { return seconds * 1000 / 16; }

inline engine::FingerprintedMedia media_of(const PeakMap& peaks, std::uint32_t frames) {
  engine::FingerprintedMedia media;
  media.facts.location = "/synthetic";
  media.fingerprint.duration = frames * grid::kFramePeriod;
  media.fingerprint.mid = trace_of(peaks, frames);
  return media;
}

inline engine::FingerprintedMedia make_track(std::uint64_t seed, unsigned seconds) {
  return media_of(random_peaks(seed, frames_of(seconds)), frames_of(seconds));
}

/// Adds to `video` what is in `track` in frames [first, end), moved by `offset`, each peak with a
/// chance of `kept_percent` in 100.
inline void play(const engine::FingerprintedMedia& track, std::uint32_t first, std::uint32_t end,
                 std::int32_t offset, unsigned kept_percent, PeakMap& video) {
  std::mt19937_64 random(first + end);
  for (engine::SpectralPeak peak : track.fingerprint.mid.peaks) {
    if (peak.frame < first || peak.frame >= end || random() % 100 >= kept_percent) continue;
    peak.frame = static_cast<std::uint32_t>(static_cast<std::int64_t>(peak.frame) + offset);
    video[{peak.frame, peak.frequency}] = peak;
  }
}

}  // namespace matcher::synthetic

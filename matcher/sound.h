// A video or a track as the matcher sees it: both channels laid out for verification, and, of a
// track, the sparse peaks that evidence is counted on.
#pragma once

#include "engine/core/fingerprint.h"
#include "matcher/peak_field.h"
#include "matcher/playing.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace matcher {

constexpr std::size_t kChannels = 2;  ///< Mid and side.

/// Peaks of ranks below this are looked for when a track is verified.
constexpr std::uint8_t kEvidenceRanks = 4;

/// One of the strongest peaks of a track. Ordered by frame, channel, frequency.
struct ReferencePeak {
  std::uint32_t frame = 0;
  std::uint16_t frequency = 0;
  std::uint8_t channel = 0;  ///< 0 mid, 1 side.
  std::uint8_t band = 0;
  std::uint8_t level = 0;
};

/// Lifetime: refers to the fingerprint, which must outlive it.
struct Sound {
  explicit Sound(const engine::Fingerprint& fingerprint);

  std::uint32_t frames = 0;
  std::array<PeakField, kChannels> fields;
  std::span<const std::uint8_t> mid_levels;  ///< As SpectralTrace::levels.
};

/// A track, decoded once and shared.
struct ReferenceTrack {
  explicit ReferenceTrack(const engine::Fingerprint& fingerprint);

  std::uint32_t frames = 0;
  std::vector<ReferencePeak> peaks;  ///< Ranks below kEvidenceRanks, which is all the index keeps.
  std::vector<std::uint8_t> mid_levels;

  std::size_t size_bytes() const;

  /// The track as it sounds when played like this: frames and frequencies are the video's. Peaks
  /// that leave the grid are left out.
  ReferenceTrack played(const Playing& playing) const;

 private:
  ReferenceTrack() = default;
};

/// The peaks among `peaks` as they sound when played like this, those that leave the grid left out.
std::vector<ReferencePeak> played(std::span<const ReferencePeak> peaks, const Playing& playing);

/// The peaks in frames [first, end).
std::span<const ReferencePeak> peaks_between(const std::vector<ReferencePeak>& peaks,
                                             std::int64_t first, std::int64_t end);

}  // namespace matcher

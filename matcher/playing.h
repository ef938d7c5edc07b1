// How a track is played in a video: as it is, faster or slower as a tape is, or with tempo or pitch
// changed alone. A peak of the track at (frame, frequency) sounds at
//
//   (frame * stretch + offset, frequency * pitch)
//
// in the video, so that a change of speed moves points and asks for no new analysis of the sound.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

namespace matcher {

struct Playing {
  double stretch = 1;  ///< Video frames to a frame of the track; below 1 it plays faster.
  double pitch = 1;    ///< Frequency in the video to that in the track.

  bool as_it_is() const { return stretch == 1 && pitch == 1; }
  std::int32_t speed_ppm() const;  ///< 1'050'000: 5 % faster.
  std::int32_t pitch_cents() const;

  friend auto operator<=>(const Playing&, const Playing&) = default;
};

/// Tracks are looked for at 0.75 to 1.33 of their speed, pitch going along; at tempos up to 12 %
/// off with the pitch kept; and up to two semitones off with the tempo kept.
constexpr double kLowestStretch = 0.74;
constexpr double kHighestStretch = 1.36;

/// The ways of playing that are tried, so close that a track played otherwise is never further than
/// kRungReach from one. The track as it is, is not among them.
constexpr double kRungReach = 0.016;
const std::vector<Playing>& ladder();

}  // namespace matcher

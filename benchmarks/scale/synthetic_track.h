// Tracks that sound like none there is, with peaks, and so hashes, like those of music: stretches
// of real tracks' peaks, each moved to another pitch and tempo, one after the other.
//
// No stretch is moved to where cuetrace looks for the track it is from: the pitch by three to nine
// semitones, and the tempo the other way, as no player does.
#pragma once

#include "engine/core/fingerprint.h"

#include <cstdint>
#include <span>

namespace scale {

/// The same for the same `sources`, `seed` and `number`. As long as one of the sources, but half a
/// minute to ten minutes. `sources` are not empty, nor shorter than a second.
engine::FingerprintedMedia synthetic_track(std::span<const engine::FingerprintedMedia> sources,
                                           std::uint64_t seed, std::uint32_t number);

}  // namespace scale

// How fast music is, from the peaks of its fingerprint: no second look at the sound.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/track_measurement.h"

#include <optional>

namespace ingest {

/// The tempo between 60 and 200 whose beats, and the eight that follow each, see most begin. Of a
/// long track, ten minutes from the middle. Empty for what is shorter than 8 s or has no onsets.
///
/// The confidence says how regular onsets are at that tempo: a drum machine is near 1000, a choir
/// near 0. That it is the beat and not its half or its double, it does not say.
std::optional<engine::Tempo> tempo_of(const engine::Fingerprint& fingerprint);

}  // namespace ingest

// Which key music is in, from the peaks of its fingerprint: no second look at the sound.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/track_measurement.h"

#include <optional>

namespace ingest {

/// The major or minor key whose notes are heard most, whatever the tuning. Empty for what has fewer
/// than 200 peaks between 110 Hz and 2 kHz.
///
/// The confidence says how far the key is ahead of the best that is not near it (engine::are_near).
std::optional<engine::HeardKey> key_of(const engine::Fingerprint& fingerprint);

}  // namespace ingest

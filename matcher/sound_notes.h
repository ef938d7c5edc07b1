// Tells sound that no one publishes or licenses on purpose: silence, a test tone, noise, a loop.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/sound_note.h"

#include <optional>

namespace matcher {

/// Of a video: that it is too short, silent, one tone or noise; the first of these that holds.
std::optional<engine::SoundNote> note_on_video(const engine::Fingerprint& fingerprint);

/// Of a track: as of a video, and that it is a loop of a second or more, heard three times or more.
std::optional<engine::SoundNote> note_on_track(const engine::Fingerprint& fingerprint);

}  // namespace matcher

// Sound that every player plays: WAV of 16 bits, for media that browsers do not know (G.722, AIFF,
// WMA). On the player's clock, as everything that is told of the media is.
#pragma once

#include "engine/core/result.h"

#include <filesystem>
#include <string>

namespace ingest {

/// Decodes the best audio stream of a local file into `wav`, which appears whole or not at all: one
/// or two channels, at the rate of the stream. What has more channels loses what only surrounds.
/// Errors: those of reading media; kUnsupported for more than 4 GB of samples; kUnavailable when it
/// cannot be written. Threads: any.
engine::Result<void> write_playable(const std::string& location, const std::filesystem::path& wav);

}  // namespace ingest

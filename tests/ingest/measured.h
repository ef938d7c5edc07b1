// Sound measured the way a track is: written as a file, decoded by libav, fed to the meters.
#pragma once

#include "engine/core/track_measurement.h"
#include "tests/support/wave.h"

#include <filesystem>

namespace ingest {

/// Throws std::runtime_error with the message when it fails.
engine::TrackMeasurement measure(const std::filesystem::path& path);
engine::TrackMeasurement measure(const support::Wave& wave,
                                 support::WaveFormat format = support::WaveFormat::kFloat32);

}  // namespace ingest

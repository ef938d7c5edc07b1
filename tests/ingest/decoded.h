// A whole piece of media decoded into memory, and where things are heard in it.
#pragma once

#include "engine/core/result.h"
#include "ingest/audio_reader.h"
#include "tests/support/sound.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ingest {

struct Decoded {
  std::vector<float> left;
  std::vector<float> right;
  std::vector<std::int16_t> mono;
  double seconds = 0.0;
  double declared_s = 0.0;
  bool complete = false;
  std::uint64_t errors = 0;

  /// Seconds to the first sample louder than -20 dBFS at or after `from_s`; -1 when there is none.
  double heard_at(double from_s = 0.0) const;
  /// The same in the signal for Chromaprint.
  double mono_heard_at(double from_s = 0.0) const;
};

engine::Result<MediaInput> open_input(const std::string& location,
                                      const NetworkAccess& access = {});
engine::Result<Decoded> try_decode(const std::string& location,
                                   std::optional<int> audio_stream = std::nullopt,
                                   const NetworkAccess& access = {});
/// Throws std::runtime_error with the message when it fails.
Decoded decode(const std::filesystem::path& path, std::optional<int> audio_stream = std::nullopt);

/// Silence with a 0.2 s tone at each of these times.
support::Sound beeps(double seconds, const std::vector<double>& times_s);

/// The first part of a file, up to `share` of its bytes, in another file.
void cut_file(const std::filesystem::path& from, const std::filesystem::path& to, double share);

}  // namespace ingest

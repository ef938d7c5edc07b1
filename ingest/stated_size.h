// How long a file says it is in its first bytes, for the formats where libav forgets what was said
// once the file turns out to be shorter.
#pragma once

#include "engine/core/media_time.h"

#include <cstdint>
#include <string_view>

namespace ingest {

/// Zeros where nothing is said: also for the placeholders that live recordings carry.
struct StatedSize {
  std::int64_t file_bytes = 0;    ///< Matroska, WebM, AVI and ASF (WMA, WMV).
  engine::MediaTime duration{0};  ///< WAV, RF64: size of the samples over bytes a second.
};

/// `head` is the start of a file, a few kilobytes at least. Never reads outside it.
/// Source: RFC 8794 (EBML) sections 4 and 11; EBU Tech 3306 (RF64); Microsoft's AVI RIFF reference;
/// ASF specification 01.20.06, section 3.2.
StatedSize read_stated_size(std::string_view head);

}  // namespace ingest

// Text written into a copy of a video: the packets of all its streams are copied as they are, and
// nothing is decoded.
#pragma once

#include "engine/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace ingest {

struct EmbeddedText {
  std::vector<std::string>
      lost_fields;  ///< Metadata that this container's writer has no place for.
};

/// Copies `input` to `output` with `text` in its comment, on a line of its own behind what was
/// there; a comment that has it already stays as it is. `output` appears whole or not at all, and
/// gives the same bytes for the same input. It is of the same kind of container, which its ending
/// names: MP4, MOV, M4A, Matroska, WebM, MP3, Ogg, FLAC, WAV, AVI.
///
/// Errors: kUsage (output is the input, or not a file), kUnsupported (a container, or a stream in
/// it, that cannot be written), kUnavailable (the disk), kInterrupted, and as fingerprint_media.
engine::Result<EmbeddedText> embed_text(const std::string& input, const std::string& output,
                                        std::string_view text);

}  // namespace ingest

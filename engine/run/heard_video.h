// The sound of a video that someone asks about: from the archive when it was scanned, else decoded.
// Nothing is written.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/result.h"
#include "engine/core/scan_result.h"
#include "engine/run/workspace.h"
#include "ingest/ingest.h"
#include "matcher/index.h"

#include <optional>
#include <string>

namespace engine::run {

struct HeardVideo {
  std::string name;                    ///< Its place, or as the user named it.
  std::optional<VideoFacts> recorded;  ///< As the ledger has it; empty when it was never scanned,
                                       ///< or has changed since.
  FingerprintedMedia media;
  bool from_archive = false;
};

/// `text` is a path, URL, title, id or prefix of a scanned video, or any media or fingerprint file.
/// Errors: kNotFound (neither), kUsage (several fit), and those of reading it.
Result<HeardVideo> hear_video(const std::string& text, Records& records,
                              const matcher::Index& index, const ingest::DecodeProgress& progress);

}  // namespace engine::run

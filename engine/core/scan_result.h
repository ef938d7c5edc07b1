// The outcome of looking at one video: what the ledger is told and what `scan` prints.
#pragma once

#include "engine/core/id.h"
#include "engine/core/match.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "engine/core/sound_note.h"

#include <optional>
#include <string>
#include <vector>

namespace engine {

/// Facts that identify one state of one video.
struct VideoFacts {
  VideoId id;
  std::string location;          ///< Absolute path or URL.
  std::string title;             ///< From tags; empty when there is none.
  MediaTime duration{0};         ///< Decoded.
  MediaTime declared{0};         ///< 0 when the container does not say.
  std::uint64_t size_bytes = 0;  ///< 0 for streams.
  std::int64_t modified_ns = 0;  ///< File time since 1970; 0 for streams.
  std::string sound_digest;      ///< engine::sound_digest of what was heard; empty on failure.

  friend bool operator==(const VideoFacts&, const VideoFacts&) = default;
};

struct ScanResult {
  ScanId id;  ///< Idempotent key: same video, content, catalogue and engine.
  VideoFacts video;
  bool complete = true;        ///< False when the video failed, or ended before its length.
  std::optional<Error> error;  ///< Set when not complete.
  std::vector<Match> matches;  ///< Ordered by start, end, track.
  std::vector<MediaSpan> unknown_music;  ///< Music of nobody in the catalogue; ordered.
  std::optional<SoundNote> note;         ///< Of sound in which there is nothing to match.
};

}  // namespace engine

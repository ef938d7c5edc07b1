// The keys under which a video and each scan of it are on record. They are made of what they are
// about, so that telling the ledger twice changes nothing.
#pragma once

#include "engine/core/result.h"
#include "engine/core/scan_result.h"
#include "engine/ledger/ledger.h"
#include "engine/run/media_files.h"

#include <optional>
#include <string>

namespace engine::run {

/// What is known of one audio stream of one video before its sound is.
struct VideoSource {
  std::string given;                ///< As the user named it.
  std::optional<int> audio_stream;  ///< When one was asked for.
  std::string location;             ///< Absolute, links resolved; URLs and pipes as they are.
  std::optional<FileState> state;   ///< Empty for URLs, pipes and what is not there.
  bool is_pipe = false;             ///< Standard input and the like: read once, without a place.
};

VideoSource video_source(const std::string& given, std::optional<int> audio_stream);

/// A file's and a URL's identity is its place, and the stream where one was asked for. A pipe has
/// no place; what was heard, `sound_digest`, is its identity.
VideoId video_id_of(const VideoSource& source, const std::string& sound_digest);

/// Of `video` as it is now, against the tracks that `catalogue_digest` stands for, by this build's
/// analysis and matcher. The state of a file stands for its content; for the rest, `sound_digest`
/// of `video` does.
ScanId scan_id_of(const VideoFacts& video, const std::string& catalogue_digest);

/// The key under which a scan of `video`, as the ledger has it, would be made against the tracks of
/// `catalogue_digest` by a matcher of this version. A video without a size is one that had no file.
ScanId scan_id_at(const VideoFacts& video, const std::string& catalogue_digest,
                  int matcher_version);

/// The one video on record that `text` names: as Ledger::resolve_video has it, after links in the
/// path of a file that is there are resolved. Errors: those of resolve_video.
Result<VideoFacts> find_video(const std::string& text, const ledger::Ledger& ledger);

}  // namespace engine::run

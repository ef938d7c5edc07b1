#include "engine/run/heard_video.h"

#include "engine/core/fingerprint_record.h"
#include "engine/run/media_files.h"
#include "engine/run/video_identity.h"

#include <filesystem>
#include <utility>

namespace engine::run {
namespace {

bool is_readable(const std::string& text) {
  std::error_code ignored;
  return text.find("://") != text.npos || is_pipe(text) || std::filesystem::exists(text, ignored);
}

/// A file that is not what it was when it was scanned.
bool changed(const VideoFacts& video) {
  const auto now = file_state(video.location);
  const FileState then{video.size_bytes, video.modified_ns};
  return now && *now != then;
}

}  // namespace

Result<HeardVideo> hear_video(const std::string& text, Records& records,
                              const matcher::Index& index, const ingest::DecodeProgress& progress) {
  HeardVideo heard;
  auto recorded = find_video(text, records.ledger());
  if (!recorded && (recorded.error().code() != Errc::kNotFound || !is_readable(text))) {
    return fail(std::move(recorded).error());
  }
  if (!recorded) {
    heard.name = text;
    TRY(heard.media, ingest::fingerprint_media({text}, progress));
    return heard;
  }
  heard.name = recorded->location;
  if (!changed(*recorded)) {
    TRY(auto archived, index.archived(recorded->id));
    if (archived && sound_digest(archived->fingerprint) == recorded->sound_digest) {
      heard.media = *std::move(archived);
      heard.recorded = *std::move(recorded);
      heard.from_archive = true;
      return heard;
    }
  }
  TRY(heard.media, ingest::fingerprint_media({recorded->location}, progress));
  if (sound_digest(heard.media.fingerprint) == recorded->sound_digest) {
    heard.recorded = *std::move(recorded);
  }
  return heard;
}

}  // namespace engine::run

#include "engine/run/video_identity.h"

#include "engine/core/digest.h"
#include "engine/core/fingerprint.h"
#include "matcher/matcher.h"

#include <filesystem>

namespace engine::run {
namespace {

std::string stream_name(const std::optional<int>& audio_stream) {
  return audio_stream ? std::to_string(*audio_stream) : "best";
}

}  // namespace

VideoSource video_source(const std::string& given, std::optional<int> audio_stream) {
  const bool pipe = is_pipe(given);
  return {.given = given,
          .audio_stream = audio_stream,
          .location = pipe ? given : canonical_path(given),
          .state = file_state(given),
          .is_pipe = pipe};
}

VideoId video_id_of(const VideoSource& source, const std::string& sound_digest) {
  Sha256 digest;
  digest.add_field("video").add_field(source.location);
  digest.add_field(stream_name(source.audio_stream));
  if (source.is_pipe) digest.add_field(sound_digest);
  return VideoId{digest.finish_id()};
}

ScanId scan_id_of(const VideoFacts& video, const std::string& catalogue_digest) {
  return scan_id_at(video, catalogue_digest, matcher::kMatcherVersion);
}

ScanId scan_id_at(const VideoFacts& video, const std::string& catalogue_digest,
                  int matcher_version) {
  const bool has_state = video.size_bytes != 0 || video.modified_ns != 0;
  Sha256 digest;
  digest.add_field("scan").add_field(to_string(video.id));
  digest.add_field(std::to_string(video.size_bytes)).add_field(std::to_string(video.modified_ns));
  digest.add_field(has_state ? std::string() : video.sound_digest);
  digest.add_field(catalogue_digest);
  digest.add_field(std::to_string(matcher_version));
  digest.add_field(std::to_string(Fingerprint::kAnalysis));
  return ScanId{digest.finish_id()};
}

Result<VideoFacts> find_video(const std::string& text, const ledger::Ledger& ledger) {
  std::error_code ignored;
  const bool is_file = std::filesystem::exists(text, ignored);
  return ledger.resolve_video(is_file ? canonical_path(text) : text);
}

}  // namespace engine::run

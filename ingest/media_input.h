// An opened container: its streams are known, nothing is decoded.
#pragma once

#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "ingest/media_bytes.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace ingest {

/// How far a container is opened.
struct OpenDepth {
  bool streams = true;  ///< Find out all about its streams; false: what its header says is enough.
  bool xmp = false;     ///< XMP, which some containers hold, becomes a tag "xmp".
};

/// A container whose header has been read. Whatever it says, it can name no other file: playlists,
/// scripts and the like are refused, but for HLS and DASH fetched from a web server, which may
/// name what is on web servers. Threads: not safe to share.
class MediaInput {
 public:
  /// Errors: kInvalidInput (text, a playlist, not media, no index), and as MediaBytes.
  static engine::Result<MediaInput> open(MediaBytes bytes, OpenDepth depth = OpenDepth());

  MediaBytes& bytes() { return bytes_; }
  AVFormatContext& format() { return *format_; }
  const std::string& location() const { return bytes_.location(); }

  int audio_stream_count() const;

  /// The stream to decode: the `audio_stream`-th, or the one a player would pick.
  /// Errors: kNoAudio, also when there are fewer streams.
  engine::Result<AVStream*> audio_stream(std::optional<int> audio_stream);

  /// The moment of the container's clock at which a player shows 0:00: the earliest start of sound
  /// or picture. Encoder priming before zero does not count.
  engine::MediaTime clock_zero() const;

  /// Where sound of `stream` ends according to the container, on the player's clock; 0 when it
  /// does not say. An estimate from file size and bitrate is not a declaration.
  struct DeclaredEnd {
    engine::MediaTime time{0};
    /// True when only the end of the whole container is known: another stream may be what lasts
    /// that long.
    bool of_container = false;
  };
  DeclaredEnd declared_end(const AVStream& stream) const;

  /// Tags of the container and then of the stream, cleaned: at most 64, of at most 1 KB each;
  /// lower-case keys.
  std::map<std::string, std::string> tags(const AVStream& stream) const;

 private:
  explicit MediaInput(MediaBytes bytes) : bytes_(std::move(bytes)) {}
  engine::Result<const AVInputFormat*> probe();
  engine::Result<void> open_container(const AVInputFormat* kind, bool xmp);
  engine::Error not_media() const;
  engine::Error cannot_open(const AVInputFormat& kind, int status) const;

  MediaBytes bytes_;  // Outlives the container that reads from it.
  FormatHandle format_;
};

/// `time` in units of `base` as media time.
engine::MediaTime to_media_time(std::int64_t time, AVRational base);

}  // namespace ingest

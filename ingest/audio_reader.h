// One audio stream as continuous sound on the player's clock.
#pragma once

#include "ingest/audio_decoder.h"
#include "ingest/media_input.h"
#include "ingest/player_clock.h"
#include "ingest/sound_resampler.h"

#include <functional>
#include <memory>

namespace ingest {

/// Hears each frame that counts, at its own rate, and where it goes.
using FrameListener =
    std::function<void(const AVFrame& frame, const PlayerClock::Placement& place)>;

/// Decodes, places and resamples, block by block: memory does not depend on length.
/// Threads: not safe to share; works on the calling thread only.
class AudioReader {
 public:
  /// Errors: as MediaInput::audio_stream and AudioDecoder::open.
  static engine::Result<AudioReader> open(MediaInput input, std::optional<int> audio_stream);

  /// The next stretch, about a quarter of a second or more; empty at the end. Valid until the next
  /// call. Errors: kInterrupted; kNoAudio, kInvalidInput, kRemoteUnreachable (the media ended, and
  /// no sound at all could be decoded); kUnsupported, kUnavailable.
  engine::Result<SoundBlock> read();

  /// Tells `listener`, too, from now on; it must not call the reader.
  void listen(FrameListener listener) { listener_ = std::move(listener); }

  const AVCodecParameters& parameters() const { return *stream_->codecpar; }
  engine::MediaTime decoded() const { return clock_.now(); }
  engine::MediaTime declared() const { return declared_.time; }
  std::uint64_t errors() const { return decoder_.errors() + frames_refused_; }
  std::map<std::string, std::string> tags() const { return input_->tags(*stream_); }

  /// Whether the media went on to its declared end. Meaningful once `read` gave an empty block.
  bool complete() const;

 private:
  AudioReader(std::unique_ptr<MediaInput> input, AVStream& stream, AudioDecoder decoder,
              MediaInput::DeclaredEnd declared);
  engine::Result<bool> add_next_frame();
  engine::Result<void> add(const AVFrame& frame);
  std::optional<engine::MediaTime> place_of(const AVFrame& frame);
  engine::Error nothing_decoded() const;

  std::unique_ptr<MediaInput> input_;  // Stable address: the decoder points to it.
  AVStream* stream_;
  engine::MediaTime zero_;
  std::int64_t stated_bytes_;
  MediaInput::DeclaredEnd declared_;
  AudioDecoder decoder_;
  PlayerClock clock_;
  SoundResampler resampler_;
  FrameListener listener_;
  std::uint64_t frames_refused_ = 0;
  int first_rate_hz_ = 0;  // Of the first frame; what the container says may change on the way.
  bool stamps_trusted_ = true;
  bool ended_ = false;
};

}  // namespace ingest

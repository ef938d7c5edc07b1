// Packets in, decoded frames out, of one audio stream.
#pragma once

#include "ingest/media_input.h"

namespace ingest {

/// Decodes on the calling thread only, so that engine/core/parallel.h stays the sole owner of
/// parallelism. Damaged packets are counted and left out. Threads: not safe to share.
class AudioDecoder {
 public:
  /// `input` must outlive the decoder; `stream` is one of its audio streams.
  /// `watch_others`: read the packets of other streams too, for `last_stamp` alone.
  /// Errors: kUnsupported (no decoder).
  static engine::Result<AudioDecoder> open(MediaInput& input, AVStream& stream, bool watch_others);

  /// The next frame; null at the end. Valid until the next call.
  /// Errors: kInterrupted. A read that fails is the end, and makes `broke_off` true.
  engine::Result<const AVFrame*> next();

  /// When the frame begins, on the container's clock; empty when it does not say.
  std::optional<engine::MediaTime> start_of(const AVFrame& frame) const;

  std::uint64_t errors() const { return errors_; }
  /// Reading stopped for another reason than the end of the media.
  bool broke_off() const { return read_status_ != AVERROR_EOF; }
  /// The failure of a read that broke off.
  int read_status() const { return read_status_; }
  /// Latest end of a packet of sound or picture that was read, on the container's clock.
  engine::MediaTime last_stamp() const { return last_stamp_; }
  /// An MP4 whose index holds sound later than the last that could be read.
  bool index_goes_on() const;

 private:
  explicit AudioDecoder(MediaInput& input, AVStream& stream) : input_(&input), stream_(&stream) {}
  engine::Result<void> feed();
  bool read_packet();
  void note_stamp();

  MediaInput* input_;
  AVStream* stream_;
  CodecHandle codec_;
  PacketHandle packet_;
  FrameHandle frame_;
  std::uint64_t errors_ = 0;
  int read_status_ = 0;
  std::int64_t last_dts_ = AV_NOPTS_VALUE;  // Of the stream decoded.
  engine::MediaTime last_stamp_{0};
};

}  // namespace ingest

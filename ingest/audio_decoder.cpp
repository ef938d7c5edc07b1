#include "ingest/audio_decoder.h"

#include <algorithm>
#include <string_view>

namespace ingest {

using engine::Errc;
using engine::fail;
using engine::MediaTime;
using engine::Result;

Result<AudioDecoder> AudioDecoder::open(MediaInput& input, AVStream& stream, bool watch_others) {
  AudioDecoder decoder(input, stream);
  const AVCodecParameters& parameters = *stream.codecpar;
  const AVCodec* const codec = avcodec_find_decoder(parameters.codec_id);
  const auto no_decoder = [&] {
    return fail(Errc::kUnsupported, input.location() + ": no decoder for its sound (" +
                                        avcodec_get_name(parameters.codec_id) +
                                        "); convert it, e.g. to FLAC");
  };
  if (codec == nullptr) return no_decoder();
  decoder.codec_.reset(avcodec_alloc_context3(codec));
  decoder.packet_.reset(av_packet_alloc());
  decoder.frame_.reset(av_frame_alloc());
  if (!decoder.codec_ || !decoder.packet_ || !decoder.frame_) {
    return fail(Errc::kUnavailable, input.location() + ": not enough memory");
  }
  AVCodecContext* const context = decoder.codec_.get();
  if (avcodec_parameters_to_context(context, &parameters) < 0) return no_decoder();
  context->pkt_timebase = stream.time_base;  // Priming is cut, and stamps follow.
  context->thread_count = 1;
  if (avcodec_open2(context, codec, nullptr) < 0) return no_decoder();
  AVFormatContext& format = input.format();
  for (unsigned i = 0; i < format.nb_streams; ++i) {
    AVStream& other = *format.streams[i];
    if (&other != &stream && !watch_others) other.discard = AVDISCARD_ALL;
  }
  return decoder;
}

Result<const AVFrame*> AudioDecoder::next() {
  constexpr int kFailuresMax = 64;  // Of a decoder that is fed nothing in between.
  for (int failures = 0; failures < kFailuresMax;) {
    const int status = avcodec_receive_frame(codec_.get(), frame_.get());
    if (status == 0) return frame_.get();
    if (status == AVERROR_EOF) break;
    if (status == AVERROR(EAGAIN)) {
      TRY_VOID(feed());
      failures = 0;
    } else {
      ++errors_;  // This frame is lost; the decoder goes on with the next.
      ++failures;
    }
  }
  return nullptr;
}

/// The stream's next packet, or the signal to drain.
Result<void> AudioDecoder::feed() {
  const bool have_packet = read_packet();
  if (input_->bytes().stopped()) return fail(input_->bytes().failure(AVERROR_EXIT));
  const int status = avcodec_send_packet(codec_.get(), have_packet ? packet_.get() : nullptr);
  if (have_packet && status < 0) ++errors_;
  return {};
}

bool AudioDecoder::read_packet() {
  // Some demuxers step over damage when asked again; one that does not must not hold us for ever.
  constexpr int kRetriesMax = 64;
  for (int retries = 0; retries < kRetriesMax;) {
    av_packet_unref(packet_.get());
    input_->bytes().expect_progress();
    read_status_ = av_read_frame(&input_->format(), packet_.get());
    if (input_->bytes().stopped()) return false;
    if (read_status_ == AVERROR_INVALIDDATA || read_status_ == AVERROR(EAGAIN)) {
      errors_ += read_status_ == AVERROR_INVALIDDATA ? 1 : 0;
      ++retries;
      continue;
    }
    if (read_status_ < 0) break;
    note_stamp();
    if (packet_->stream_index == stream_->index) return true;
  }
  av_packet_unref(packet_.get());
  return false;
}

void AudioDecoder::note_stamp() {
  const AVStream& stream = *input_->format().streams[packet_->stream_index];
  const std::int64_t stamp = packet_->pts != AV_NOPTS_VALUE ? packet_->pts : packet_->dts;
  const AVMediaType type = stream.codecpar->codec_type;
  const bool played = type == AVMEDIA_TYPE_AUDIO || type == AVMEDIA_TYPE_VIDEO;
  if (stamp == AV_NOPTS_VALUE || !played) return;
  if (&stream == stream_ && packet_->dts != AV_NOPTS_VALUE) last_dts_ = packet_->dts;
  const std::int64_t end = av_sat_add64(stamp, std::max<std::int64_t>(packet_->duration, 0));
  last_stamp_ = std::max(last_stamp_, to_media_time(end, stream.time_base));
}

std::optional<MediaTime> AudioDecoder::start_of(const AVFrame& frame) const {
  const std::int64_t stamp = frame.pts != AV_NOPTS_VALUE ? frame.pts : frame.best_effort_timestamp;
  if (stamp == AV_NOPTS_VALUE) return std::nullopt;
  return to_media_time(stamp, stream_->time_base);
}

bool AudioDecoder::index_goes_on() const {
  // Elsewhere an index is a help for seeking and need not be exact.
  if (!std::string_view(input_->format().iformat->name).starts_with("mov")) return false;
  const int count = avformat_index_get_entries_count(stream_);
  const AVIndexEntry* const last =
      count > 0 ? avformat_index_get_entry(stream_, count - 1) : nullptr;
  return last != nullptr && last_dts_ != AV_NOPTS_VALUE && last->timestamp > last_dts_;
}

}  // namespace ingest

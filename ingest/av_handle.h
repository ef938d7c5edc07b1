// Owning handles for libav objects. Every pairing of a libav type with its free function is written
// here, once; nothing else in the program calls a libav free.
#pragma once

#include <memory>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/dict.h>
#include <libavutil/frame.h>
#include <libswresample/swresample.h>
}

namespace ingest {

/// libav frees take T** and null it; unique_ptr never passes a null T*.
template <auto kFree>
struct AvFree {
  template <class T>
  void operator()(T* object) const noexcept {
    kFree(&object);
  }
};

/// A context made by avio_alloc_context owns its buffer, but avio_context_free leaves it behind.
struct AvioFree {
  void operator()(AVIOContext* io) const noexcept {
    av_freep(&io->buffer);
    avio_context_free(&io);
  }
};

struct OutputFree {
  void operator()(AVFormatContext* output) const noexcept { avformat_free_context(output); }
};

using FormatHandle = std::unique_ptr<AVFormatContext, AvFree<avformat_close_input>>;
using OutputHandle = std::unique_ptr<AVFormatContext, OutputFree>;
using CodecHandle = std::unique_ptr<AVCodecContext, AvFree<avcodec_free_context>>;
using FrameHandle = std::unique_ptr<AVFrame, AvFree<av_frame_free>>;
using PacketHandle = std::unique_ptr<AVPacket, AvFree<av_packet_free>>;
using ResamplerHandle = std::unique_ptr<SwrContext, AvFree<swr_free>>;
using CustomIoHandle = std::unique_ptr<AVIOContext, AvioFree>;
using OpenedIoHandle = std::unique_ptr<AVIOContext, AvFree<avio_closep>>;

/// Options handed to libav, which takes out of the dictionary those it knows.
class AvOptions {
 public:
  AvOptions() = default;
  ~AvOptions() { av_dict_free(&options_); }
  AvOptions(const AvOptions&) = delete;
  AvOptions& operator=(const AvOptions&) = delete;

  void set(const char* key, const char* value) { av_dict_set(&options_, key, value, 0); }
  void set(const char* key, std::int64_t value) { av_dict_set_int(&options_, key, value, 0); }
  AVDictionary** get() { return &options_; }

 private:
  AVDictionary* options_ = nullptr;
};

}  // namespace ingest

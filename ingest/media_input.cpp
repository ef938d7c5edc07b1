#include "ingest/media_input.h"

#include "engine/core/text.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace ingest {
namespace {

using engine::Errc;
using engine::fail;
using engine::MediaTime;
using engine::Result;

/// Formats that are lists of other media. A stranger's file must not make us open other files.
constexpr std::array<std::string_view, 7> kLists{
    "hls", "dash", "concat", "sdp", "imf", "rtsp", "webm_dash_manifest"};

bool names_other_media(const AVInputFormat& kind) {
  return std::any_of(kLists.begin(), kLists.end(), [&](std::string_view list) {
    return engine::split(kind.name, ',').front() == list;
  });
}

bool is_mp4(std::string_view head) {
  constexpr std::array<std::string_view, 6> kBoxes{"ftyp", "moov", "mdat", "free", "wide", "styp"};
  return head.size() >= 8 && std::any_of(kBoxes.begin(), kBoxes.end(), [&](std::string_view box) {
           return head.substr(4, 4) == box;
         });
}

/// Printable characters only, in any encoding that extends ASCII.
bool is_text(std::string_view head) {
  return std::all_of(head.begin(), head.end(), [](unsigned char c) {
    return c >= 0x20 ? c != 0x7F : c == '\n' || c == '\r' || c == '\t' || c == '\f';
  });
}

constexpr MediaTime kStaleTagExcess{1'000'000};

int refuse_to_open(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) {
  return AVERROR(EPERM);
}

/// What a playlist names is opened only where it may be; a part of a file from its first byte on.
int open_if_public(AVFormatContext* format, AVIOContext** io, const char* url, int,
                   AVDictionary** options) {
  const auto& access = *static_cast<const NetworkAccess*>(format->opaque);
  const AVDictionaryEntry* const first =
      options == nullptr ? nullptr : av_dict_get(*options, "offset", nullptr, 0);
  const std::int64_t offset = first == nullptr ? 0 : std::strtoll(first->value, nullptr, 10);
  int status = 0;
  *io = PublicFetch::open(url, offset, format->interrupt_callback, access.may_connect, status);
  return status;
}

int close_public(AVFormatContext*, AVIOContext* io) {
  PublicFetch::close(io);
  return 0;
}

bool is_hls(const AVInputFormat& kind) { return kind.name == std::string_view("hls"); }

/// Playlists open what they name by functions of ours; these take no part in what libav keeps open
/// between requests.
void keep_public(AVFormatContext& format, const NetworkAccess& access, const AVInputFormat& kind,
                 AvOptions& options) {
  format.opaque = const_cast<NetworkAccess*>(&access);  // It is only read.
  format.io_open = open_if_public;
  format.io_close2 = close_public;
  if (!is_hls(kind)) return;
  options.set("http_persistent", "0");
  options.set("http_multiple", "0");
}

bool is_picture(const AVStream& stream) {
  return (stream.disposition & (AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS)) !=
         0;
}

bool is_played(const AVStream& stream) {
  const AVMediaType type = stream.codecpar->codec_type;
  return type == AVMEDIA_TYPE_AUDIO || (type == AVMEDIA_TYPE_VIDEO && !is_picture(stream));
}

/// Matroska's per-stream length, written by muxers as a tag: "00:01:02.345000000".
MediaTime duration_tag(const AVStream& stream) {
  const AVDictionaryEntry* const entry = av_dict_get(stream.metadata, "DURATION", nullptr, 0);
  if (entry == nullptr) return MediaTime{0};
  const auto parts = engine::split(entry->value, ':');
  if (parts.size() != 3) return MediaTime{0};
  const auto hours = engine::parse_fixed_point(parts[0], 0);
  const auto minutes = engine::parse_fixed_point(parts[1], 0);
  const auto nanoseconds = engine::parse_fixed_point(parts[2], 9);
  const bool sane = hours && minutes && nanoseconds && *hours >= 0 && *hours < 10'000 &&
                    *minutes >= 0 && *minutes < 60 && *nanoseconds >= 0;
  if (!sane) return MediaTime{0};
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) +
         MediaTime{*nanoseconds / 1000};
}

void add_tags(const AVDictionary* metadata, std::map<std::string, std::string>& tags) {
  constexpr std::size_t kTagsMax = 64;
  constexpr std::size_t kTagBytesMax = 1024;
  constexpr std::size_t kKeyBytesMax = 64;
  // What muxers note for themselves says nothing about the music.
  constexpr std::array<std::string_view, 6> kTechnical{
      "duration", "handler_name", "vendor_id", "major_brand", "minor_version", "compatible_brands"};
  const AVDictionaryEntry* entry = nullptr;
  while ((entry = av_dict_get(metadata, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
    std::string key = engine::to_lower_ascii(
        engine::clean_utf8(std::string_view(entry->key).substr(0, kKeyBytesMax)));
    const bool technical = std::find(kTechnical.begin(), kTechnical.end(), key) != kTechnical.end();
    if (technical || tags.size() >= kTagsMax) continue;
    std::string value = engine::clean_utf8(std::string_view(entry->value).substr(0, kTagBytesMax));
    if (value.size() > kTagBytesMax) value = engine::clean_utf8(value.substr(0, kTagBytesMax - 2));
    tags.try_emplace(std::move(key), std::move(value));
  }
}

}  // namespace

MediaTime to_media_time(std::int64_t time, AVRational base) {
  constexpr AVRational kMicrosecond{1, 1'000'000};
  return MediaTime{av_rescale_q(time, base, kMicrosecond)};
}

Result<MediaInput> MediaInput::open(MediaBytes bytes, OpenDepth depth) {
  MediaInput input(std::move(bytes));
  TRY(const AVInputFormat* const kind, input.probe());
  TRY_VOID(input.open_container(kind, depth.xmp));
  if (!depth.streams) return input;
  input.bytes_.expect_progress();
  if (const int status = avformat_find_stream_info(input.format_.get(), nullptr); status < 0) {
    return fail(input.cannot_open(*kind, status));
  }
  if (input.bytes_.stopped()) return fail(input.bytes_.failure(AVERROR_EXIT));
  return input;
}

Result<const AVInputFormat*> MediaInput::probe() {
  const AVInputFormat* kind = nullptr;
  bytes_.expect_progress();
  const int status = av_probe_input_buffer2(bytes_.io(), &kind, location().c_str(), nullptr, 0, 0);
  if (status < 0 && status != AVERROR_INVALIDDATA && status != AVERROR_EOF) {
    return fail(bytes_.failure(status));
  }
  if (status < 0 || kind == nullptr) return fail(not_media());
  const bool streaming = is_hls(*kind) || kind->name == std::string_view("dash");
  if (names_other_media(*kind) && !(bytes_.remote() && streaming)) {
    return fail(Errc::kInvalidInput, location() + ": is a list of other media, not media; give " +
                                         "the files or addresses that it names");
  }
  return kind;
}

Result<void> MediaInput::open_container(const AVInputFormat* kind, bool xmp) {
  AVFormatContext* raw = avformat_alloc_context();
  if (raw == nullptr) return fail(Errc::kUnavailable, location() + ": not enough memory");
  raw->pb = bytes_.io();
  raw->interrupt_callback = bytes_.interrupt_callback();
  AvOptions options;
  if (bytes_.remote()) {
    options.set("protocol_whitelist", bytes_.protocols());
    if (bytes_.access().public_only) keep_public(*raw, bytes_.access(), *kind, options);
    // The newest piece: what is told of it is told soonest.
    if (bytes_.access().live && is_hls(*kind)) options.set("live_start_index", "-1");
  } else {
    raw->io_open = refuse_to_open;
    options.set("protocol_whitelist", "none");
  }
  if (xmp) options.set("export_xmp", "1");
  bytes_.expect_progress();
  // On failure libav frees `raw` itself, so it is adopted only after success.
  const int status = avformat_open_input(&raw, location().c_str(), kind, options.get());
  if (status < 0) return fail(cannot_open(*kind, status));
  format_.reset(raw);
  return {};
}

engine::Error MediaInput::not_media() const {
  const std::string_view head = bytes_.head();
  if (head.starts_with("#EXTM3U") || head.starts_with("ffconcat")) {
    return {Errc::kInvalidInput,
            location() + ": is a list of other media, not media; give what it names"};
  }
  if (is_text(head)) {
    return {Errc::kInvalidInput, location() + ": is text, not media; give an audio or video file"};
  }
  return {Errc::kInvalidInput, location() + ": is no media format known here; check that it is " +
                                   "audio or video and was fetched whole"};
}

engine::Error MediaInput::cannot_open(const AVInputFormat& kind, int status) const {
  if (bytes_.stopped()) return bytes_.failure(status);
  const bool bad_data = status == AVERROR_INVALIDDATA || status == AVERROR_EOF;
  if (bytes_.remote() && !bad_data) return bytes_.failure(status);
  if (bad_data && is_mp4(bytes_.head())) {
    return {Errc::kInvalidInput, location() + ": has no index (moov): the download or recording " +
                                     "was cut short; fetch it again"};
  }
  if (is_text(bytes_.head())) return not_media();
  return {Errc::kInvalidInput,
          location() + ": looks like " + kind.long_name +
              " but cannot be read; it is damaged or cut short, fetch it again"};
}

int MediaInput::audio_stream_count() const {
  const AVStream* const* const streams = format_->streams;
  return static_cast<int>(std::count_if(
      streams, streams + format_->nb_streams,
      [](const AVStream* s) { return s->codecpar->codec_type == AVMEDIA_TYPE_AUDIO; }));
}

Result<AVStream*> MediaInput::audio_stream(std::optional<int> audio_stream) {
  const int count = audio_stream_count();
  if (count == 0) {
    return fail(is_text(bytes_.head())
                    ? not_media()
                    : engine::Error(Errc::kNoAudio, location() + ": has no audio stream; give "
                                                                 "media with sound"));
  }
  if (!audio_stream) {
    const int best = av_find_best_stream(format_.get(), AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    if (best >= 0) return format_->streams[best];
  }
  int wanted = audio_stream.value_or(0);
  for (unsigned i = 0; i < format_->nb_streams; ++i) {
    AVStream* const stream = format_->streams[i];
    if (stream->codecpar->codec_type == AVMEDIA_TYPE_AUDIO && wanted-- == 0) return stream;
  }
  return fail(Errc::kNoAudio, location() + ": has no audio stream " +
                                  std::to_string(*audio_stream) + "; choose one from 0 to " +
                                  std::to_string(count - 1));
}

MediaTime MediaInput::clock_zero() const {
  constexpr MediaTime kPrimingMax{250'000};
  std::optional<MediaTime> earliest;
  for (unsigned i = 0; i < format_->nb_streams; ++i) {
    const AVStream& stream = *format_->streams[i];
    if (!is_played(stream) || stream.start_time == AV_NOPTS_VALUE) continue;
    const MediaTime start = to_media_time(stream.start_time, stream.time_base);
    earliest = earliest ? std::min(*earliest, start) : start;
  }
  const MediaTime zero = earliest.value_or(MediaTime{0});
  return zero < MediaTime{0} && zero > -kPrimingMax ? MediaTime{0} : zero;
}

MediaInput::DeclaredEnd MediaInput::declared_end(const AVStream& stream) const {
  if (format_->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE) return {};
  const MediaTime zero = clock_zero();
  const MediaTime whole = format_->duration == AV_NOPTS_VALUE
                              ? MediaTime{0}
                              : MediaTime{format_->duration};  // AV_TIME_BASE is a microsecond.
  // A tag that outlasts the container is a left-over of an earlier file.
  const bool matroska = std::string_view(format_->iformat->name).starts_with("matroska");
  const MediaTime tag = matroska ? duration_tag(stream) : MediaTime{0};
  if (tag > zero && tag - zero <= whole + kStaleTagExcess) return {.time = tag - zero};
  if (stream.duration != AV_NOPTS_VALUE && stream.duration > 0) {
    const MediaTime start = stream.start_time == AV_NOPTS_VALUE
                                ? MediaTime{0}
                                : to_media_time(stream.start_time, stream.time_base) - zero;
    return {.time =
                std::max(start, MediaTime{0}) + to_media_time(stream.duration, stream.time_base)};
  }
  return {.time = std::max(whole, MediaTime{0}), .of_container = true};
}

std::map<std::string, std::string> MediaInput::tags(const AVStream& stream) const {
  std::map<std::string, std::string> tags;
  add_tags(format_->metadata, tags);
  add_tags(stream.metadata, tags);
  return tags;
}

}  // namespace ingest

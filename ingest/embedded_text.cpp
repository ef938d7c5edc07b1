#include "ingest/embedded_text.h"

#include "engine/core/file.h"
#include "engine/core/interrupt.h"
#include "engine/core/text.h"
#include "ingest/container_text.h"
#include "ingest/media_input.h"
#include "ingest/xmp_box.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <optional>

namespace ingest {
namespace {

namespace fs = std::filesystem;
using engine::Errc;
using engine::fail;
using engine::Result;

/// A kind of container that can carry a comment: how libav calls its reader and its writer.
struct Carrier {
  std::string_view reader;   ///< The first word of its name.
  std::string_view endings;  ///< Of files, between blanks.
  const char* writer;
};
constexpr std::array kCarriers{
    Carrier{"mov", " mp4 m4v ", "mp4"},
    Carrier{"mov", " mov qt ", "mov"},
    Carrier{"mov", " m4a m4b ", "ipod"},
    Carrier{"matroska", " mkv mka mks mk3d ", "matroska"},
    Carrier{"matroska", " webm ", "webm"},
    Carrier{"mp3", " mp3 ", "mp3"},
    Carrier{"ogg", " ogg oga ogv opus spx ", "ogg"},
    Carrier{"flac", " flac ", "flac"},
    Carrier{"wav", " wav ", "wav"},
    Carrier{"avi", " avi ", "avi"},
};

Result<const Carrier*> carrier_for(MediaInput& input, const std::string& output) {
  const std::string_view names = input.format().iformat->name;
  const std::string_view reader = names.substr(0, names.find(','));
  std::string endings;
  for (const Carrier& carrier : kCarriers) {
    if (carrier.reader == reader) endings += carrier.endings;
  }
  if (endings.empty()) {
    return fail(Errc::kUnsupported,
                input.location() + ": " + input.format().iformat->long_name +
                    " cannot carry a key; MP4, MOV, M4A, Matroska, WebM, MP3, Ogg, FLAC, WAV and "
                    "AVI can, and a file VIDEO.json beside any video");
  }
  std::string ending = engine::to_lower_ascii(fs::path(output).extension().string());
  if (!ending.empty()) ending.erase(0, 1);
  for (const Carrier& carrier : kCarriers) {
    const bool fits = carrier.reader == reader && !ending.empty() &&
                      carrier.endings.find(" " + ending + " ") != carrier.endings.npos;
    if (fits) return &carrier;
  }
  return fail(Errc::kUnsupported, output + ": is to be a copy of " + input.location() +
                                      ", so its name has to end in " +
                                      engine::joined(engine::split(endings, ' '), ", "));
}

std::string status_text(int status) {
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  av_strerror(status, text.data(), text.size());
  return text.data();
}

/// A file that is taken away again unless it gets its name.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& output)
      : output_(output), path_(output + ".part" + std::to_string(::getpid())) {}
  ~TemporaryFile() {
    if (!kept_) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& path() const { return path_; }

  /// On disk before it has its name, so that a power cut leaves no half of it under that.
  Result<void> keep() {
    const int written = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    const bool on_disk = written >= 0 && ::fsync(written) == 0;
    if (written >= 0) ::close(written);
    if (!on_disk || ::rename(path_.c_str(), output_.c_str()) != 0) {
      return fail(engine::file_error(output_, errno));
    }
    kept_ = true;
    return {};
  }

 private:
  std::string output_;
  std::string path_;
  bool kept_ = false;
};

/// Tracks that a writer makes anew from the list of chapters.
bool holds_chapters(const AVFormatContext& input, const AVStream& stream) {
  return input.nb_chapters > 0 && stream.codecpar->codec_id == AV_CODEC_ID_BIN_DATA &&
         stream.codecpar->codec_tag == MKTAG('t', 'e', 'x', 't');
}

/// One container being copied into another of its kind.
class Copy {
 public:
  Copy(MediaInput& input, const Carrier& carrier, const std::string& output)
      : input_(input), carrier_(carrier), file_(output) {}

  Result<void> open() {
    AVFormatContext* raw = nullptr;
    if (avformat_alloc_output_context2(&raw, nullptr, carrier_.writer, nullptr) < 0) {
      return fail(Errc::kUnsupported,
                  std::string("this build of libav cannot write ") + carrier_.writer);
    }
    output_.reset(raw);
    AVIOContext* io = nullptr;
    const int status = avio_open(&io, ("file:" + file_.path()).c_str(), AVIO_FLAG_WRITE);
    if (status < 0) return fail(engine::file_error(file_.path(), AVUNERROR(status)));
    io_.reset(io);
    output_->pb = io;
    output_->flags |= AVFMT_FLAG_BITEXACT;  // No version, no date, no random number.
    // See codec_delay: no packet is before 0, and moving all streams would part picture and sound.
    if (is_matroska()) output_->avoid_negative_ts = 0;
    return {};
  }

  Result<void> declare(std::string_view text) {
    AVFormatContext& source = input_.format();
    for (unsigned i = 0; i < source.nb_streams; ++i) TRY_VOID(add_stream(*source.streams[i]));
    av_dict_copy(&output_->metadata, source.metadata, 0);
    for (const char* const own : {"major_brand", "minor_version", "compatible_brands"}) {
      av_dict_set(&output_->metadata, own, nullptr, 0);
    }
    TRY_VOID(copy_chapters());
    append(text);
    take_xmp();
    return {};
  }

  Result<void> write() {
    AvOptions options;
    if (carrier_.writer == std::string_view("wav")) options.set("rf64", "auto");
    if (needs_free_names()) options.set("movflags", "use_metadata_tags");
    const int status = avformat_write_header(output_.get(), options.get());
    if (status < 0) {
      return fail(Errc::kUnsupported, input_.location() +
                                          ": has a stream that cannot be written into a new " +
                                          carrier_.writer + " (" + status_text(status) +
                                          "); put the key into a file VIDEO.json beside it");
    }
    TRY_VOID(copy_packets());
    if (const int done = av_write_trailer(output_.get()); done < 0) return fail(disk(done));
    if (!xmp_box_.empty()) {
      avio_seek(io_.get(), 0, SEEK_END);
      avio_write(io_.get(), reinterpret_cast<const unsigned char*>(xmp_box_.data()),
                 static_cast<int>(xmp_box_.size()));
    }
    AVIOContext* io = io_.release();
    if (const int closed = avio_closep(&io); closed < 0) return fail(disk(closed));
    return {};
  }

  Result<void> keep() { return file_.keep(); }
  const std::string& path() const { return file_.path(); }

 private:
  Result<void> add_stream(const AVStream& from) {
    places_.push_back(-1);
    if (holds_chapters(input_.format(), from)) return {};
    AVStream* const to = avformat_new_stream(output_.get(), nullptr);
    if (to == nullptr || avcodec_parameters_copy(to->codecpar, from.codecpar) < 0)
      return no_memory();
    places_.back() = to->index;
    const AVCodecTag* const* const tags = output_->oformat->codec_tag;
    unsigned other = 0;
    const bool keeps_tag =
        tags == nullptr ||
        av_codec_get_id(tags, from.codecpar->codec_tag) == from.codecpar->codec_id ||
        av_codec_get_tag2(tags, from.codecpar->codec_id, &other) == 0;
    if (!keeps_tag) to->codecpar->codec_tag = 0;
    to->id = from.id;
    to->time_base = from.time_base;
    to->disposition = from.disposition;
    to->sample_aspect_ratio = from.sample_aspect_ratio;
    to->avg_frame_rate = from.avg_frame_rate;
    to->r_frame_rate = from.r_frame_rate;
    to->duration = from.duration;
    av_dict_copy(&to->metadata, from.metadata, 0);
    for (int i = 0; i < from.nb_side_data; ++i) {
      const AVPacketSideData& data = from.side_data[i];
      std::uint8_t* const room = av_stream_new_side_data(to, data.type, data.size);
      if (room == nullptr) return no_memory();
      std::memcpy(room, data.data, data.size);
    }
    return {};
  }

  Result<void> copy_chapters() {
    const AVFormatContext& source = input_.format();
    if (source.nb_chapters == 0) return {};
    output_->chapters =
        static_cast<AVChapter**>(av_calloc(source.nb_chapters, sizeof(*output_->chapters)));
    if (output_->chapters == nullptr) return no_memory();
    for (unsigned i = 0; i < source.nb_chapters; ++i) {
      auto* const chapter = static_cast<AVChapter*>(av_mallocz(sizeof(AVChapter)));
      if (chapter == nullptr) return no_memory();
      const AVChapter& from = *source.chapters[i];
      chapter->id = from.id;
      chapter->time_base = from.time_base;
      chapter->start = from.start;
      chapter->end = from.end;
      av_dict_copy(&chapter->metadata, from.metadata, 0);
      output_->chapters[output_->nb_chapters++] = chapter;
    }
    return {};
  }

  /// MOV has a tag for it; in MP4 it is a box that libav does not write. It may be long: editors
  /// keep their history in it.
  void take_xmp() {
    constexpr std::size_t kXmpBytesMax = 64 << 20;
    if (carrier_.reader != "mov") return;
    const AVDictionaryEntry* const tag = av_dict_get(output_->metadata, "xmp", nullptr, 0);
    const std::string xmp = tag ? tag->value : xmp_of_boxes(input_.bytes(), kXmpBytesMax);
    const bool as_tag = carrier_.writer == std::string_view("mov") && !xmp.empty();
    av_dict_set(&output_->metadata, "xmp", as_tag ? xmp.c_str() : nullptr, 0);
    if (!as_tag && !xmp.empty()) xmp_box_ = xmp_box(xmp);
  }

  /// Ogg has its comments with its streams, and there they win.
  void append(std::string_view text) {
    const bool with_stream = carrier_.writer == std::string_view("ogg") && output_->nb_streams > 0;
    AVDictionary** const metadata =
        with_stream ? &output_->streams[0]->metadata : &output_->metadata;
    const AVDictionaryEntry* const entry = av_dict_get(*metadata, "comment", nullptr, 0);
    std::string comment = entry == nullptr ? "" : entry->value;
    if (comment.find(text) == comment.npos) {
      if (!comment.empty() && !comment.ends_with('\n')) comment += '\n';
      comment += text;
    }
    av_dict_set(metadata, "comment", comment.c_str(), 0);
  }

  /// The tags of iTunes, which most programs read, have fixed names. Of a file that has others,
  /// such as a telephone's, all become QuickTime's keys, which take any.
  bool needs_free_names() const {
    constexpr std::array<std::string_view, 28> kFixed{
        "title",         "artist",      "album_artist", "album",     "composer",
        "date",          "comment",     "genre",        "copyright", "grouping",
        "lyrics",        "description", "synopsis",     "show",      "episode_id",
        "network",       "keywords",    "episode_sort", "encoder",   "season_number",
        "media_type",    "hd_video",    "compilation",  "track",     "gapless_playback",
        "creation_time", "xmp",         "disc"};
    if (carrier_.reader != "mov") return false;
    const AVDictionaryEntry* entry = nullptr;
    while ((entry = av_dict_get(output_->metadata, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
      if (std::ranges::find(kFixed, std::string_view(entry->key)) == kFixed.end()) return true;
    }
    return false;
  }

  Result<void> copy_packets() {
    const PacketHandle packet(av_packet_alloc());
    if (!packet) return no_memory();
    for (;;) {
      if (engine::interrupted()) {
        return fail(Errc::kInterrupted, input_.location() + ": stopped before its end");
      }
      const int status = av_read_frame(&input_.format(), packet.get());
      if (status == AVERROR_EOF) return {};
      if (status < 0) return fail(input_.bytes().failure(status));
      TRY_VOID(copy_packet(*packet));
      av_packet_unref(packet.get());
    }
  }

  bool is_matroska() const { return carrier_.reader == "matroska"; }

  /// Matroska's reader takes the delay of a codec off its times, and its writer does not put it
  /// back on.
  std::int64_t codec_delay(const AVStream& stream) const {
    const AVCodecParameters& codec = *stream.codecpar;
    if (!is_matroska() || codec.initial_padding <= 0 || codec.sample_rate <= 0) return 0;
    return av_rescale_q(codec.initial_padding, {1, codec.sample_rate}, stream.time_base);
  }

  Result<void> copy_packet(AVPacket& packet) {
    const auto from = static_cast<std::size_t>(packet.stream_index);
    if (from >= places_.size() || places_[from] < 0) return {};
    const AVStream& stream = *input_.format().streams[from];
    for (std::int64_t* const time : {&packet.pts, &packet.dts}) {
      if (*time != AV_NOPTS_VALUE) *time += codec_delay(stream);
    }
    packet.stream_index = places_[from];
    packet.pos = -1;
    av_packet_rescale_ts(&packet, stream.time_base,
                         output_->streams[packet.stream_index]->time_base);
    const int status = av_interleaved_write_frame(output_.get(), &packet);
    if (status >= 0) return {};
    if (status == AVERROR(ENOSPC) || status == AVERROR(EIO)) return fail(disk(status));
    return fail(Errc::kUnsupported,
                input_.location() + ": its packets cannot be copied as they are (" +
                    status_text(status) + "); put the key into a file VIDEO.json beside it");
  }

  engine::Error disk(int status) const {
    return engine::file_error(file_.path(), AVUNERROR(status));
  }
  static Result<void> no_memory() { return fail(Errc::kUnavailable, "not enough memory"); }

  MediaInput& input_;
  const Carrier& carrier_;
  TemporaryFile file_;
  OpenedIoHandle io_;  // Before the output that writes to it.
  OutputHandle output_;
  std::string xmp_box_;
  std::vector<int> places_;  // By stream of the input; -1: left out.
};

Result<void> check_places(const std::string& input, const std::string& output) {
  if (is_url(input) || input == "-") {
    return fail(Errc::kUsage, input + ": only files can be copied; download it first");
  }
  std::error_code ignored;
  if (is_url(output) || output == "-" || fs::is_directory(output, ignored)) {
    return fail(Errc::kUsage, output + ": is no name for a file; give -o FILE");
  }
  if (fs::equivalent(input, output, ignored)) {
    return fail(Errc::kUsage,
                output + ": is the video itself, which stays as it is; name another file");
  }
  return {};
}

std::vector<std::string> missing(const ContainerText& before, const ContainerText& after) {
  constexpr std::array<std::string_view, 8> kWritersOwn{
      "encoder",           "software",     "major_brand", "minor_version",
      "compatible_brands", "handler_name", "vendor_id",   "duration"};
  std::vector<std::string> names;
  for (const ContainerField& field : before.fields) {
    const bool own = std::ranges::find(kWritersOwn, field.name) != kWritersOwn.end();
    const bool kept = std::ranges::any_of(after.fields, [&](const ContainerField& other) {
      return other.name == field.name && (other.text == field.text || field.name == "comment");
    });
    if (!own && !kept && std::ranges::find(names, field.name) == names.end()) {
      names.push_back(field.name);
    }
  }
  return names;
}

}  // namespace

Result<EmbeddedText> embed_text(const std::string& input, const std::string& output,
                                std::string_view text) {
  TRY_VOID(check_places(input, output));
  TRY(const ContainerText before, read_container_text(input));
  TRY(MediaBytes bytes, MediaBytes::open(input));
  TRY(MediaInput source, MediaInput::open(std::move(bytes), {.streams = true, .xmp = true}));
  TRY(const Carrier* const carrier, carrier_for(source, output));
  Copy copy(source, *carrier, output);
  TRY_VOID(copy.open());
  TRY_VOID(copy.declare(text));
  TRY_VOID(copy.write());
  TRY(const ContainerText after, read_container_text(copy.path()));
  const bool carried = std::ranges::any_of(after.fields, [&](const ContainerField& field) {
    return field.text.find(text) != field.text.npos;
  });
  if (!carried) {
    return fail(Errc::kUnsupported,
                output + ": the key cannot be read back from it; put it into a file VIDEO.json");
  }
  TRY_VOID(copy.keep());
  return EmbeddedText{missing(before, after)};
}

}  // namespace ingest

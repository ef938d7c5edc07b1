#include "ingest/ingest.h"

#include "engine/core/fingerprint_record.h"
#include "ingest/audio_reader.h"
#include "ingest/chromaprint_stream.h"
#include "ingest/landmarks.h"
#include "ingest/track_meter.h"

#include <chrono>
#include <filesystem>
#include <utility>
#include <variant>

namespace ingest {
namespace {

using engine::fail;
using engine::FingerprintedMedia;
using engine::MediaTime;
using engine::Result;

static_assert(ChromaprintStream::kSampleRateHz == SoundResampler::kMonoRateHz);

/// About a year of sound.
constexpr std::uint64_t kRecordBytesMax = std::uint64_t{4} << 30;

std::string absolute_location(const std::string& location) {
  if (is_url(location) || location == "-") return location;
  std::error_code failed;
  const std::filesystem::path path = std::filesystem::absolute(location, failed);
  return failed ? location : path.lexically_normal().string();
}

Result<FingerprintedMedia> read_record(MediaBytes& bytes) {
  TRY(const std::string record, bytes.read_whole(kRecordBytesMax));
  auto media = engine::decode_fingerprint(record);
  if (!media) return fail(std::move(media).error().during(bytes.location()));
  return media;
}

/// Passes on where a decode has come to: once a second of media, ten times a second at most.
class ProgressMeter {
 public:
  ProgressMeter(const DecodeProgress& tell, MediaTime declared)
      : tell_(tell), declared_(declared) {}

  void reached(MediaTime decoded) {
    if (!tell_ || decoded < next_) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < silent_until_) return;
    constexpr std::chrono::milliseconds kPause{100};
    tell_(decoded, declared_);
    next_ = decoded + std::chrono::seconds(1);
    silent_until_ = now + kPause;
  }

 private:
  const DecodeProgress& tell_;
  MediaTime declared_;
  MediaTime next_{0};
  std::chrono::steady_clock::time_point silent_until_{};
};

Result<engine::Fingerprint> fingerprint_sound(AudioReader& reader, const DecodeProgress& progress) {
  ProgressMeter meter(progress, reader.declared());
  LandmarkExtractor landmarks;
  ChromaprintStream chromaprint;
  for (;;) {
    TRY(const SoundBlock block, reader.read());
    if (block.empty()) break;
    landmarks.feed(block.left, block.right);
    chromaprint.feed(block.mono);
    meter.reached(reader.decoded());
  }
  engine::Fingerprint fingerprint;
  fingerprint.duration = reader.decoded();
  TRY(fingerprint.chromaprint, chromaprint.finish());
  LandmarkExtractor::Traces traces = landmarks.finish();
  fingerprint.mid = std::move(traces.mid);
  fingerprint.side = std::move(traces.side);
  return fingerprint;
}

/// A fingerprint record, or media and how to read it.
using Opened = std::variant<FingerprintedMedia, AudioReader>;

Result<Opened> open(const AudioSource& source) {
  TRY(MediaBytes bytes, MediaBytes::open(source.location));
  if (bytes.head().starts_with(engine::kFingerprintMagic)) return read_record(bytes);
  TRY(MediaInput input, MediaInput::open(std::move(bytes)));
  return AudioReader::open(std::move(input), source.audio_stream);
}

Result<FingerprintedMedia> fingerprint(AudioReader& reader, const AudioSource& source,
                                       const DecodeProgress& progress) {
  FingerprintedMedia media;
  TRY(media.fingerprint, fingerprint_sound(reader, progress));
  media.facts = {.location = absolute_location(source.location),
                 .declared_duration = reader.declared(),
                 .complete = reader.complete(),
                 .decode_errors = reader.errors(),
                 .tags = reader.tags()};
  return media;
}

}  // namespace

Result<FingerprintedMedia> fingerprint_media(const AudioSource& source,
                                             const DecodeProgress& progress) {
  TRY(Opened opened, open(source));
  if (auto* const record = std::get_if<FingerprintedMedia>(&opened)) return std::move(*record);
  return fingerprint(std::get<AudioReader>(opened), source, progress);
}

Result<MeasuredMedia> measure_media(const AudioSource& source, const DecodeProgress& progress) {
  TRY(Opened opened, open(source));
  MeasuredMedia measured;
  if (auto* const record = std::get_if<FingerprintedMedia>(&opened)) {
    measured.media = std::move(*record);
    return measured;
  }
  auto& reader = std::get<AudioReader>(opened);
  TrackMeter meter(reader.parameters());
  reader.listen(
      [&](const AVFrame& frame, const PlayerClock::Placement& place) { meter.add(frame, place); });
  TRY(measured.media, fingerprint(reader, source, progress));
  measured.measurement = meter.finish(measured.media);
  return measured;
}

Result<int> count_audio_streams(const std::string& location) {
  TRY(MediaBytes bytes, MediaBytes::open(location));
  if (bytes.head().starts_with(engine::kFingerprintMagic)) return 1;
  TRY(MediaInput input, MediaInput::open(std::move(bytes)));
  TRY_VOID(input.audio_stream(std::nullopt));
  return input.audio_stream_count();
}

}  // namespace ingest

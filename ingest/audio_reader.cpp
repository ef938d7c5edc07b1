#include "ingest/audio_reader.h"

#include "ingest/cut_end.h"
#include "ingest/stated_size.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ingest {

using engine::Errc;
using engine::fail;
using engine::MediaTime;
using engine::Result;

namespace {

/// Less than this missing is rounding: encoder padding, a last picture longer than the sound.
MediaTime shortfall_allowed(MediaTime declared) {
  constexpr MediaTime kShortfallMin{500'000};
  return std::max(kShortfallMin, declared / 200);
}

/// Formats that are frames and nothing else: their stamps are made up by counting, at the rate of
/// the first frame.
bool has_counted_stamps(const AVInputFormat& kind) {
  constexpr std::array<std::string_view, 6> kBare{"aac", "ac3", "dts", "eac3", "loas", "mp3"};
  return std::find(kBare.begin(), kBare.end(), kind.name) != kBare.end();
}

}  // namespace

Result<AudioReader> AudioReader::open(MediaInput input, std::optional<int> audio_stream) {
  auto owned = std::make_unique<MediaInput>(std::move(input));
  TRY(AVStream* const stream, owned->audio_stream(audio_stream));
  MediaInput::DeclaredEnd declared = owned->declared_end(*stream);
  const StatedSize stated = read_stated_size(owned->bytes().head());
  if (stated.duration > MediaTime{0}) declared = {.time = stated.duration};
  const bool watch_others = declared.of_container;
  TRY(AudioDecoder decoder, AudioDecoder::open(*owned, *stream, watch_others));
  AudioReader reader(std::move(owned), *stream, std::move(decoder), declared);
  reader.stated_bytes_ = stated.file_bytes;
  return reader;
}

AudioReader::AudioReader(std::unique_ptr<MediaInput> input, AVStream& stream, AudioDecoder decoder,
                         MediaInput::DeclaredEnd declared)
    : input_(std::move(input)),
      stream_(&stream),
      zero_(input_->clock_zero()),
      declared_(declared),
      decoder_(std::move(decoder)),
      clock_(declared.time) {}

Result<SoundBlock> AudioReader::read() {
  constexpr std::size_t kBlockSamples = 2048;
  while (!ended_ && resampler_.pending() < kBlockSamples) {
    TRY(const bool more, add_next_frame());
    ended_ = !more;
  }
  if (ended_ && clock_.now() == MediaTime{0}) return fail(nothing_decoded());
  return resampler_.take();
}

/// False at the end.
Result<bool> AudioReader::add_next_frame() {
  TRY(const AVFrame* const frame, decoder_.next());
  auto added = frame == nullptr ? resampler_.flush() : add(*frame);
  if (!added) return fail(std::move(added).error().during(input_->location()));
  return frame != nullptr;
}

Result<void> AudioReader::add(const AVFrame& frame) {
  if (!SoundResampler::accepts(frame)) {
    ++frames_refused_;
    return {};
  }
  const MediaTime before = clock_.now();
  const PlayerClock::Placement placement =
      clock_.place(place_of(frame), frame.nb_samples, frame.sample_rate);
  if (listener_) listener_(frame, placement);
  TRY_VOID(resampler_.match_format(frame, before));
  TRY_VOID(resampler_.add_silence(placement.silence_samples));
  return resampler_.add_frame(frame, placement.skip_samples);
}

/// What the frame's stamp says on the player's clock; empty when it says nothing to be believed.
std::optional<MediaTime> AudioReader::place_of(const AVFrame& frame) {
  if (first_rate_hz_ == 0) first_rate_hz_ = frame.sample_rate;
  const bool rate_changed = frame.sample_rate != first_rate_hz_;
  if (rate_changed && has_counted_stamps(*input_->format().iformat)) stamps_trusted_ = false;
  const auto start = decoder_.start_of(frame);
  if (!start || !stamps_trusted_) return std::nullopt;
  return *start - zero_;
}

engine::Error AudioReader::nothing_decoded() const {
  const std::string& location = input_->location();
  if (decoder_.broke_off() && input_->bytes().remote()) {
    return input_->bytes().failure(decoder_.read_status());
  }
  if (!input_->bytes().seekable() && decoder_.broke_off()) {
    return {Errc::kInvalidInput,
            location + ": its index stands behind its sound, where a pipe cannot go back; give " +
                "the file itself, or remux it with ffmpeg -movflags +faststart"};
  }
  if (errors() > 0 || stream_->codecpar->sample_rate <= 0) {
    return {Errc::kInvalidInput,
            location + ": its sound is damaged throughout; fetch or record it again"};
  }
  return {Errc::kNoAudio, location + ": its audio stream holds no sound; give media with sound"};
}

bool AudioReader::complete() const {
  if (decoder_.broke_off() || decoder_.index_goes_on()) return false;
  if (ends_inside_element(input_->bytes())) return false;
  constexpr std::int64_t kPartsAllowed = 200;
  const std::int64_t total_bytes = input_->bytes().total_bytes();
  const bool file_is_short = stated_bytes_ > 0 && total_bytes > 0 &&
                             stated_bytes_ - total_bytes > stated_bytes_ / kPartsAllowed;
  if (file_is_short) return false;
  MediaTime reached = clock_.now();
  if (declared_.of_container) reached = std::max(reached, decoder_.last_stamp() - zero_);
  return declared_.time - reached <= shortfall_allowed(declared_.time);
}

}  // namespace ingest

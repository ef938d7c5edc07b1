#include "ingest/audio_reader.h"

#include "ingest/cut_end.h"
#include "ingest/stated_size.h"

#include <algorithm>

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
    auto more = add_next_frame();
    if (!more) {
      // Both the decoder's and the resampler's failures are about this one location.
      return fail(std::move(more).error());
    }
    ended_ = !*more;
  }
  if (ended_ && clock_.now() == MediaTime{0}) return fail(nothing_decoded());
  return resampler_.take();
}

/// False at the end.
Result<bool> AudioReader::add_next_frame() {
  TRY(const AVFrame* const frame, decoder_.next());
  const auto about_this_location = [this](engine::Error error) {
    return std::move(error).during(input_->location());
  };
  if (frame == nullptr) {
    auto flushed = resampler_.flush();
    if (!flushed) return fail(about_this_location(std::move(flushed).error()));
    return false;
  }
  if (!SoundResampler::accepts(*frame)) {
    ++frames_refused_;
    return true;
  }
  const MediaTime before = clock_.now();
  const auto start = decoder_.start_of(*frame);
  const PlayerClock::Placement placement = clock_.place(
      start ? std::optional(*start - zero_) : std::nullopt, frame->nb_samples, frame->sample_rate);
  auto added = resampler_.match_format(*frame, before);
  if (added) added = resampler_.add_silence(placement.silence_samples);
  if (added) added = resampler_.add_frame(*frame, placement.skip_samples);
  if (!added) return fail(about_this_location(std::move(added).error()));
  return true;
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
  if (errors() > 0) {
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

#include "ingest/live_reader.h"

#include <utility>

namespace ingest {

using engine::Errc;
using engine::fail;
using engine::MediaTime;
using engine::Result;

namespace {

/// Missing sound up to this long is silence; more of it is another programme.
constexpr MediaTime kGapMax{3'000'000};

}  // namespace

void LiveReader::Analysis::feed() {
  const SoundBlock block = resampler.take();
  landmarks.feed(block.left, block.right);
  chromaprint.feed(block.mono);
}

Result<LiveReader> LiveReader::open(const std::string& location, const NetworkAccess& access) {
  TRY(MediaBytes bytes, MediaBytes::open(location, access));
  TRY(MediaInput opened, MediaInput::open(std::move(bytes)));
  auto input = std::make_unique<MediaInput>(std::move(opened));
  TRY(AVStream* const stream, input->audio_stream(std::nullopt));
  TRY(AudioDecoder decoder, AudioDecoder::open(*input, *stream, false));
  return LiveReader(std::move(input), std::move(decoder));
}

LiveReader::LiveReader(std::unique_ptr<MediaInput> input, AudioDecoder decoder)
    : input_(std::move(input)), decoder_(std::move(decoder)) {}

bool LiveReader::finite() const {
  const AVFormatContext& format = input_->format();
  const bool playlist = format.iformat->name == std::string_view("hls");
  if (playlist) return format.duration != AV_NOPTS_VALUE;
  return input_->bytes().seekable() || !input_->bytes().remote();
}

Result<std::optional<FingerprintPiece>> LiveReader::next() {
  constexpr std::size_t kBlockSamples = engine::landmark_grid::kSampleRateHz / 2;
  if (after_break_ != nullptr) {
    start_anew();
    TRY_VOID(add(*std::exchange(after_break_, nullptr)));
  }
  while (analysis_->resampler.pending() < kBlockSamples) {
    TRY(const bool more, hear_more());
    if (after_break_ != nullptr) {
      TRY(FingerprintPiece last, finish());
      last.then_break = true;
      return last;
    }
    if (more) continue;
    if (decoder_.broke_off() || !finite()) {
      return fail(lost());
    }
    return std::nullopt;
  }
  analysis_->feed();
  return take();
}

engine::Error LiveReader::lost() const {
  const int status = decoder_.broke_off() ? decoder_.read_status() : AVERROR_EOF;
  const bool hung_up = status == AVERROR_EOF || status == AVERROR(EIO);
  if (!hung_up || input_->bytes().stopped()) return input_->bytes().failure(status);
  return {Errc::kRemoteUnreachable, input_->location() + ": the stream broke off"};
}

/// False at the end, whatever kind of end.
Result<bool> LiveReader::hear_more() {
  TRY(const AVFrame* const frame, decoder_.next());
  if (frame == nullptr) return false;
  if (!SoundResampler::accepts(*frame)) return true;
  if (jumps(*frame)) {
    after_break_ = frame;
  } else {
    TRY_VOID(add(*frame));
  }
  return true;
}

/// Whether the stamp says that this is not what was to come next.
bool LiveReader::jumps(const AVFrame& frame) {
  const auto start = decoder_.start_of(frame);
  if (!start || !expected_) return false;
  const MediaTime ahead = *start - *expected_;
  return ahead > kGapMax || -ahead > PlayerClock::kOverlapMax;
}

Result<void> LiveReader::add(const AVFrame& frame) {
  Analysis& now = *analysis_;
  const auto start = decoder_.start_of(frame);
  if (!now.zero) now.zero = start;
  const MediaTime length{std::int64_t{frame.nb_samples} * 1'000'000 / frame.sample_rate};
  if (start) {
    expected_ = *start + length;
  } else if (expected_) {
    *expected_ += length;
  }
  const MediaTime before = now.clock.now();
  std::optional<MediaTime> place;
  if (start && now.zero) place = *start - *now.zero;
  const auto placement = now.clock.place(place, frame.nb_samples, frame.sample_rate);
  TRY_VOID(now.resampler.match_format(frame, before));
  TRY_VOID(now.resampler.add_silence(placement.silence_samples));
  return now.resampler.add_frame(frame, placement.skip_samples);
}

void LiveReader::start_anew() {
  analysis_ = std::make_unique<Analysis>();
  expected_.reset();
}

Result<FingerprintPiece> LiveReader::take() {
  FingerprintPiece piece;
  LandmarkExtractor::Traces traces = analysis_->landmarks.take();
  piece.mid = std::move(traces.mid);
  piece.side = std::move(traces.side);
  TRY(piece.chromaprint, analysis_->chromaprint.take());
  piece.stereo = analysis_->landmarks.stereo();
  return piece;
}

Result<FingerprintPiece> LiveReader::finish() {
  TRY_VOID(analysis_->resampler.flush());
  analysis_->feed();
  FingerprintPiece piece;
  piece.stereo = analysis_->landmarks.stereo();
  LandmarkExtractor::Traces traces = analysis_->landmarks.finish();
  piece.mid = std::move(traces.mid);
  piece.side = std::move(traces.side);
  piece.side.levels.resize(piece.mid.levels.size());
  TRY(piece.chromaprint, analysis_->chromaprint.finish());
  return piece;
}

}  // namespace ingest

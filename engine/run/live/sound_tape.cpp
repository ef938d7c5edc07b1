#include "engine/run/live/sound_tape.h"

#include <algorithm>

namespace engine::run {
namespace {

template <class T>
void append(const std::vector<T>& more, std::vector<T>& all) {
  all.insert(all.end(), more.begin(), more.end());
}

template <class T>
void erase_first(std::int64_t count, std::vector<T>& all) {
  const auto size = static_cast<std::int64_t>(all.size());
  all.erase(all.begin(), all.begin() + std::clamp<std::int64_t>(count, 0, size));
}

auto first_peak_at(const std::vector<SpectralPeak>& peaks, std::int64_t period) {
  const std::int64_t frame = period * landmark_grid::kLevelPeriodFrames;
  return std::lower_bound(
      peaks.begin(), peaks.end(), frame,
      [](const SpectralPeak& peak, std::int64_t at) { return std::int64_t{peak.frame} < at; });
}

/// The word that begins nearest to `time`.
std::int64_t word_at(MediaTime time) {
  constexpr std::int64_t kWordSamples = 1365;
  constexpr std::int64_t kRateHz = 11'025;
  constexpr std::int64_t kDivisor = kWordSamples * 1'000'000;
  return (time.count() * kRateHz + kDivisor / 2) / kDivisor;
}

}  // namespace

void SoundTape::add(const ingest::FingerprintPiece& piece) {
  append(piece.mid.peaks, mid_.peaks);
  append(piece.mid.levels, mid_.levels);
  append(piece.side.peaks, side_.peaks);
  append(piece.side.levels, side_.levels);
  append(piece.chromaprint, words_);
  stereo_ = stereo_ || piece.stereo;
}

MediaTime SoundTape::end() const {
  return (first_period_ + static_cast<std::int64_t>(mid_.levels.size())) * kPeriod;
}

SpectralTrace SoundTape::cut(const SpectralTrace& trace, std::int64_t first,
                             std::int64_t end) const {
  SpectralTrace part;
  part.peaks.assign(first_peak_at(trace.peaks, first), first_peak_at(trace.peaks, end));
  const auto shift = static_cast<std::uint32_t>(first * landmark_grid::kLevelPeriodFrames);
  for (SpectralPeak& peak : part.peaks) peak.frame -= shift;
  part.levels.assign(trace.levels.begin() + (first - first_period_),
                     trace.levels.begin() + (end - first_period_));
  return part;
}

Fingerprint SoundTape::cut(MediaSpan span) const {
  const std::int64_t last = period_at(this->end());
  const std::int64_t first = std::clamp(period_at(span.start), first_period_, last);
  const std::int64_t end = std::clamp(period_at(span.end), first, last);
  Fingerprint part;
  part.duration = (end - first) * kPeriod;
  part.mid = cut(mid_, first, end);
  if (stereo_) part.side = cut(side_, first, end);
  const auto count = static_cast<std::int64_t>(words_.size());
  const std::int64_t from =
      std::clamp<std::int64_t>(word_at(first * kPeriod) - first_word_, 0, count);
  const std::int64_t to =
      std::clamp<std::int64_t>(word_at(end * kPeriod) - first_word_, from, count);
  part.chromaprint.assign(words_.begin() + from, words_.begin() + to);
  return part;
}

void SoundTape::drop_before(MediaTime time) {
  const std::int64_t first = std::clamp(period_at(time), first_period_, period_at(end()));
  for (SpectralTrace* const trace : {&mid_, &side_}) {
    trace->peaks.erase(trace->peaks.begin(), first_peak_at(trace->peaks, first));
    erase_first(first - first_period_, trace->levels);
  }
  const std::int64_t word = word_at(first * kPeriod);
  erase_first(word - first_word_, words_);
  first_word_ = std::max(first_word_, word);
  first_period_ = first;
}

}  // namespace engine::run

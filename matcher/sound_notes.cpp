#include "matcher/sound_notes.h"

#include "matcher/landmark_hash.h"
#include "matcher/peak_field.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <utility>
#include <vector>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::MediaTime;
using engine::SoundNote;
using engine::SoundNoteKind;
using engine::SpectralPeak;
using engine::SpectralTrace;
namespace grid = engine::landmark_grid;

/// The channel that has more to say.
const SpectralTrace& fuller(const Fingerprint& fingerprint) {
  return fingerprint.side.peaks.size() > fingerprint.mid.peaks.size() ? fingerprint.side
                                                                      : fingerprint.mid;
}

/// Nine of ten peaks lie within two bins.
bool is_tone(const SpectralTrace& trace) {
  std::array<std::size_t, grid::kSteps / grid::kStepsPerBin + 1> in_bin{};
  for (const SpectralPeak& peak : trace.peaks) ++in_bin[peak.frequency / grid::kStepsPerBin];
  std::size_t most = 0;
  for (std::size_t bin = 0; bin + 1 < in_bin.size(); ++bin) {
    most = std::max(most, in_bin[bin] + in_bin[bin + 1]);
  }
  return 10 * most >= 9 * trace.peaks.size();
}

/// Standard deviation of the half seconds' levels, in decibels.
double level_deviation_db(const SpectralTrace& trace) {
  const auto& levels = trace.levels;
  if (levels.empty()) return 0;
  const double mean =
      std::accumulate(levels.begin(), levels.end(), 0.0) / static_cast<double>(levels.size());
  double squares = 0;
  for (const std::uint8_t level : levels) squares += (level - mean) * (level - mean);
  return std::sqrt(squares / static_cast<double>(levels.size())) / 2;
}

/// Share of the peaks that are heard on: with another of the same half bin 64 to 256 ms later.
double held_share(const SpectralTrace& trace) {
  constexpr std::size_t kEvery = 7;
  constexpr std::uint32_t kSoonest = 4;
  constexpr std::uint32_t kLatest = 16;
  const auto& peaks = trace.peaks;
  std::size_t asked = 0;
  std::size_t held = 0;
  for (std::size_t i = 0; i < peaks.size(); i += kEvery) {
    ++asked;
    for (std::size_t j = i + 1; j < peaks.size() && peaks[j].frame <= peaks[i].frame + kLatest;
         ++j) {
      const int steps = std::abs(int{peaks[j].frequency} - int{peaks[i].frequency});
      if (peaks[j].frame < peaks[i].frame + kSoonest || steps > grid::kStepsPerBin / 2) continue;
      ++held;
      break;
    }
  }
  return asked > 0 ? static_cast<double>(held) / static_cast<double>(asked) : 0;
}

/// White noise has 0.05 held and a deviation of 0.1 dB. Of 525 tunes none has less than 0.06 held,
/// nor those below 0.1 a deviation of less than 1.4 dB.
bool is_noise(const SpectralTrace& trace) {
  constexpr double kHeld = 0.07;
  constexpr double kDeviationDb = 0.7;
  return level_deviation_db(trace) < kDeviationDb && held_share(trace) < kHeld;
}

/// How often hashes are heard again after so many frames, the next time each is heard: of lags that
/// fit three times into the track's first eight minutes.
std::vector<std::uint32_t> counts_of_lags(const Fingerprint& fingerprint) {
  constexpr std::uint32_t kFewestTimes = 3;
  constexpr std::uint32_t kMostFrames = 30'000;
  constexpr QueryDensity kAFew{.rank_sum = 2, .neighbours = 3};
  const std::uint32_t end = std::min(frame_count(fingerprint), kMostFrames);
  std::vector<Asked> hashes;
  append_query_hashes(fingerprint, 0, end, kAFew, {}, 0, hashes);
  std::sort(hashes.begin(), hashes.end());
  std::vector<std::uint32_t> counts(end / kFewestTimes + 1);
  for (std::size_t i = 1; i < hashes.size(); ++i) {
    if (hashes[i].hash != hashes[i - 1].hash || hashes[i].chromaprint) continue;
    const std::uint32_t lag = hashes[i].frame - hashes[i - 1].frame;
    if (lag < counts.size()) ++counts[lag];
  }
  return counts;
}

/// Share of the strong peaks that are heard again `lag` frames later.
double share_again(const SpectralTrace& trace, const PeakField& field, std::uint32_t lag,
                   std::uint32_t frames) {
  constexpr std::size_t kMost = 4000;
  constexpr std::uint8_t kStrongRanks = 4;
  const std::size_t every = trace.peaks.size() / kMost + 1;
  std::size_t asked = 0;
  std::size_t again = 0;
  for (std::size_t i = 0; i < trace.peaks.size(); i += every) {
    const SpectralPeak& peak = trace.peaks[i];
    if (peak.rank >= kStrongRanks || peak.frame + lag >= frames) continue;
    ++asked;
    if (field.find(std::int64_t{peak.frame} + lag, peak.frequency)) ++again;
  }
  return asked > 0 ? static_cast<double>(again) / static_cast<double>(asked) : 0;
}

/// The shortest piece of which the track is made.
std::optional<MediaTime> loop_of(const Fingerprint& fingerprint) {
  constexpr std::uint32_t kShortestFrames = 62;  // One second.
  constexpr double kAlike = 0.8;                 // What only codecs tell apart.
  constexpr std::size_t kLagsTried = 24;
  const std::vector<std::uint32_t> counts = counts_of_lags(fingerprint);
  if (counts.size() <= kShortestFrames) return std::nullopt;
  std::vector<std::uint32_t> lags(counts.size() - kShortestFrames);
  std::iota(lags.begin(), lags.end(), kShortestFrames);
  const auto tried = lags.begin() + static_cast<std::ptrdiff_t>(std::min(lags.size(), kLagsTried));
  std::partial_sort(lags.begin(), tried, lags.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(counts[b], a) < std::pair(counts[a], b);
  });
  std::sort(lags.begin(), tried);
  const SpectralTrace& trace = fuller(fingerprint);
  const std::uint32_t frames = frame_count(fingerprint);
  const PeakField field(trace, frames);
  for (auto lag = lags.begin(); lag != tried; ++lag) {
    if (counts[*lag] == 0) continue;
    if (share_again(trace, field, *lag, frames) >= kAlike) return *lag * grid::kFramePeriod;
  }
  return std::nullopt;
}

}  // namespace

std::optional<SoundNote> note_on_video(const Fingerprint& fingerprint) {
  constexpr MediaTime kShortestClaim{2'000'000};
  constexpr std::size_t kFewestPeaks = 41;  // As of half a second of music.
  const SpectralTrace& trace = fuller(fingerprint);
  if (fingerprint.duration < kShortestClaim) return SoundNote{SoundNoteKind::kShort};
  if (trace.peaks.size() < kFewestPeaks) return SoundNote{SoundNoteKind::kSilent};
  if (is_tone(trace)) return SoundNote{SoundNoteKind::kTone};
  if (is_noise(trace)) return SoundNote{SoundNoteKind::kNoise};
  return std::nullopt;
}

std::optional<SoundNote> note_on_track(const Fingerprint& fingerprint) {
  if (auto note = note_on_video(fingerprint)) return note;
  const auto period = loop_of(fingerprint);
  if (!period) return std::nullopt;
  return SoundNote{SoundNoteKind::kLoop, *period};
}

}  // namespace matcher

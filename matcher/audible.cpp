#include "matcher/audible.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <vector>

namespace matcher {
namespace {

namespace grid = engine::landmark_grid;

/// Half decibels by which the track's peaks are louder in the video; empty where it is not known.
using Gains = std::array<std::array<std::optional<int>, grid::kBands>, kChannels>;

/// What was found, of one channel and band or of several.
struct Finds {
  int expected = 0;
  std::vector<int> gains;

  void add(const Finds& other) {
    expected += other.expected;
    gains.insert(gains.end(), other.gains.begin(), other.gains.end());
  }

  /// Their median, when enough is found for there to be one. What is found by chance is louder than
  /// the track, or it would cover nothing: `true_share` of the finds is the lower part of them.
  std::optional<int> gain(double true_share) {
    constexpr std::size_t kFewest = 8;
    constexpr double kAboveChance = 0.12;
    if (gains.size() < kFewest || static_cast<double>(gains.size()) <= kAboveChance * expected) {
      return std::nullopt;
    }
    const auto at = static_cast<std::size_t>(static_cast<double>(gains.size()) * 0.5 * true_share);
    const auto middle = gains.begin() + static_cast<std::ptrdiff_t>(at);
    std::nth_element(gains.begin(), middle, gains.end());
    return *middle;
  }
};

/// By band, since a filter may lie between; a band of which too little is found is taken to sound
/// like the rest of its channel, and a channel of which too little is found is not judged: the
/// sides are lost where stereo is made mono.
Gains gains_of(const Segment& segment, std::span<const ReferencePeak> peaks, const Sound& video) {
  std::array<std::array<Finds, grid::kBands>, kChannels> finds;
  for (const ReferencePeak& peak : peaks) {
    Finds& of_band = finds[peak.channel][peak.band];
    ++of_band.expected;
    const PeakField& field = video.fields[peak.channel];
    const auto at = field.find(std::int64_t{peak.frame} + segment.offset, peak.frequency);
    if (at) of_band.gains.push_back(int{field.level(*at)} - int{peak.level});
  }
  const double by_chance = segment.found > 0 ? double{segment.by_chance} / segment.found : 0;
  const double true_share = std::max(0.0, 1.0 - by_chance);
  Gains gains;
  for (std::size_t channel = 0; channel < kChannels; ++channel) {
    Finds all;
    for (const Finds& of_band : finds[channel]) all.add(of_band);
    const std::optional<int> rest = all.gain(true_share);
    for (std::size_t band = 0; band < grid::kBands; ++band) {
      const std::optional<int> own = finds[channel][band].gain(true_share);
      gains[channel][band] = own ? own : rest;
    }
  }
  return gains;
}

/// The level from which on a peak is kept of the video, in each band of a half second.
class Threshold {
 public:
  Threshold(const PeakField& field, std::int64_t first, std::int64_t end)
      : first_period_(std::max<std::int64_t>(0, first) / grid::kLevelPeriodFrames) {
    const std::int64_t periods =
        std::max<std::int64_t>(0, end / grid::kLevelPeriodFrames + 1 - first_period_);
    std::array<std::uint8_t, grid::kBands> lowest;
    lowest.fill(grid::kFaintestLevel);
    levels_.assign(static_cast<std::size_t>(periods), lowest);
    for (std::size_t i = 0; i < levels_.size(); ++i) {
      const std::int64_t at =
          (first_period_ + static_cast<std::int64_t>(i)) * grid::kLevelPeriodFrames;
      for (const engine::SpectralPeak& peak : field.between(at, at + grid::kLevelPeriodFrames)) {
        if (peak.rank + 1U == grid::kPeaksPerBand) levels_[i][band_of(peak.frequency)] = peak.level;
      }
    }
  }

  int at(std::int64_t frame, std::size_t band) const {
    return levels_[static_cast<std::size_t>(frame / grid::kLevelPeriodFrames - first_period_)]
                  [band];
  }

 private:
  std::int64_t first_period_;
  std::vector<std::array<std::uint8_t, grid::kBands>> levels_;
};

/// Whether something about as loud stands so near that a peak of `level` would be no maximum.
bool is_covered(const PeakField& field, std::int64_t frame, int frequency, int level) {
  constexpr std::int64_t kReachFrames = 4;
  constexpr int kReachSteps = 5 * grid::kStepsPerBin;
  constexpr int kAboutAsLoud = 6;  // Three decibels.
  const auto near = field.between(frame - kReachFrames, frame + kReachFrames + 1);
  return std::any_of(near.begin(), near.end(), [&](const engine::SpectralPeak& peak) {
    const int steps = std::abs(int{peak.frequency} - frequency);
    const bool itself =
        std::abs(std::int64_t{peak.frame} - frame) <= kToleranceFrames && steps <= kToleranceSteps;
    return !itself && steps <= kReachSteps && peak.level + kAboutAsLoud > level;
  });
}

}  // namespace

double Audible::share_at_most() const {
  // Peaks come in chords and strokes: about a quarter of them are independent of each other.
  constexpr double kPeaksPerEvent = 4;
  constexpr double kLeastVariance = 0.01;
  if (due == 0) return 1;
  const double share = static_cast<double>(heard) / due;
  return share + std::sqrt(std::max(kLeastVariance, share * (1 - share)) * kPeaksPerEvent / due);
}

/// On the exam in benchmarks/accuracy, and 6.5 h of tunes that are none of its references, all 537
/// true claims lie above: the lowest of them, at 25 dB below a voice, at 0.45. Of 118 claims of
/// remixes and of tunes with samples in common, 28 do. A short stretch may be one sample, whole.
double least_audible(std::int64_t frames, Material material) {
  constexpr double kShortFrames = 250;  // Four seconds.
  constexpr double kLongFrames = 625;   // Ten seconds.
  const bool shared = material == Material::kShared;
  const double of_short = shared ? 0.85 : 0.73;
  const double of_long = shared ? 0.6 : 0.44;
  const double length = std::clamp(static_cast<double>(frames), kShortFrames, kLongFrames);
  const double longness = (length - kShortFrames) / (kLongFrames - kShortFrames);
  return of_short + longness * (of_long - of_short);
}

Audible audible(const Segment& segment, const Sound& video, const ReferenceTrack& track) {
  const auto peaks = peaks_between(track.peaks, segment.first, segment.end);
  const Gains gains = gains_of(segment, peaks, video);
  const std::array<Threshold, kChannels> thresholds = {
      Threshold(video.fields[0], segment.video_first(), segment.video_end()),
      Threshold(video.fields[1], segment.video_first(), segment.video_end())};
  Audible audible;
  for (const ReferencePeak& peak : peaks) {
    const std::optional<int> gain = gains[peak.channel][peak.band];
    if (!gain) continue;
    const PeakField& field = video.fields[peak.channel];
    const std::int64_t frame = std::int64_t{peak.frame} + segment.offset;
    if (frame < 0 || frame >= video.frames) continue;
    const int level = peak.level + *gain;
    if (level < thresholds[peak.channel].at(frame, peak.band)) continue;
    if (is_covered(field, frame, peak.frequency, level)) continue;
    ++audible.due;
    if (field.find(frame, peak.frequency)) ++audible.heard;
  }
  return audible;
}

}  // namespace matcher

#include "matcher/playing_fit.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace matcher {
namespace {

/// Peaks reduced to what a search reads.
struct Point {
  double frame;  // From the middle of the peaks.
  double frequency;
  std::uint8_t channel;
};

/// A search rounds some hundred million numbers an hour; std::lround is a call each.
std::int64_t rounded(double number) {
  constexpr std::int64_t kBelowAny = std::int64_t{1} << 40;
  return static_cast<std::int64_t>(number + (kBelowAny + 0.5)) - kBelowAny;
}

/// A fit with the offset held at the middle of the peaks, so that it does not move with the
/// stretch.
struct Trial {
  double stretch;
  double pitch;
  std::int32_t middle;  // Video frame at which the middle of the peaks sounds.
};

class Search {
 public:
  Search(std::span<const ReferencePeak> peaks, const Sound& video)
      : video_(video), middle_((peaks.front().frame + peaks.back().frame) / 2.0) {
    for (const ReferencePeak& peak : peaks) {
      points_.push_back({peak.frame - middle_, static_cast<double>(peak.frequency), peak.channel});
      highest_ = std::max(highest_, points_.back().frequency);
    }
    half_length_ = std::max(1.0, (peaks.back().frame - peaks.front().frame) / 2.0);
  }

  double middle() const { return middle_; }

  /// Steps at which the outermost peaks move by a frame, the highest by half a bin.
  double stretch_step() const { return 1 / half_length_; }
  double pitch_step() const { return kToleranceSteps / 2.0 / highest_; }

  /// How many peaks are found, when that is more than `most`; else some number that is not.
  std::int32_t found(const Trial& trial, std::int32_t most) const {
    std::int32_t found = 0;
    auto left = static_cast<std::int32_t>(points_.size());
    for (const Point& point : points_) {
      if (found + left-- <= most) break;
      const double frequency = point.frequency * trial.pitch;
      if (frequency > engine::landmark_grid::kSteps - 1) continue;
      const std::int64_t frame = trial.middle + rounded(point.frame * trial.stretch);
      if (video_.fields[point.channel].find(frame,
                                            static_cast<std::uint16_t>(rounded(frequency)))) {
        ++found;
      }
    }
    return found;
  }

 private:
  const Sound& video_;
  double middle_;
  double half_length_ = 1;
  double highest_ = 1;
  std::vector<Point> points_;
};

/// 0, -1, 1, -2, 2, ...: of equals the nearest wins.
std::int32_t outwards(std::int32_t i) { return i % 2 == 0 ? i / 2 : -(i + 1) / 2; }

}  // namespace

Fit best_fit(std::span<const ReferencePeak> peaks, const Sound& video, const Fit& start,
             const FitRange& range) {
  const Search search(peaks, video);
  const Trial first{start.playing.stretch, start.playing.pitch,
                    static_cast<std::int32_t>(
                        std::lround(start.offset + search.middle() * start.playing.stretch))};
  Trial best = first;
  std::int32_t most = -1;
  const auto consider = [&](const Trial& trial) {
    const std::int32_t found = search.found(trial, most);
    if (found <= most) return;
    most = found;
    best = trial;
  };
  const double step =
      range.together ? std::min(search.stretch_step(), search.pitch_step()) : search.stretch_step();
  const auto stretches = static_cast<std::int32_t>(std::ceil(range.stretch / step));
  const auto pitches =
      range.together ? 0 : static_cast<std::int32_t>(std::ceil(range.pitch / search.pitch_step()));
  for (std::int32_t s = 0; s <= 2 * stretches; ++s) {
    const double slower = 1 + outwards(s) * step;
    for (std::int32_t p = 0; p <= 2 * pitches; ++p) {
      const double higher = range.together ? 1 / slower : 1 + outwards(p) * search.pitch_step();
      for (std::int32_t o = 0; o <= 2 * range.offset; ++o) {
        consider({first.stretch * slower, first.pitch * higher, first.middle + outwards(o)});
      }
    }
  }
  Fit fit;
  fit.playing = {best.stretch, best.pitch};
  fit.offset = static_cast<std::int32_t>(std::lround(best.middle - search.middle() * best.stretch));
  fit.found = most;
  return fit;
}

}  // namespace matcher

#include "matcher/distinctness.h"

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

namespace matcher {
namespace {

constexpr std::int32_t kNearestFrames = 25;     // 0.4 s: music that moves on.
constexpr std::int32_t kFarthestFrames = 1875;  // Half a minute.

/// Evenly spread over the segment: enough to compare places by.
std::vector<ReferencePeak> sample(std::span<const ReferencePeak> peaks) {
  constexpr std::size_t kMost = 400;
  std::vector<ReferencePeak> some;
  const std::size_t count = std::min(peaks.size(), kMost);
  for (std::size_t i = 0; i < count; ++i) some.push_back(peaks[i * peaks.size() / count]);
  return some;
}

std::int32_t found_at(std::span<const ReferencePeak> peaks, std::int64_t offset,
                      const Sound& video) {
  return static_cast<std::int32_t>(
      std::count_if(peaks.begin(), peaks.end(), [&](const ReferencePeak& peak) {
        return video.fields[peak.channel].find(peak.frame + offset, peak.frequency).has_value();
      }));
}

float best_channel_rate(std::span<const ReferencePeak> peaks, std::int64_t offset,
                        const Sound& video) {
  constexpr float kPrior = 10;  // A channel with hardly a peak says little.
  std::array<float, kChannels> expected{};
  std::array<float, kChannels> found{};
  for (const ReferencePeak& peak : peaks) {
    expected[peak.channel] += 1;
    if (video.fields[peak.channel].find(peak.frame + offset, peak.frequency)) {
      found[peak.channel] += 1;
    }
  }
  float best = 0;
  for (std::size_t c = 0; c < kChannels; ++c) {
    best = std::max(best, found[c] / (expected[c] + kPrior));
  }
  return best;
}

}  // namespace

Distinctness distinctness(const Segment& segment, const Sound& video, const ReferenceTrack& track) {
  const auto peaks = peaks_between(track.peaks, segment.first, segment.end);
  Distinctness distinctness;
  distinctness.found = best_channel_rate(peaks, segment.offset, video);
  distinctness.elsewhere = 1;
  if (!distinctness.doubtful()) {
    distinctness.elsewhere = 0;
    return distinctness;
  }
  const std::vector<ReferencePeak> some = sample(peaks);
  std::vector<std::int32_t> others;
  for (std::int32_t shift = kNearestFrames; shift <= kFarthestFrames; ++shift) {
    for (const std::int32_t by : {shift, -shift}) {
      others.push_back(found_at(some, std::int64_t{segment.offset} + by, video));
    }
  }
  constexpr std::size_t kTenth = 9;
  std::nth_element(others.begin(), others.begin() + kTenth, others.end(), std::greater<>());
  const std::int32_t tenth_best = others[kTenth];
  const auto middle = others.begin() + static_cast<std::ptrdiff_t>(others.size() / 2);
  std::nth_element(others.begin(), middle, others.end());
  const auto here = static_cast<float>(found_at(some, segment.offset, video) - *middle);
  distinctness.elsewhere = here > 0 ? static_cast<float>(tenth_best - *middle) / here : 1;
  return distinctness;
}

}  // namespace matcher

#include "matcher/shared_tones.h"

#include "matcher/alignment.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace matcher {
namespace {

namespace grid = engine::landmark_grid;
using Peaks = std::span<const ReferencePeak>;

/// Closer, voices hold their frequencies too: 0.26 s.
constexpr std::uint32_t kShortestLag = 16;
constexpr std::uint32_t kLongestLag = 126;  // 2 s.
constexpr int kSameTone = 1;                // Steps of 1/8 bin.

/// A peak, how many others of its tone are near it, and whether the other sound has it.
struct Seen {
  int company = 0;
  bool found = false;
};

int company_of(std::size_t index, Peaks peaks) {
  const ReferencePeak& peak = peaks[index];
  int company = 0;
  const auto look = [&](const ReferencePeak& other) {
    const std::uint32_t lag = std::max(peak.frame, other.frame) - std::min(peak.frame, other.frame);
    if (lag >= kLongestLag) return false;
    const bool same = other.channel == peak.channel && lag >= kShortestLag &&
                      std::abs(other.frequency - peak.frequency) <= kSameTone;
    company += same ? 1 : 0;
    return true;
  };
  for (std::size_t i = index + 1; i < peaks.size() && look(peaks[i]); ++i) {}
  for (std::size_t i = index; i > 0 && look(peaks[i - 1]); --i) {}
  return company;
}

struct Share {
  int found = 0;
  int of = 0;

  void add(bool is_found) {
    ++of;
    found += is_found ? 1 : 0;
  }
  float value() const { return of == 0 ? 0 : static_cast<float>(found) / static_cast<float>(of); }
};

}  // namespace

SharedTones shared_tones(const Segment& segment, const Sound& video, const ReferenceTrack& track) {
  const Alignment alignment(video, track, segment.offset, nullptr);
  const Peaks peaks = alignment.peaks(segment.first, segment.end);
  std::array<std::array<std::vector<Seen>, grid::kBands>, kChannels> seen;
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    seen[peaks[i].channel][peaks[i].band].push_back(
        {company_of(i, peaks), alignment.look(peaks[i]) == Alignment::Outcome::kFound});
  }
  Share steady;
  Share moving;
  std::array<Share, kChannels> of_channel;
  for (std::size_t channel = 0; channel < kChannels; ++channel) {
    for (std::vector<Seen>& band : seen[channel]) {
      std::stable_sort(band.begin(), band.end(),
                       [](const Seen& a, const Seen& b) { return a.company < b.company; });
      const std::size_t third = band.size() / 3;
      for (std::size_t i = 0; i < band.size(); ++i) {
        of_channel[channel].add(band[i].found);
        if (i < third) moving.add(band[i].found);
        if (i >= band.size() - third) steady.add(band[i].found);
      }
    }
  }
  return {steady.value(), moving.value(), of_channel[0].value(), of_channel[1].value()};
}

bool shares_music(const SharedTones& one, const SharedTones& other) {
  // Nearly all is the same: one recording of music and voice.
  constexpr float kAll = 0.8F;
  if (std::min(one.steady, other.steady) >= kAll) return true;
  constexpr float kInSide = 0.3F;
  constexpr float kLeastOdds = 0.8F;
  const auto wide = [](const SharedTones& tones) { return tones.side >= kInSide * tones.mid; };
  if (wide(one) && wide(other)) return std::min(one.odds(), other.odds()) >= kLeastOdds;
  constexpr float kLeastOddsOfCentre = 1;
  constexpr float kBothOddsOfCentre = 1.25F;
  return std::min(one.odds(), other.odds()) >= kLeastOddsOfCentre &&
         one.odds() * other.odds() >= kBothOddsOfCentre;
}

}  // namespace matcher

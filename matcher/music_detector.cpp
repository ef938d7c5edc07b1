#include "matcher/music_detector.h"

#include "matcher/music_features.h"
#include "matcher/music_model.h"

#include <algorithm>
#include <array>
#include <utility>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::MediaSpan;
using engine::MediaTime;
namespace grid = engine::landmark_grid;

// Log-odds, natural. Neighbouring rows share most of their window, so each says little that is new:
// a change must be worth some seconds of them. benchmarks/music/fit has the same two numbers.
constexpr float kSwitchCost = 5;
constexpr float kMostLogOdds = 6;

/// Of mid, in half decibels above -127 dBFS: below -75 dBFS nobody hears anything.
constexpr std::uint8_t kAudible = 104;

/// ln(1 + 20): a test tone, or beeps, have peaks in one bin or a few; of 240 clips of music,
/// each of 30 s, none had them in fewer than 42 within a window.
constexpr float kFewestBins = 3.045F;

constexpr MediaTime kPeriod = grid::kFramePeriod * grid::kLevelPeriodFrames;

float log_odds(const MusicFeatures& features) {
  if (features[kMusicBinsFeature] < kFewestBins) return -kMostLogOdds;
  float sum = kMusicBias;
  for (std::size_t i = 0; i < kMusicFeatures; ++i) sum += kMusicWeights[i] * features[i];
  return std::clamp(sum, -kMostLogOdds, kMostLogOdds);
}

bool audible(const Fingerprint& fingerprint, std::size_t period) {
  const auto& side = fingerprint.side.levels;
  return fingerprint.mid.levels[period] >= kAudible ||
         (period < side.size() && side[period] >= kAudible);
}

std::vector<float> log_odds_of(const Fingerprint& fingerprint) {
  std::vector<float> odds;
  odds.reserve(fingerprint.mid.levels.size());
  for (const MusicFeatures& features : music_features(fingerprint)) {
    odds.push_back(audible(fingerprint, odds.size()) ? log_odds(features) : -kMostLogOdds);
  }
  return odds;
}

/// The likeliest sequence of off (false) and on.
std::vector<bool> likeliest(const std::vector<float>& odds) {
  // Of the best sequences that end off and on: their score, and whether they were the same before.
  std::array<float, 2> score{};
  std::vector<std::array<bool, 2>> stayed(odds.size());
  for (std::size_t period = 0; period < odds.size(); ++period) {
    const std::array<float, 2> before = score;
    for (const std::size_t on : {0U, 1U}) {
      const float changed = before[1 - on] - kSwitchCost;
      stayed[period][on] = before[on] >= changed;
      score[on] = std::max(before[on], changed) + (on == 1 ? odds[period] : 0);
    }
  }
  std::vector<bool> states(odds.size());
  std::size_t on = score[1] > score[0] ? 1 : 0;
  for (std::size_t period = odds.size(); period-- > 0;) {
    states[period] = on == 1;
    if (!stayed[period][on]) on = 1 - on;
  }
  return states;
}

}  // namespace

std::vector<MediaSpan> music_spans(const Fingerprint& fingerprint) {
  const std::vector<bool> music = likeliest(log_odds_of(fingerprint));
  std::vector<MediaSpan> spans;
  for (std::size_t period = 0; period < music.size(); ++period) {
    if (!music[period]) continue;
    const MediaTime start = static_cast<std::int64_t>(period) * kPeriod;
    if (start >= fingerprint.duration) break;
    if (period == 0 || !music[period - 1]) spans.push_back({start, start});
    spans.back().end = std::min(start + kPeriod, fingerprint.duration);
  }
  return spans;
}

}  // namespace matcher

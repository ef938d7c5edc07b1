#include "ingest/tempo.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace ingest {
namespace {

using engine::Fingerprint;
using engine::SpectralPeak;
using engine::SpectralTrace;

constexpr double kFramesPerMinute =
    60e6 / static_cast<double>(engine::landmark_grid::kFramePeriod.count());
constexpr double kSlowestBpm = 60.0;
constexpr double kFastestBpm = 200.0;
constexpr double kStep = 1.0005;  // Between tempos that are tried.
constexpr int kBeatsAhead = 8;
constexpr std::size_t kFramesMin = 500;       // 8 s.
constexpr std::size_t kFramesMax = 37'500;    // 10 min.
constexpr std::size_t kSmoothingFrames = 31;  // Half a second to either side.

/// How much begins in each frame: its peaks by how prominent they are, less what is usual around.
std::vector<double> onsets(const Fingerprint& fingerprint) {
  std::size_t frames = 0;
  for (const SpectralTrace* trace : {&fingerprint.mid, &fingerprint.side}) {
    if (!trace->peaks.empty())
      frames = std::max<std::size_t>(frames, trace->peaks.back().frame + 1U);
  }
  const std::size_t used = std::min(frames, kFramesMax);
  const std::size_t first = (frames - used) / 2;
  std::vector<double> novelty(used);
  for (const SpectralTrace* trace : {&fingerprint.mid, &fingerprint.side}) {
    for (const SpectralPeak& peak : trace->peaks) {
      if (peak.frame < first || peak.frame >= first + used) continue;
      novelty[peak.frame - first] += 1.0 / (1.0 + peak.rank);
    }
  }
  return novelty;
}

/// Each value less the mean of those around it.
std::vector<double> above_surroundings(const std::vector<double>& values) {
  std::vector<double> sums(values.size() + 1);
  for (std::size_t i = 0; i < values.size(); ++i) sums[i + 1] = sums[i] + values[i];
  std::vector<double> out(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t from = i - std::min(i, kSmoothingFrames);
    const std::size_t to = std::min(values.size(), i + kSmoothingFrames + 1);
    out[i] = values[i] - (sums[to] - sums[from]) / static_cast<double>(to - from);
  }
  return out;
}

/// A peak's frame is uncertain by one or two: neighbours share.
std::vector<double> smoothed(const std::vector<double>& values) {
  constexpr std::array<double, 5> kWeights{1.0, 2.0, 3.0, 2.0, 1.0};
  std::vector<double> out(values.size());
  for (std::size_t i = 2; i + 2 < values.size(); ++i) {
    for (std::size_t k = 0; k < kWeights.size(); ++k) out[i] += kWeights[k] * values[i + k - 2];
  }
  return out;
}

/// How alike the onsets are at each distance; 1 at none.
std::vector<double> autocorrelation(const std::vector<double>& values, std::size_t lags) {
  std::vector<double> out(lags);
  for (std::size_t lag = 0; lag < lags; ++lag) {
    double sum = 0.0;
    for (std::size_t i = lag; i < values.size(); ++i) sum += values[i] * values[i - lag];
    out[lag] = sum / static_cast<double>(values.size() - lag);
  }
  const double whole = out[0];
  for (double& value : out) value = whole > 0 ? value / whole : 0.0;
  return out;
}

double at(const std::vector<double>& values, double place) {
  const auto below = static_cast<std::size_t>(place);
  const double part = place - static_cast<double>(below);
  if (below + 1 >= values.size()) return 0.0;
  return values[below] * (1.0 - part) + values[below + 1] * part;
}

/// Mean likeness at the beats that follow.
double regularity(const std::vector<double>& likeness, double period) {
  double sum = 0.0;
  for (int beat = 1; beat <= kBeatsAhead; ++beat) sum += at(likeness, beat * period);
  return sum / kBeatsAhead;
}

/// People tap along near 120 beats a minute.
/// Source: L. van Noorden, D. Moelants, "Resonance in the Perception of Musical Pulse", 1999.
double liking(double bpm) {
  constexpr double kOctaves = 1.0;
  const double away = std::log2(bpm / 120.0) / kOctaves;
  return std::exp(-0.5 * away * away);
}

}  // namespace

std::optional<engine::Tempo> tempo_of(const Fingerprint& fingerprint) {
  const std::vector<double> novelty = smoothed(above_surroundings(onsets(fingerprint)));
  if (novelty.size() < kFramesMin) return std::nullopt;
  const auto lags = static_cast<std::size_t>(kBeatsAhead * kFramesPerMinute / kSlowestBpm) + 2;
  const std::vector<double> likeness = autocorrelation(novelty, std::min(lags, novelty.size() / 2));
  double best = 0.0;
  double best_bpm = 0.0;
  for (double bpm = kSlowestBpm; bpm <= kFastestBpm; bpm *= kStep) {
    const double score = regularity(likeness, kFramesPerMinute / bpm) * liking(bpm);
    if (score <= best) continue;
    best = score;
    best_bpm = bpm;
  }
  if (best <= 0) return std::nullopt;
  const double regular = regularity(likeness, kFramesPerMinute / best_bpm);
  return engine::Tempo{.centi_bpm = static_cast<std::int32_t>(std::lround(best_bpm * 100)),
                       .confidence_permille = static_cast<std::int32_t>(
                           std::lround(std::clamp(regular, 0.0, 1.0) * 1000))};
}

}  // namespace ingest

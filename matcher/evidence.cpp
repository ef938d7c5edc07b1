#include "matcher/evidence.h"

#include <algorithm>
#include <cmath>

namespace matcher {

namespace grid = engine::landmark_grid;

namespace {

/// Far enough to be wrong, near enough to meet the same voice and the same beat. No common divisor,
/// so that no tempo meets many of them.
constexpr std::array<std::int32_t, kWrongAlignments / 2> kWrongBy = {
    19, 31, 43, 59, 73, 89, 103, 113, 131, 151, 167, 181, 199, 223, 251, 281};

}  // namespace

std::int32_t wrong_shift(std::size_t i) {
  const std::int32_t by = kWrongBy[i / 2 * 5 % kWrongBy.size()];
  return i % 2 == 0 ? by : -by;
}

PeakWeights::PeakWeights(const FindRates& rates, float advantage) {
  // A band in which the alignment does no better than chance says nothing: a telephone has no
  // treble, and what it lacks is no evidence against it.
  constexpr float kLeastAdvantage = 1.3F;
  constexpr float kSurest = 0.98F;
  for (std::size_t c = 0; c < kChannels; ++c) {
    for (std::size_t b = 0; b < grid::kBands; ++b) {
      const float chance = rates.chance[c][b];
      if (rates.here[c][b] < kLeastAdvantage * chance) continue;
      const float here =
          std::clamp(chance + advantage * (rates.here[c][b] - chance), chance, kSurest);
      found[c][b] = std::log(here / chance);
      missing[c][b] = std::log((1 - here) / (1 - chance));
    }
  }
}

Weights::Weights(const FindRates& rates) {
  for (std::size_t i = 0; i < at.size(); ++i) at[i] = PeakWeights(rates, kAdvantages[i]);
}

float Weights::of_period(const Alignment& alignment, std::int64_t from, std::int64_t to,
                         std::int32_t shift) const {
  std::array<float, kAdvantages.size()> sums{};
  for (const ReferencePeak& peak : alignment.peaks(from, to)) {
    const auto outcome = alignment.look(peak, shift);
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += at[i].of(peak, outcome);
  }
  const float most = *std::max_element(sums.begin(), sums.end());
  float likelihood = 0;
  for (const float sum : sums) likelihood += std::exp(sum - most);
  return most + std::log(likelihood / static_cast<float>(sums.size()));
}

FindRates Alignment::measure(std::int64_t from, std::int64_t to) const {
  using Counts = std::array<std::array<float, grid::kBands>, kChannels>;
  Counts expected{};
  Counts found{};
  Counts by_chance{};
  float all_expected = 0;
  float all_found = 0;
  for (const ReferencePeak& peak : peaks(from, to)) {
    const Outcome outcome = look(peak);
    if (outcome == Outcome::kExplained) continue;
    const bool hit = outcome == Outcome::kFound;
    expected[peak.channel][peak.band] += 1;
    found[peak.channel][peak.band] += hit ? 1.0F : 0.0F;
    all_expected += 1;
    all_found += hit ? 1.0F : 0.0F;
    for (std::size_t i = 0; i < kFewWrongAlignments; ++i) {
      if (look(peak, wrong_shift(i)) == Outcome::kFound) by_chance[peak.channel][peak.band] += 1;
    }
  }
  // Few peaks lie in one band: its rates lean on what is known from all bands (here) and on a
  // typical chance, by the weight of this many peaks.
  constexpr float kPriorPeaks = 12;
  constexpr float kTypicalChance = 0.04F;
  const float all_here = (all_found + 1) / (all_expected + 2);
  FindRates rates;
  for (std::size_t c = 0; c < kChannels; ++c) {
    for (std::size_t b = 0; b < grid::kBands; ++b) {
      rates.here[c][b] = std::clamp(
          (found[c][b] + kPriorPeaks * all_here) / (expected[c][b] + kPriorPeaks), 0.01F, 0.99F);
      rates.chance[c][b] = std::clamp((by_chance[c][b] + kPriorPeaks * kTypicalChance) /
                                          (kFewWrongAlignments * expected[c][b] + kPriorPeaks),
                                      0.005F, 0.9F);
    }
  }
  return rates;
}

float deviations_among(float score, std::array<float, kWrongAlignments> wrong) {
  std::sort(wrong.begin(), wrong.end());
  constexpr std::size_t kKept = kWrongAlignments - kWrongAlignments / 10;
  double mean = 0;
  for (std::size_t i = 0; i < kKept; ++i) mean += wrong[i] / kKept;
  double variance = 0;
  for (std::size_t i = 0; i < kKept; ++i) {
    variance += (wrong[i] - mean) * (wrong[i] - mean) / (kKept - 1);
  }
  return static_cast<float>((score - mean) / std::sqrt(variance + 1));
}

}  // namespace matcher

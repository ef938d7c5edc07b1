#include "ingest/true_peak_meter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ingest {
namespace {

constexpr int kFourfoldBelowHz = 96'000;
constexpr int kTwofoldBelowHz = 192'000;

std::size_t factor_at(int rate_hz) {
  if (rate_hz < kFourfoldBelowHz) return 4;
  return rate_hz < kTwofoldBelowHz ? 2 : 1;
}

/// Of a sinc under a Hann window, `at` samples of the oversampled rate from its middle.
double coefficient(double at, double factor, double taps) {
  const double phase = std::numbers::pi * at / factor;
  const double sinc = std::abs(phase) < 1e-9 ? 1.0 : std::sin(phase) / phase;
  return sinc * 0.5 * (1.0 + std::cos(2.0 * std::numbers::pi * at / taps));
}

float highest_of(const float* samples, std::size_t count) {
  std::array<float, 8> lanes{};  // Kept apart, so that they fit the wide registers.
  std::size_t i = 0;
  for (; i + lanes.size() <= count; i += lanes.size()) {
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
      const float size = std::fabs(samples[i + lane]);
      lanes[lane] = lanes[lane] < size ? size : lanes[lane];
    }
  }
  float high = *std::max_element(lanes.begin(), lanes.end());
  for (; i < count; ++i) high = std::max(high, std::fabs(samples[i]));
  return high;
}

}  // namespace

void TruePeakMeter::set_format(int rate_hz, std::size_t channels) {
  factor_ = factor_at(rate_hz);
  reach_ = factor_ > 1 ? kTaps / factor_ : 1;
  gain_max_ = 1.0F;
  for (std::size_t point = 1; point < factor_; ++point) {
    auto& filter = filters_[point - 1];
    float gain = 0.0F;
    for (std::size_t k = 0; k < reach_; ++k) {
      // The newest sample of a window is the last, and the filter is even.
      const double at = static_cast<double>(k * factor_ + point) - kTaps / 2.0;
      filter[k] = static_cast<float>(coefficient(at, static_cast<double>(factor_), kTaps));
      gain += std::fabs(filter[k]);
    }
    gain_max_ = std::max(gain_max_, gain);
  }
  history_.assign(channels, std::vector<float>(reach_ - 1, 0.0F));
}

void TruePeakMeter::add(const PlanarSamples& samples) {
  for (std::size_t c = 0; c < history_.size(); ++c) scan(history_[c], samples.channel(c));
}

void TruePeakMeter::finish() {
  silence_.assign_silence(history_.size(), reach_);
  add(silence_);
}

void TruePeakMeter::scan(std::vector<float>& history, std::span<const float> samples) {
  peak_ = std::max(peak_, highest_of(samples.data(), samples.size()));
  if (factor_ == 1) return;
  work_.assign(history.begin(), history.end());
  work_.insert(work_.end(), samples.begin(), samples.end());
  const auto known = static_cast<std::ptrdiff_t>(work_.size());
  work_.resize(work_.size() + kStretch, 0.0F);  // The last stretch reads on, to no effect.
  for (std::size_t at = 0; at < samples.size(); at += kStretch) {
    const float* const window = work_.data() + at;
    const std::size_t places = std::min(kStretch, samples.size() - at);
    if (highest_of(window, places + reach_ - 1) * gain_max_ > peak_) interpolate(window, places);
  }
  history.assign(work_.begin() + known - static_cast<std::ptrdiff_t>(reach_ - 1),
                 work_.begin() + known);
}

/// The points of the first `places` places, at most kStretch; `window` begins with the oldest
/// sample of the first.
void TruePeakMeter::interpolate(const float* window, std::size_t places) {
  for (std::size_t point = 0; point + 1 < factor_; ++point) {
    std::array<float, kStretch> sums{};
    for (std::size_t k = 0; k < reach_; ++k) {
      const float weight = filters_[point][k];
      for (std::size_t i = 0; i < kStretch; ++i) sums[i] += weight * window[i + k];
    }
    peak_ = std::max(peak_, highest_of(sums.data(), places));
  }
}

}  // namespace ingest

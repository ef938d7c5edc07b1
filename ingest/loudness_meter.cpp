#include "ingest/loudness_meter.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <span>

namespace ingest {
namespace {

constexpr int kSlicesPerSecond = 100;
constexpr double kLoudnessOffset = -0.691;  // BS.1770-4: a 997 Hz sine at 0 dBFS is -3.01 LKFS.
constexpr double kAbsoluteGateLufs = -70.0;
constexpr double kIntegratedGateLu = -10.0;
constexpr double kRangeGateLu = -20.0;

double to_lufs(double power) { return kLoudnessOffset + 10.0 * std::log10(power); }
double ratio(double lu) { return std::pow(10.0, lu / 10.0); }
double absolute_gate() { return ratio(kAbsoluteGateLufs - kLoudnessOffset); }

std::vector<double> above(std::span<const double> powers, double gate) {
  std::vector<double> kept;
  std::copy_if(powers.begin(), powers.end(), std::back_inserter(kept),
               [gate](double power) { return power >= gate; });
  return kept;
}

double mean(const std::vector<double>& powers) {
  return std::accumulate(powers.begin(), powers.end(), 0.0) / static_cast<double>(powers.size());
}

/// Above the absolute gate, and above `lu` less than the mean of that.
std::vector<double> gated(std::span<const double> powers, double lu) {
  const std::vector<double> audible = above(powers, absolute_gate());
  if (audible.empty()) return {};
  return above(audible, mean(audible) * ratio(lu));
}

/// EBU Tech 3342, 3: the rank is rounded.
double percentile(const std::vector<double>& sorted, double share) {
  const double rank = share * static_cast<double>(sorted.size() - 1);
  return sorted[static_cast<std::size_t>(std::lround(rank))];
}

std::optional<double> loudness_range(std::span<const double> short_term) {
  std::vector<double> kept = gated(short_term, kRangeGateLu);
  if (kept.empty()) return std::nullopt;
  std::sort(kept.begin(), kept.end());
  return to_lufs(percentile(kept, 0.95)) - to_lufs(percentile(kept, 0.10));
}

std::optional<double> if_any(double power) {
  if (power <= 0) return std::nullopt;
  return to_lufs(power);
}

/// A filter of second order whose response at the rate of 48 kHz is the one that BS.1770-4 gives
/// coefficients for. Constants: B. De Man, "Evaluation of Implementations of the EBU R128 Loudness
/// Measurement", AES 2018.
struct Prototype {
  double hz;
  double q;
};
constexpr Prototype kShelf{1681.974450955533, 0.7071752369554196};
constexpr Prototype kPass{38.13547087602444, 0.5003270373238773};
constexpr double kShelfGainDb = 3.999843853973347;
constexpr double kShelfSlope = 0.4996667741545416;

}  // namespace

void LoudnessMeter::set_format(int rate_hz, std::vector<double> weights) {
  rate_hz_ = rate_hz;
  slices_of_format_ = 0;
  slice_fill_ = 0;
  slice_energy_ = 0;
  // The bilinear transform; a corner above half the rate would have no meaning.
  const auto warped = [&](double hz) {
    return std::tan(std::numbers::pi * std::min(hz / rate_hz, 0.49));
  };
  const double k = warped(kShelf.hz);
  const double high = std::pow(10.0, kShelfGainDb / 20.0);
  const double band = std::pow(high, kShelfSlope);
  const double norm = 1.0 + k / kShelf.q + k * k;
  shelf_ = {.b0 = (high + band * k / kShelf.q + k * k) / norm,
            .b1 = 2.0 * (k * k - high) / norm,
            .b2 = (high - band * k / kShelf.q + k * k) / norm,
            .a1 = 2.0 * (k * k - 1.0) / norm,
            .a2 = (1.0 - k / kShelf.q + k * k) / norm};
  const double p = warped(kPass.hz);
  const double pass_norm = 1.0 + p / kPass.q + p * p;
  pass_ = {.b0 = 1.0,
           .b1 = -2.0,
           .b2 = 1.0,
           .a1 = 2.0 * (p * p - 1.0) / pass_norm,
           .a2 = (1.0 - p / kPass.q + p * p) / pass_norm};

  std::vector<std::size_t> heard;
  for (std::size_t c = 0; c < weights.size(); ++c) {
    if (weights[c] > 0) heard.push_back(c);
  }
  pairs_.clear();
  for (std::size_t i = 0; i < heard.size(); i += 2) {
    const bool alone = i + 1 == heard.size();  // Goes with itself, unweighted.
    const std::size_t second = heard[alone ? i : i + 1];
    pairs_.push_back({.channels = {heard[i], second},
                      .weights = {weights[heard[i]], alone ? 0.0 : weights[second]}});
  }
}

/// Slices end where a hundredth of a second does, to the nearest sample: no rate lets them drift.
std::size_t LoudnessMeter::slice_end() const {
  const auto boundary = [this](std::int64_t slice) {
    return (slice * rate_hz_ + kSlicesPerSecond / 2) / kSlicesPerSecond;
  };
  return static_cast<std::size_t>(boundary(slices_of_format_ + 1) - boundary(slices_of_format_));
}

void LoudnessMeter::add(const PlanarSamples& samples) {
  for (std::size_t at = 0; at < samples.size();) {
    const std::size_t count = std::min(samples.size() - at, slice_end() - slice_fill_);
    for (Pair& pair : pairs_) slice_energy_ += filter(pair, samples, at, count);
    at += count;
    slice_fill_ += count;
    if (slice_fill_ == slice_end()) end_slice();
  }
}

/// The weighted energy of a stretch.
double LoudnessMeter::filter(Pair& pair, const PlanarSamples& samples, std::size_t start,
                             std::size_t count) {
  const std::array<const float*, 2> in{samples.channel(pair.channels[0]).data() + start,
                                       samples.channel(pair.channels[1]).data() + start};
  const Biquad shelf = shelf_;
  const Biquad pass = pass_;
  Pair state = pair;
  std::array<double, 2> energy{};
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t lane = 0; lane < 2; ++lane) {
      const double x = in[lane][i];
      const double y = shelf.b0 * x + state.shelf1[lane];
      state.shelf1[lane] = shelf.b1 * x - shelf.a1 * y + state.shelf2[lane];
      state.shelf2[lane] = shelf.b2 * x - shelf.a2 * y;
      const double z = y + state.pass1[lane];  // b is 1, -2, 1.
      state.pass1[lane] = state.pass2[lane] - 2.0 * y - pass.a1 * z;
      state.pass2[lane] = y - pass.a2 * z;
      energy[lane] += z * z;
    }
  }
  pair = state;
  return pair.weights[0] * energy[0] + pair.weights[1] * energy[1];
}

void LoudnessMeter::end_slice() {
  last_[slices_ % kShortTermSlices] = slice_energy_ / static_cast<double>(slice_fill_);
  ++slices_;
  ++slices_of_format_;
  slice_fill_ = 0;
  slice_energy_ = 0;
  // What decays to nothing after the sound would be computed in denormal numbers, which are slow.
  constexpr double kNothing = 1e-30;
  for (Pair& pair : pairs_) {
    for (auto* const memory : {&pair.shelf1, &pair.shelf2, &pair.pass1, &pair.pass2}) {
      for (double& value : *memory) value = std::abs(value) < kNothing ? 0.0 : value;
    }
  }
  if (slices_ >= kMomentarySlices) {
    const double power = mean_of_last(kMomentarySlices);
    max_momentary_ = std::max(max_momentary_, power);
    if ((slices_ - kMomentarySlices) % kHopSlices == 0) momentary_.push_back(power);
  }
  if (slices_ >= kShortTermSlices) {
    const double power = mean_of_last(kShortTermSlices);
    max_short_term_ = std::max(max_short_term_, power);
    if ((slices_ - kShortTermSlices) % kHopSlices == 0) short_term_.push_back(power);
  }
}

double LoudnessMeter::mean_of_last(std::size_t slices) const {
  double sum = 0;  // Added up anew: a running sum would keep what rounding left of loud sound.
  for (std::size_t i = 1; i <= slices; ++i) sum += last_[(slices_ - i) % kShortTermSlices];
  return sum / static_cast<double>(slices);
}

Loudness LoudnessMeter::result() const {
  Loudness loudness{.integrated = std::nullopt,
                    .range = loudness_range(short_term_),
                    .max_momentary = if_any(max_momentary_),
                    .max_short_term = if_any(max_short_term_)};
  if (const auto kept = gated(momentary_, kIntegratedGateLu); !kept.empty()) {
    loudness.integrated = to_lufs(mean(kept));
  }
  return loudness;
}

}  // namespace ingest

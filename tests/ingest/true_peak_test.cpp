// EBU Tech 3341, cases 15 to 23: peaks between samples, to +0.2 and -0.4 dB.
#include "ingest/true_peak_meter.h"

#include "tests/ingest/measured.h"
#include "tests/ingest/reference_loudness.h"
#include "tests/support/sound.h"

#include <cmath>
#include <cstring>
#include <numbers>
#include <random>

namespace ingest {
namespace {

using support::Wave;
using testing::AllOf;
using testing::Ge;
using testing::Le;
using testing::Optional;

constexpr int kRateHz = 48'000;

/// A sine of `amplitude` with so many samples a period, that begins at this phase; faded in and
/// out, so that only the peaks of the tone itself count.
Wave sine(double samples_a_period, double phase_degrees, double amplitude) {
  std::vector<float> tone;
  constexpr int kFade = 4800;
  constexpr int kSamples = kRateHz;
  for (int i = 0; i < kSamples; ++i) {
    const double turn = i / samples_a_period + phase_degrees / 360.0;
    const double fade = std::min({1.0, i / double{kFade}, (kSamples - 1 - i) / double{kFade}});
    tone.push_back(static_cast<float>(fade * amplitude * std::sin(2.0 * std::numbers::pi * turn)));
  }
  return {.rate_hz = kRateHz, .channels = {tone, tone}, .mask = 3};
}

auto is_true_peak(double decibels) {
  return Optional(
      AllOf(Ge(std::lround(decibels * 100) - 40), Le(std::lround(decibels * 100) + 20)));
}

struct SineCase {
  const char* name;
  double samples_a_period;
  double phase_degrees;
  double amplitude;
  double expected_db;
};

class EbuTruePeak : public testing::TestWithParam<SineCase> {};

TEST_P(EbuTruePeak, OfASine) {
  const SineCase& given = GetParam();
  const auto measured = measure(sine(given.samples_a_period, given.phase_degrees, given.amplitude));
  EXPECT_THAT(measured.true_peak_centi_db, is_true_peak(given.expected_db));
}

INSTANTIATE_TEST_SUITE_P(Tech3341, EbuTruePeak,
                         testing::Values(SineCase{"Case15", 4.0, 0.0, 0.50, -6.0},
                                         SineCase{"Case16", 4.0, 45.0, 0.50, -6.0},
                                         SineCase{"Case17", 6.0, 60.0, 0.50, -6.0},
                                         SineCase{"Case18", 8.0, 67.5, 0.50, -6.0},
                                         SineCase{"Case19", 4.0, 45.0, 1.41, 3.0}),
                         [](const auto& given) { return std::string(given.param.name); });

/// One wave of a sine at a quarter of the rate, under a window, whose top lies `quarters` of a
/// sample behind a sample.
Wave single_peak(int quarters) {
  constexpr int kHalf = 64;
  std::vector<float> samples(kRateHz);
  for (int i = -kHalf; i <= kHalf; ++i) {
    const double at = i - quarters / 4.0;
    const double window = 0.5 + 0.5 * std::cos(std::numbers::pi * at / (kHalf + 1));
    const double value = std::cos(2.0 * std::numbers::pi * at / 6.0) * window;
    samples[static_cast<std::size_t>(kRateHz / 2 + i)] = static_cast<float>(value);
  }
  return {.rate_hz = kRateHz, .channels = {samples, samples}, .mask = 3};
}

TEST(EbuTruePeak, Cases20To23OfASinglePeakBetweenSamples) {
  for (int quarters = 0; quarters < 4; ++quarters) {
    EXPECT_THAT(measure(single_peak(quarters)).true_peak_centi_db, is_true_peak(0.0)) << quarters;
  }
}

/// Samples as the decoder hands them over.
FrameHandle frame_of(const std::vector<float>& samples, int rate_hz) {
  FrameHandle frame(av_frame_alloc());
  frame->format = AV_SAMPLE_FMT_FLTP;
  frame->sample_rate = rate_hz;
  frame->nb_samples = static_cast<int>(samples.size());
  av_channel_layout_default(&frame->ch_layout, 1);
  if (av_frame_get_buffer(frame.get(), 0) < 0) throw std::runtime_error("no frame");
  std::memcpy(frame->extended_data[0], samples.data(), samples.size() * sizeof(float));
  return frame;
}

float peak_in_pieces(const std::vector<float>& samples, std::size_t piece, int rate_hz) {
  TruePeakMeter meter;
  meter.set_format(rate_hz, 1);
  PlanarSamples planar;
  for (std::size_t at = 0; at < samples.size(); at += piece) {
    const auto first = samples.begin() + static_cast<std::ptrdiff_t>(at);
    const std::vector<float> part(
        first, first + static_cast<std::ptrdiff_t>(std::min(piece, samples.size() - at)));
    planar.assign(*frame_of(part, rate_hz), 0);
    meter.add(planar);
  }
  meter.finish();
  return meter.peak();
}

/// The highest of all points between all samples, in plain words.
double highest_point(const std::vector<float>& samples, int factor) {
  const int taps = 48;
  double peak = 0.0;
  const int last = static_cast<int>(samples.size());
  for (int place = -taps; place < (last + taps) * factor; ++place) {
    double sum = 0.0;
    for (int i = std::max(0, place / factor - taps); i < std::min(last, place / factor + taps);
         ++i) {
      const double away = place - i * factor;
      if (std::abs(away) >= taps / 2.0) continue;
      const double phase = std::numbers::pi * away / factor;
      const double sinc = away == 0 ? 1.0 : std::sin(phase) / phase;
      sum += samples[static_cast<std::size_t>(i)] * sinc *
             (0.5 + 0.5 * std::cos(2.0 * std::numbers::pi * away / taps));
    }
    peak = std::max(peak, std::abs(sum));
  }
  return peak;
}

TEST(TruePeak, PassesOverStretchesWithoutMissingAPoint) {
  std::mt19937 random(3);
  std::normal_distribution<float> noise(0.0F, 0.1F);
  for (const auto& [rate_hz, factor] : {std::pair{44'100, 4}, {96'000, 2}, {192'000, 1}}) {
    std::vector<float> samples(2000);
    for (std::size_t i = 0; i < samples.size(); ++i) {
      // Loud and soft by turns: most stretches can be passed over, not all.
      samples[i] = noise(random) * (i / 300 % 2 == 0 ? 1.0F : 0.2F);
    }
    EXPECT_NEAR(peak_in_pieces(samples, 2000, rate_hz), highest_point(samples, factor), 1e-5);
  }
}

TEST(TruePeak, DoesNotDependOnHowFramesAreCut) {
  const support::Sound sound = support::make_music(5, 1.0);
  const float whole = peak_in_pieces(sound.left, sound.left.size(), 44'100);
  for (const std::size_t piece : {1U, 7U, 16U, 17U, 1152U}) {
    EXPECT_EQ(peak_in_pieces(sound.left, piece, 44'100), whole) << piece;
  }
}

}  // namespace
}  // namespace ingest

// EBU Tech 3341 (2016), table 1, and EBU Tech 3342 (2016), table 1: the cases that are made of
// tones. Cases 7 and 8, and 5 and 6 of 3342, are recordings that the EBU gives out; in their place
// stands music that libebur128 is given whole, and asked for everything that it knows.
#include "tests/ingest/measured.h"
#include "tests/ingest/reference_loudness.h"
#include "tests/support/sound.h"

#include <cmath>

namespace ingest {
namespace {

using engine::TrackMeasurement;
using support::kSilenceDb;
using support::stereo_steps;
using support::tone_steps;
using support::ToneStep;
using support::Wave;
using testing::AllOf;
using testing::Ge;
using testing::Le;
using testing::Optional;

/// `figure` is `value`, in whole units, to within `tolerance` of one.
auto near(double value, double tolerance) {
  return Optional(AllOf(Ge(std::lround((value - tolerance) * 100)),
                        Le(std::lround((value + tolerance) * 100))));
}

constexpr double kTolerance = 0.1;

TEST(EbuTech3341, Case1IsMinus23OnAllMeters) {
  const TrackMeasurement measured = measure(stereo_steps({{-23.0, 20.0}}));
  EXPECT_THAT(measured.max_momentary_centi_lufs, near(-23.0, kTolerance));
  EXPECT_THAT(measured.max_short_term_centi_lufs, near(-23.0, kTolerance));
  EXPECT_THAT(measured.integrated_centi_lufs, near(-23.0, kTolerance));
}

TEST(EbuTech3341, Case2IsMinus33OnAllMeters) {
  const TrackMeasurement measured = measure(stereo_steps({{-33.0, 20.0}}));
  EXPECT_THAT(measured.max_momentary_centi_lufs, near(-33.0, kTolerance));
  EXPECT_THAT(measured.max_short_term_centi_lufs, near(-33.0, kTolerance));
  EXPECT_THAT(measured.integrated_centi_lufs, near(-33.0, kTolerance));
}

struct IntegratedCase {
  const char* name;
  std::vector<ToneStep> steps;
};

class EbuIntegrated : public testing::TestWithParam<IntegratedCase> {};

TEST_P(EbuIntegrated, IsMinus23) {
  EXPECT_THAT(measure(stereo_steps(GetParam().steps)).integrated_centi_lufs,
              near(-23.0, kTolerance));
}

INSTANTIATE_TEST_SUITE_P(
    Tech3341, EbuIntegrated,
    testing::Values(
        IntegratedCase{"Case3", {{-36.0, 10.0}, {-23.0, 60.0}, {-36.0, 10.0}}},
        IntegratedCase{"Case4",
                       {{-72.0, 10.0}, {-36.0, 10.0}, {-23.0, 60.0}, {-36.0, 10.0}, {-72.0, 10.0}}},
        IntegratedCase{"Case5", {{-26.0, 20.0}, {-20.0, 20.1}, {-26.0, 20.0}}}),
    [](const auto& given) { return std::string(given.param.name); });

TEST(EbuTech3341, Case6IsMinus23InFiveChannels) {
  const auto tone = [](double decibels) { return tone_steps({{decibels, 20.0}}); };
  constexpr std::uint32_t kFrontAndBack = 0x37;  // FL FR FC BL BR
  const Wave wave{.channels = {tone(-28.0), tone(-28.0), tone(-24.0), tone(-30.0), tone(-30.0)},
                  .mask = kFrontAndBack};
  const TrackMeasurement measured = measure(wave);
  EXPECT_EQ(measured.format.channels, 5);
  EXPECT_THAT(measured.integrated_centi_lufs, near(-23.0, kTolerance));
}

TEST(EbuTech3341, Case9IsMinus23InShortTermThroughout) {
  std::vector<ToneStep> steps;
  for (int i = 0; i < 5; ++i) steps.insert(steps.end(), {{-20.0, 1.34}, {-30.0, 1.66}});
  EXPECT_THAT(measure(stereo_steps(steps)).max_short_term_centi_lufs, near(-23.0, kTolerance));
}

TEST(EbuTech3341, Case10ReachesMinus23InShortTermWhereverTheToneStarts) {
  for (int i = 0; i < 20; ++i) {
    const Wave wave = stereo_steps({{kSilenceDb, i * 0.15}, {-23.0, 3.0}, {kSilenceDb, 1.0}});
    EXPECT_THAT(measure(wave).max_short_term_centi_lufs, near(-23.0, kTolerance)) << i;
  }
}

TEST(EbuTech3341, Case12IsMinus23InMomentaryThroughout) {
  std::vector<ToneStep> steps;
  for (int i = 0; i < 25; ++i) steps.insert(steps.end(), {{-20.0, 0.18}, {-30.0, 0.22}});
  EXPECT_THAT(measure(stereo_steps(steps)).max_momentary_centi_lufs, near(-23.0, kTolerance));
}

TEST(EbuTech3341, Case13ReachesMinus23InMomentaryWhereverTheToneStarts) {
  for (int i = 0; i < 20; ++i) {
    const Wave wave = stereo_steps({{kSilenceDb, i * 0.02}, {-23.0, 0.4}, {kSilenceDb, 1.0}});
    EXPECT_THAT(measure(wave).max_momentary_centi_lufs, near(-23.0, kTolerance)) << i;
  }
}

struct RangeCase {
  const char* name;
  std::vector<double> levels;  // 20 s each.
  double range_lu;
};

class EbuTech3342 : public testing::TestWithParam<RangeCase> {};

TEST_P(EbuTech3342, RangeIsWithinOneUnit) {
  std::vector<ToneStep> steps;
  for (const double level : GetParam().levels) steps.push_back({level, 20.0});
  EXPECT_THAT(measure(stereo_steps(steps)).range_centi_lu, near(GetParam().range_lu, 1.0));
}

INSTANTIATE_TEST_SUITE_P(Cases, EbuTech3342,
                         testing::Values(RangeCase{"Case1", {-20.0, -30.0}, 10.0},
                                         RangeCase{"Case2", {-20.0, -15.0}, 5.0},
                                         RangeCase{"Case3", {-40.0, -20.0}, 20.0},
                                         RangeCase{
                                             "Case4", {-50.0, -35.0, -20.0, -35.0, -50.0}, 15.0}),
                         [](const auto& given) { return std::string(given.param.name); });

TEST(Loudness, IsMinus3Point01ForAFullScaleSineInOneChannel) {
  const auto tone = tone_steps({{0.0, 20.0}}, 48'000, 997.0);
  const Wave wave{.channels = {tone, std::vector<float>(tone.size())}, .mask = 3};
  EXPECT_THAT(measure(wave).integrated_centi_lufs, near(-3.01, 0.01));
}

TEST(Loudness, IsTheSameAtEveryRate) {
  for (const int rate_hz : {11'025, 22'050, 32'000, 44'100, 88'200, 96'000, 192'000}) {
    EXPECT_THAT(measure(stereo_steps({{-23.0, 5.0}}, rate_hz)).integrated_centi_lufs,
                near(-23.0, kTolerance))
        << rate_hz;
  }
}

/// Music that gets 10 dB louder and softer, so that there is a range and a gate to be found.
Wave music(double seconds, int rate_hz, std::size_t channels) {
  const support::Sound sound = support::make_music(7, seconds);
  Wave wave{.rate_hz = rate_hz, .channels = std::vector<std::vector<float>>(channels)};
  for (std::size_t c = 0; c < channels; ++c) {
    const std::vector<float>& from = c % 2 == 0 ? sound.left : sound.right;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const double swell = std::sin(static_cast<double>(i) / rate_hz / 5.0);
      wave.channels[c].push_back(from[i] * static_cast<float>(std::pow(10.0, 0.5 * swell)));
    }
  }
  constexpr std::array<std::uint32_t, 7> kMasks{0, 4, 3, 7, 0x33, 0x37, 0x3F};
  wave.mask = kMasks[channels];
  return wave;
}

TEST(Loudness, IsWhatLibebur128Measures) {
  for (const auto& [rate_hz, channels] : {std::pair<int, std::size_t>{44'100, 2},
                                          {48'000, 1},
                                          {48'000, 5},
                                          {48'000, 6},
                                          {96'000, 2},
                                          {22'050, 2}}) {
    const Wave wave = music(20.0, rate_hz, channels);
    const TrackMeasurement measured = measure(wave);
    const ReferenceLoudness reference = reference_loudness(wave);
    const std::string which = std::to_string(rate_hz) + " Hz, " + std::to_string(channels);
    EXPECT_THAT(measured.integrated_centi_lufs, near(reference.integrated, 0.02)) << which;
    EXPECT_THAT(measured.true_peak_centi_db, near(20.0 * std::log10(reference.true_peak), 0.02))
        << which;
  }
}

TEST(Loudness, HasTheMaximaThatLibebur128Finds) {
  const Wave wave = music(12.0, 44'100, 2);
  const TrackMeasurement measured = measure(wave);
  const ReferenceMaxima maxima = reference_maxima(wave);
  EXPECT_THAT(measured.max_momentary_centi_lufs, near(maxima.momentary, 0.02));
  EXPECT_THAT(measured.max_short_term_centi_lufs, near(maxima.short_term, 0.02));
}

TEST(Loudness, HasTheRangeThatLibebur128Finds) {
  const Wave wave = music(180.0, 44'100, 2);
  EXPECT_THAT(measure(wave).range_centi_lu, near(reference_loudness(wave).range, 0.02));
}

TEST(Loudness, IsUnknownOfSilenceAndOfLessThanABlock) {
  const TrackMeasurement silence = measure(stereo_steps({{kSilenceDb, 5.0}}));
  EXPECT_EQ(silence.integrated_centi_lufs, std::nullopt);
  EXPECT_EQ(silence.max_momentary_centi_lufs, std::nullopt);
  EXPECT_EQ(silence.range_centi_lu, std::nullopt);
  EXPECT_EQ(silence.true_peak_centi_db, std::nullopt);
  const TrackMeasurement blip = measure(stereo_steps({{-20.0, 0.39}}));
  EXPECT_EQ(blip.integrated_centi_lufs, std::nullopt);
  EXPECT_THAT(blip.true_peak_centi_db, near(-20.0, 0.05));
  const TrackMeasurement sting = measure(stereo_steps({{-20.0, 2.9}}));
  EXPECT_THAT(sting.integrated_centi_lufs, near(-20.0, kTolerance));
  EXPECT_EQ(sting.max_short_term_centi_lufs, std::nullopt);
  EXPECT_EQ(sting.range_centi_lu, std::nullopt);
}

}  // namespace
}  // namespace ingest

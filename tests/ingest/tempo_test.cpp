// Tempo and key of music that was made in them.
#include "tests/ingest/measured.h"
#include "tests/support/sound.h"

#include <cmath>
#include <numbers>
#include <random>

namespace ingest {
namespace {

using engine::HeardKey;
using engine::MusicalKey;
using engine::Tempo;
using support::Wave;

constexpr int kRateHz = 44'100;

/// Adds a note that fades, with a few overtones.
void play(std::vector<float>& sound, double start_s, double seconds, double hz, double amplitude) {
  const auto first = static_cast<std::size_t>(start_s * kRateHz);
  const auto count = static_cast<std::size_t>(seconds * kRateHz);
  for (std::size_t i = 0; i < count && first + i < sound.size(); ++i) {
    const double t = static_cast<double>(i) / kRateHz;
    double value = 0.0;
    for (int k = 1; k <= 4; ++k) value += std::sin(2 * std::numbers::pi * hz * k * t) / (k * k);
    sound[first + i] += static_cast<float>(amplitude * value * std::exp(-3.0 * t / seconds));
  }
}

/// A burst of noise that fades in 50 ms.
void strike(std::vector<float>& sound, double start_s, double amplitude, std::mt19937_64& random) {
  std::uniform_real_distribution<double> any(-1.0, 1.0);
  const auto first = static_cast<std::size_t>(start_s * kRateHz);
  for (std::size_t i = 0; i < kRateHz / 10 && first + i < sound.size(); ++i) {
    const double fade = std::exp(-static_cast<double>(i) / (0.02 * kRateHz));
    sound[first + i] += static_cast<float>(amplitude * any(random) * fade);
  }
}

double hz_of(int semitones_above_c) { return 261.6256 * std::pow(2.0, semitones_above_c / 12.0); }

/// Chords of the first, fourth, fifth and first degree, a bar each, over drums.
Wave song(double bpm, const MusicalKey& key, double seconds) {
  std::vector<float> sound(static_cast<std::size_t>(seconds * kRateHz));
  std::mt19937_64 random(1);
  const double beat = 60.0 / bpm;
  const std::array<int, 4> roots{0, 5, 7, 0};
  for (int i = 0; i * beat < seconds; ++i) {
    const double at = i * beat;
    strike(sound, at, i % 2 == 0 ? 0.4 : 0.25, random);
    strike(sound, at + beat / 2, 0.08, random);
    if (i % 4 != 0) continue;
    const int degree = i / 4 % 4;
    const int root = key.tonic + roots[static_cast<std::size_t>(degree)];
    const int third = key.minor && degree != 2 ? 3 : 4;
    for (const int step : {0, third, 7, 12}) {
      play(sound, at, 4 * beat, hz_of(root + step - 12), 0.12);
    }
  }
  return {.rate_hz = kRateHz, .channels = {sound, sound}, .mask = 3};
}

/// Whether two tempos are the same, or one half or twice the other, to within a hundredth.
bool same_beat(double a, double b) {
  for (const double ratio : {1.0, 2.0, 0.5}) {
    if (std::abs(a / b / ratio - 1.0) < 0.01) return true;
  }
  return false;
}

TEST(Tempo, IsHeardInDrumsAndChords) {
  for (const double bpm : {72.0, 90.0, 101.5, 120.0, 128.0, 140.0, 174.0}) {
    const auto tempo = measure(song(bpm, {0, false}, 40.0)).tempo;
    ASSERT_TRUE(tempo) << bpm;
    EXPECT_TRUE(same_beat(tempo->centi_bpm / 100.0, bpm)) << bpm << " " << tempo->centi_bpm;
    EXPECT_GE(tempo->confidence_permille, 250) << bpm;
  }
}

TEST(Tempo, IsNotHeardInNoiseNorInWhatIsTooShort) {
  std::mt19937_64 random(1);
  std::normal_distribution<float> normal(0.0F, 0.1F);
  std::vector<float> hiss(30 * kRateHz);
  for (float& sample : hiss) sample = normal(random);
  const auto tempo = measure(Wave{.rate_hz = kRateHz, .channels = {hiss, hiss}, .mask = 3}).tempo;
  EXPECT_TRUE(!tempo || tempo->confidence_permille < 250) << tempo->confidence_permille;
  EXPECT_EQ(measure(song(120.0, {0, false}, 5.0)).tempo, std::nullopt);
}

TEST(Key, IsHeardInChords) {
  for (int tonic = 0; tonic < 12; ++tonic) {
    for (const bool minor : {false, true}) {
      const MusicalKey key{static_cast<std::uint8_t>(tonic), minor};
      const auto heard = measure(song(120.0, key, 24.0)).key;
      ASSERT_TRUE(heard);
      EXPECT_EQ(heard->key, key) << to_string(key) << ", heard " << to_string(heard->key);
    }
  }
}

TEST(Key, IsHeardInAnyTuning) {
  Wave wave = song(120.0, {9, true}, 24.0);
  wave.rate_hz = static_cast<int>(kRateHz * std::pow(2.0, 0.4 / 12));  // 40 cents higher.
  const auto heard = measure(wave).key;
  ASSERT_TRUE(heard);
  EXPECT_EQ(heard->key, (MusicalKey{9, true}));
}

TEST(Key, IsNotHeardInSilence) {
  EXPECT_EQ(measure(support::stereo_steps({{support::kSilenceDb, 10.0}})).key, std::nullopt);
}

}  // namespace
}  // namespace ingest

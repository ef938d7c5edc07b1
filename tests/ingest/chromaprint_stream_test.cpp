#include "ingest/chromaprint_stream.h"

#include "engine/core/fingerprint.h"

#include <cmath>

namespace ingest {
namespace {

/// Three notes that take turns, at Chromaprint's rate.
std::vector<std::int16_t> notes(double seconds) {
  std::vector<std::int16_t> samples(
      static_cast<std::size_t>(seconds * ChromaprintStream::kSampleRateHz));
  double phase = 0.0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const std::size_t note = i / 7000 % 3;
    phase += (220.0 + 60.0 * static_cast<double>(note)) / ChromaprintStream::kSampleRateHz;
    samples[i] = static_cast<std::int16_t>(8000.0 * std::sin(6.283185307 * phase));
  }
  return samples;
}

TEST(ChromaprintStream, AnyCuttingIntoCallsGivesTheSameWords) {
  const std::vector<std::int16_t> samples = notes(20.0);
  ChromaprintStream whole;
  whole.feed(samples);
  const auto expected = whole.finish();
  ASSERT_TRUE(expected);
  ASSERT_GT(expected->size(), 100U);
  for (const std::size_t step : {1U, 7U, 1365U, 4096U, 50'000U}) {
    ChromaprintStream stream;
    for (std::size_t at = 0; at < samples.size(); at += step) {
      stream.feed(std::span(samples).subspan(at, std::min(step, samples.size() - at)));
    }
    EXPECT_EQ(stream.finish().value(), *expected) << step;
  }
}

TEST(ChromaprintStream, HearsTheWholeSignalAndNotTheFirstTwoMinutes) {
  ChromaprintStream stream;
  stream.feed(notes(300.0));
  const auto words = stream.finish();
  ASSERT_TRUE(words);
  const auto last = engine::chromaprint_word_start(words->size());
  EXPECT_GT(last, engine::from_ms(296'000));
}

TEST(ChromaprintStream, SoundTooShortForAWordGivesNone) {
  ChromaprintStream stream;
  stream.feed(notes(0.5));
  const auto words = stream.finish();
  ASSERT_TRUE(words);
  EXPECT_TRUE(words->empty());
}

TEST(ChromaprintStream, NoSoundAtAllGivesNoWords) {
  ChromaprintStream stream;
  const auto words = stream.finish();
  ASSERT_TRUE(words);
  EXPECT_TRUE(words->empty());
}

}  // namespace
}  // namespace ingest

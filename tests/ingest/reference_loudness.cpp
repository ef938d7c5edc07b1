#include "tests/ingest/reference_loudness.h"

#include <ebur128.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace ingest {
namespace {

struct Free {
  void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};

void require(int status) {
  if (status != EBUR128_SUCCESS) throw std::runtime_error("libebur128 refuses");
}

using StateHandle = std::unique_ptr<ebur128_state, Free>;

StateHandle make_state(const support::Wave& wave, int modes) {
  const auto channels = static_cast<unsigned>(wave.channels.size());
  StateHandle state(ebur128_init(channels, static_cast<unsigned long>(wave.rate_hz), modes));
  if (!state) throw std::runtime_error("libebur128 refuses");
  if (channels == 5) {  // By itself it takes the fourth for effects.
    require(ebur128_set_channel(state.get(), 3, EBUR128_LEFT_SURROUND));
    require(ebur128_set_channel(state.get(), 4, EBUR128_RIGHT_SURROUND));
  }
  return state;
}

/// Feeds 10 ms at a time, and says after each how many samples there were.
template <class After>
void feed(ebur128_state& state, const support::Wave& wave, const After& after) {
  const auto slice = static_cast<std::size_t>(wave.rate_hz / 100);
  std::vector<float> frames;
  for (std::size_t at = 0; at < wave.size(); at += slice) {
    const std::size_t end = std::min(at + slice, wave.size());
    frames.clear();
    for (std::size_t i = at; i < end; ++i) {
      for (const auto& channel : wave.channels) frames.push_back(channel[i]);
    }
    require(ebur128_add_frames_float(&state, frames.data(), end - at));
    after(end);
  }
}

}  // namespace

ReferenceLoudness reference_loudness(const support::Wave& wave) {
  const auto state = make_state(wave, EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK);
  feed(*state, wave, [](std::size_t) {});
  ReferenceLoudness loudness;
  require(ebur128_loudness_global(state.get(), &loudness.integrated));
  require(ebur128_loudness_range(state.get(), &loudness.range));
  for (unsigned c = 0; c < wave.channels.size(); ++c) {
    double peak = 0.0;
    require(ebur128_true_peak(state.get(), c, &peak));
    loudness.true_peak = std::max(loudness.true_peak, peak);
  }
  return loudness;
}

ReferenceMaxima reference_maxima(const support::Wave& wave) {
  const auto state = make_state(wave, EBUR128_MODE_M | EBUR128_MODE_S);
  const auto rate = static_cast<std::size_t>(wave.rate_hz);
  ReferenceMaxima maxima;
  feed(*state, wave, [&](std::size_t samples) {
    double value = 0.0;
    require(ebur128_loudness_momentary(state.get(), &value));
    if (samples >= rate * 4 / 10) maxima.momentary = std::max(maxima.momentary, value);
    require(ebur128_loudness_shortterm(state.get(), &value));
    if (samples >= rate * 3) maxima.short_term = std::max(maxima.short_term, value);
  });
  return maxima;
}

}  // namespace ingest

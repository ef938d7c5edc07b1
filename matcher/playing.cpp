#include "matcher/playing.h"

#include <cmath>

namespace matcher {
namespace {

/// Rungs are this far apart, as a ratio in natural logarithm.
constexpr double kStep = 0.03;
constexpr int kSpeedRungs = 10;  // e^0.3 is 1.35.
constexpr int kTempoRungs = 4;   // e^0.12 is 1.127.
constexpr int kPitchRungs = 4;   // And about two semitones.

template <class Make>
void append_rungs(int rungs, const Make& make, std::vector<Playing>& playings) {
  for (int i = 1; i <= rungs; ++i) {
    playings.push_back(make(std::exp(i * kStep)));
    playings.push_back(make(std::exp(-i * kStep)));
  }
}

}  // namespace

std::int32_t Playing::speed_ppm() const {
  return static_cast<std::int32_t>(std::lround(1e6 / stretch));
}

std::int32_t Playing::pitch_cents() const {
  return static_cast<std::int32_t>(std::lround(1200 * std::log2(pitch)));
}

const std::vector<Playing>& ladder() {
  static const std::vector<Playing> kLadder = [] {
    std::vector<Playing> playings;
    append_rungs(
        kSpeedRungs,
        [](double ratio) {
          return Playing{ratio, 1 / ratio};
        },
        playings);
    append_rungs(
        kTempoRungs,
        [](double ratio) {
          return Playing{ratio, 1};
        },
        playings);
    append_rungs(
        kPitchRungs,
        [](double ratio) {
          return Playing{1, ratio};
        },
        playings);
    return playings;
  }();
  return kLadder;
}

}  // namespace matcher

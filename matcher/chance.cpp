#include "matcher/chance.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace matcher {
namespace {

/// What is taken for granted before anything is seen, and how many tracks it stands for. Of 100,000
/// tracks some hundred are verified in two minutes, and the scale of their tail is 2.5 to 5.
constexpr double kUsualLevel = 15;
constexpr double kUsualScale = 3;
constexpr double kUsualTracks = 16;

/// The part of the scores that is the tail.
constexpr std::size_t kTailShare = 4;
constexpr std::size_t kShortestTail = 8;

}  // namespace

Chance::Chance(std::vector<float> wrong)
    : level_(kUsualLevel), count_(kShortestTail), scale_(kUsualScale) {
  std::sort(wrong.begin(), wrong.end(), std::greater<>());
  const std::size_t tail = std::max(kShortestTail, wrong.size() / kTailShare);
  if (wrong.size() > tail) level_ = std::max(kUsualLevel, static_cast<double>(wrong[tail]));
  const auto above = static_cast<std::size_t>(std::count_if(
      wrong.begin(), wrong.end(), [&](float score) { return double{score} > level_; }));
  if (above == 0) return;
  count_ = static_cast<double>(std::max(above, kShortestTail));
  // The median, since kin of what is in the video score high, and not by chance.
  const double half_life = static_cast<double>(wrong[above / 2]) - level_;
  const auto weight = static_cast<double>(above);
  scale_ = (kUsualTracks * kUsualScale + weight * half_life / std::numbers::ln2) /
           (kUsualTracks + weight);
}

double Chance::expected_above(float score) const {
  return count_ * std::exp((level_ - static_cast<double>(score)) / scale_);
}

std::int32_t Chance::confidence_ppm(float score) const {
  constexpr double kMost = 0.999'9;
  return static_cast<std::int32_t>(
      std::lround(std::min(1 / (1 + expected_above(score)), kMost) * 1e6));
}

}  // namespace matcher

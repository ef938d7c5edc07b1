#include "matcher/chance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace matcher {
namespace {

/// Scores whose tail falls off in this scale.
std::vector<float> wrong_scores(std::size_t count, double scale) {
  std::mt19937 random(1);
  std::exponential_distribution<double> above(1 / scale);
  std::vector<float> scores(count);
  for (float& score : scores) score = static_cast<float>(15 + above(random));
  return scores;
}

std::size_t count_above(const std::vector<float>& scores, float score) {
  return static_cast<std::size_t>(
      std::count_if(scores.begin(), scores.end(), [&](float one) { return one >= score; }));
}

TEST(Chance, ExpectsAsManyWrongTracksAsThereAre) {
  for (const double scale : {2.5, 4.0, 6.0}) {
    const std::vector<float> scores = wrong_scores(4000, scale);
    const Chance chance(scores);
    for (const double rarer : {4.0, 5.0}) {
      const auto score = static_cast<float>(15 + rarer * scale);
      const auto seen = static_cast<double>(count_above(scores, score));
      EXPECT_NEAR(std::log(chance.expected_above(score) / seen), 0, 0.4) << scale << " " << score;
    }
  }
}

TEST(Chance, LeavesNoDoubtAboutAClaimAmongFewTracks) {
  EXPECT_EQ(Chance({}).confidence_ppm(52), 999'900);
  EXPECT_LT(Chance({}).confidence_ppm(18), 500'000);
}

TEST(Chance, AsksForMoreAmongMoreTracks) {
  const float score = 45;
  const double of_few = Chance(wrong_scores(100, 4)).expected_above(score);
  const double of_many = Chance(wrong_scores(10'000, 4)).expected_above(score);
  EXPECT_NEAR(std::log(of_many / of_few), std::log(100), 0.7);
  EXPECT_LT(Chance(wrong_scores(10'000, 6)).confidence_ppm(60), 900'000);
}

TEST(Chance, IsNotToldByKinOfWhatIsThere) {
  std::vector<float> scores = wrong_scores(200, 3);
  scores.insert(scores.end(), {90, 120, 157, 204, 260});
  EXPECT_LT(Chance(scores).expected_above(52), 0.02);
}

TEST(Chance, IsToldByTheTailAndNotByTheCrowdBelowIt) {
  const std::vector<float> few = wrong_scores(6, 4);
  std::vector<float> with_crowd = few;
  with_crowd.insert(with_crowd.end(), 60, 9.0F);
  EXPECT_EQ(Chance(with_crowd).expected_above(40), Chance(few).expected_above(40));
}

TEST(Chance, DoesNotDependOnTheOrderOfTracks) {
  std::vector<float> scores = wrong_scores(300, 3);
  const double one = Chance(scores).expected_above(40);
  std::shuffle(scores.begin(), scores.end(), std::mt19937(2));
  EXPECT_EQ(Chance(scores).expected_above(40), one);
}

}  // namespace
}  // namespace matcher

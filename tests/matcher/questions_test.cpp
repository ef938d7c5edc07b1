#include "matcher/questions.h"

#include <gmock/gmock.h>

namespace matcher {
namespace {

constexpr std::uint64_t kSmall = 10'000'000;
constexpr std::uint64_t kLarge = 5'000'000'000;

TEST(Questions, AreAllWorthAskingOfASmallIndex) {
  EXPECT_THAT(questions_worth_asking(kSmall), testing::ElementsAreArray(kQuestions));
}

TEST(Questions, AreNotAskedTwiceOfALargeIndex) {
  using enum QuestionKind;
  EXPECT_THAT(questions_worth_asking(kLarge),
              testing::ElementsAre(kFirst, kFaint, kPlayedThorough));
}

/// What makes it right to leave two of them out.
TEST(Questions, ThatAreLeftOutAskNothingThatOthersDoNot) {
  using enum QuestionKind;
  const QueryDensity faint = question(kFaint, kLarge).density;
  const QueryDensity thorough = question(kThorough, kLarge).density;
  EXPECT_EQ(thorough.classes_end, faint.classes_end);
  EXPECT_EQ(thorough.rank_sum, faint.rank_sum);
  EXPECT_EQ(thorough.neighbours, faint.neighbours);
  const Question played = question(kPlayed, kLarge);
  const Question more = question(kPlayedThorough, kLarge);
  EXPECT_LE(played.density.classes_end, more.density.classes_end);
  EXPECT_LE(played.density.rank_sum, more.density.rank_sum);
  EXPECT_LE(played.density.neighbours, more.density.neighbours);
  EXPECT_EQ(played.playings.size(), more.playings.size());
}

TEST(Questions, AskFewerClassesOfALargerIndex) {
  std::uint32_t before = kClasses;
  for (std::uint64_t postings = 1'000'000; postings < kLarge; postings *= 2) {
    const std::uint32_t classes = question(QuestionKind::kThorough, postings).density.classes_end;
    EXPECT_LE(classes, before);
    before = classes;
  }
  EXPECT_EQ(before, 1U);
}

}  // namespace
}  // namespace matcher

#include "matcher/questions.h"

#include <algorithm>
#include <cmath>

namespace matcher {
namespace {

std::uint32_t classes_worth_asking(std::uint64_t postings) {
  constexpr double kAllClassesUpTo = 24e6;
  const double share =
      std::sqrt(kAllClassesUpTo / static_cast<double>(std::max<std::uint64_t>(1, postings)));
  return static_cast<std::uint32_t>(std::clamp<long>(std::lround(kClasses * share), 1, kClasses));
}

std::span<const Playing> as_it_is() {
  static const std::vector<Playing> playing{{}};
  return playing;
}

}  // namespace

Question question(QuestionKind kind, std::uint64_t postings) {
  // Those played otherwise cost most to verify, and may be played in many ways.
  const std::size_t candidates_per_step = asks_for_played(kind) ? 8 : 24;
  constexpr std::uint32_t kMostClassesPlayed = 3;
  // Among 100,000 tracks a quarter of the hits are of larger groups, and no use hangs on them; with
  // 128 one of 75 did.
  constexpr std::uint32_t kFullestGroupPlayed = 200;
  Question question{.density = {},
                    .playings = asks_for_played(kind) ? ladder() : as_it_is(),
                    .candidates_per_step = candidates_per_step};
  if (asks_for_played(kind)) question.fullest_group = kFullestGroupPlayed;
  QueryDensity& density = question.density;
  const std::uint32_t classes = classes_worth_asking(postings);
  switch (kind) {
    case QuestionKind::kFirst: density = {.rank_sum = 3, .neighbours = 10, .classes_end = 1}; break;
    case QuestionKind::kFaint: density = {.classes_end = 1}; break;
    case QuestionKind::kThorough: density = {.classes_end = classes}; break;
    case QuestionKind::kPlayed: density = {.rank_sum = 3, .neighbours = 8, .classes_end = 1}; break;
    case QuestionKind::kPlayedThorough:
      density = {
          .rank_sum = 4, .neighbours = 10, .classes_end = std::min(classes, kMostClassesPlayed)};
      break;
  }
  return question;
}

std::vector<QuestionKind> questions_worth_asking(std::uint64_t postings) {
  std::vector<QuestionKind> kinds(kQuestions.begin(), kQuestions.end());
  if (classes_worth_asking(postings) == 1) {
    std::erase(kinds, QuestionKind::kThorough);
    std::erase(kinds, QuestionKind::kPlayed);
  }
  return kinds;
}

}  // namespace matcher

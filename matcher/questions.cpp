#include "matcher/questions.h"

namespace matcher {
namespace {

Question first_question() {
  static const std::vector<Playing> kAsItIs{{}};
  return {{.rank_sum = 3, .neighbours = 10, .first_class = 0, .classes_end = 1}, kAsItIs, 12};
}

Question faint_question() {
  Question question = first_question();
  question.density = {.first_class = 0, .classes_end = 1};
  return question;
}

Question thorough_question() {
  Question question = first_question();
  question.density = {};
  return question;
}

Question played_question() {
  return {{.rank_sum = 3, .neighbours = 8, .first_class = 0, .classes_end = 1}, ladder(), 12};
}

Question thorough_played_question() {
  Question question = played_question();
  question.density = {.rank_sum = 4, .neighbours = 10, .first_class = 0, .classes_end = 3};
  return question;
}

}  // namespace

Question question(QuestionKind kind) {
  switch (kind) {
    case QuestionKind::kFirst: return first_question();
    case QuestionKind::kFaint: return faint_question();
    case QuestionKind::kThorough: return thorough_question();
    case QuestionKind::kPlayed: return played_question();
    case QuestionKind::kPlayedThorough: return thorough_played_question();
  }
  return {};
}

}  // namespace matcher

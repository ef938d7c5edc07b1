// What is asked of the index about a video, cheapest first: each question is about the stretches in
// which the ones before it found nothing.
#pragma once

#include "matcher/candidates.h"

#include <array>
#include <cstdint>
#include <vector>

namespace matcher {

enum class QuestionKind : std::uint8_t {
  kFirst,           ///< A sample of the hashes of the strongest peaks: music that is well heard.
  kFaint,           ///< A sample of all hashes: music under a voice.
  kThorough,        ///< More of them, or all: music under a crowd, or hardly to be heard.
  kPlayed,          ///< A sample of the hashes of the strongest peaks, played in all the ways.
  kPlayedThorough,  ///< The same with more of the hashes.
};

/// In the order of asking.
inline constexpr std::array kQuestions{QuestionKind::kFirst, QuestionKind::kFaint,
                                       QuestionKind::kThorough, QuestionKind::kPlayed,
                                       QuestionKind::kPlayedThorough};

/// Whether a question is about tracks played otherwise than as they are.
constexpr bool asks_for_played(QuestionKind kind) { return kind >= QuestionKind::kPlayed; }

/// What wrong candidates there are, in the time of a video, is as the tracks and as the square of
/// the hashes that are asked. So how many classes are asked at the most follows from the postings
/// of the index: all eight up to some 1,500 tracks, four at 6,000, one from 40,000 on.
Question question(QuestionKind kind, std::uint64_t postings);

/// In the order of asking. Where one class is asked at the most, the thorough question is the faint
/// one again, and the thorough one about tracks played otherwise holds all of the other.
std::vector<QuestionKind> questions_worth_asking(std::uint64_t postings);

}  // namespace matcher

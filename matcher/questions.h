// What is asked of the index about a video, cheapest first: each question is about the stretches in
// which the ones before it found nothing.
#pragma once

#include "matcher/candidates.h"

#include <array>
#include <cstdint>

namespace matcher {

enum class QuestionKind : std::uint8_t {
  kFirst,           ///< A sample of the hashes of the strongest peaks: music that is well heard.
  kFaint,           ///< A sample of all hashes: music under a voice.
  kThorough,        ///< All hashes: music under a crowd, or hardly to be heard.
  kPlayed,          ///< A sample of the hashes of the strongest peaks, played in all the ways.
  kPlayedThorough,  ///< The same with more of the hashes.
};

/// In the order of asking.
inline constexpr std::array kQuestions{QuestionKind::kFirst, QuestionKind::kFaint,
                                       QuestionKind::kThorough, QuestionKind::kPlayed,
                                       QuestionKind::kPlayedThorough};

/// Whether a question is about tracks played otherwise than as they are.
constexpr bool asks_for_played(QuestionKind kind) { return kind >= QuestionKind::kPlayed; }

Question question(QuestionKind kind);

}  // namespace matcher

// One look at a video, as the matcher takes it: what was asked of the index, what that proposed,
// what verification said of each, and which claims were made. Matches are what this comes to, and
// an explanation is read off it.
#pragma once

#include "engine/core/match.h"
#include "matcher/candidates.h"
#include "matcher/questions.h"
#include "matcher/resolve.h"
#include "matcher/verdict.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace matcher {

/// A candidate and what became of it.
struct Judged {
  Candidate candidate;
  /// Empty when it was not verified: a claim of the same track answers for it.
  std::optional<Verdict> verdict;

  bool is_claim() const { return verdict && verdict->is_claim(); }
};

/// One question, and what came of it.
struct Asking {
  QuestionKind kind = QuestionKind::kFirst;
  std::vector<Stretch> stretches;  ///< Of the video, in order; what earlier questions left open.
  std::vector<Judged> judged;      ///< By track id, then votes. Refused ones only if asked for.
};

/// What a claim comes to.
struct Finding {
  engine::Match match;
  std::optional<Doubt> doubt;  ///< Set: for review.
};

struct Examination {
  std::vector<Asking> askings;    ///< In the order of asking.
  std::vector<Segment> read;      ///< Of what was found, the reading of each track.
  Resolution resolution;          ///< Of those.
  std::vector<Finding> findings;  ///< Of the claims, in their order.
};

/// Whether an examination remembers what was refused.
enum class Remember { kClaims, kEverything };

}  // namespace matcher

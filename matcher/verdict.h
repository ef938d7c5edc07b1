// What verification says of a candidate: a claim, or the rule that it did not pass. The figures go
// with it, so that an explanation shows what the decision was made of.
#pragma once

#include "matcher/segment.h"

#include <cstdint>
#include <optional>

namespace matcher {

/// What is asked of a candidate, in this order. A refusal names the first that it did not pass.
enum class Rule : std::uint8_t {
  kCorePeaks,       ///< Peaks of a track played otherwise, where it was proposed.
  kCoreDeviations,  ///< Of these peaks found, against chance, in standard deviations.
  kLength,          ///< Frames that the evidence goes on for.
  kScore,           ///< Segment::score.
  kDeviations,      ///< Segment::deviations.
  kTimesChance,     ///< Peaks found, as a multiple of those found by chance.
  kPlayedScore,     ///< Segment::score of a track played otherwise.
  kReading,         ///< At this time the track is heard from another place of it. No figures.
  kSecondScore,     ///< Segment::score of what better claims leave over.
  kSecondFound,     ///< Share found of the peaks that better claims leave over.
  kSecondShare,     ///< Score of what they leave over, in the score it has alone.
};

struct Refusal {
  Rule rule = Rule::kScore;
  float figure = 0;  ///< What there was, in the unit of the rule,
  float needed = 0;  ///< and how much a claim needs.
};

/// Why a claim is left for a person to review.
enum class DoubtKind : std::uint8_t {
  kShort,          ///< Frames, of those that a sure claim needs.
  kRestless,       ///< Segment::restless. No figures.
  kFitsElsewhere,  ///< Distinctness::elsewhere, and from where on that is too much.
  kPartial,        ///< Audible::share_at_most, and the least for a sure claim.
  kVersion,        ///< Odds that it is another track, which sounds alike here.
  kNearChance,     ///< Segment::times_chance, of what a sure claim needs.
};

struct Doubt {
  DoubtKind kind = DoubtKind::kShort;
  float figure = 0;
  float limit = 0;
};

struct Verdict {
  Segment segment;                 ///< Refused: as far as it was measured.
  std::optional<Refusal> refusal;  ///< Empty: this may be claimed.

  bool is_claim() const { return !refusal; }
};

inline Verdict refused(const Segment& segment, Rule rule, float figure, float needed) {
  return {segment, Refusal{rule, figure, needed}};
}

}  // namespace matcher

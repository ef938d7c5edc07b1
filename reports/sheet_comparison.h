// What two cue sheets say differently: of one video, ours and somebody else's; or two revisions of
// ours. Cues are paired by id, by title and place, by place, and by title, in this order; what is
// left is missing or extra.
#pragma once

#include "reports/cue_sheet.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace reports {

enum class DifferenceKind : std::uint8_t {
  kMissing,      ///< A cue of ours that the other sheet lacks.
  kExtra,        ///< A cue of theirs that is none of ours.
  kTooShort,     ///< Theirs is shorter than ours.
  kTooLong,      ///< Theirs is longer.
  kMoved,        ///< Theirs stands elsewhere.
  kMistitled,    ///< Theirs has another title.
  kUsage,        ///< Theirs has another usage.
  kContributor,  ///< One that only one of the sheets names.
  kRole,
  kShare,
  kSociety,
  kIpi,
  kHead,   ///< The head says something else.
  kTotal,  ///< The total of theirs is not the sum of its cues, or not ours.
};

std::string_view to_string(DifferenceKind kind);  ///< "missing", "too-short", "share", ...

struct Difference {
  DifferenceKind kind = DifferenceKind::kMissing;
  std::size_t ours = 0;    ///< Number of the cue on our sheet; 0 when it is none.
  std::size_t theirs = 0;  ///< On the other.
  std::string title;       ///< Of the cue; ours where there is one.
  std::string what;        ///< Whose share, which field of the head; empty where the kind says it.
  std::string our_value;
  std::string their_value;
  std::string evidence;  ///< Why we say so: where it was found, how sure, which use.

  friend bool operator==(const Difference&, const Difference&) = default;
};

struct ComparisonPolicy {
  /// Two sheets of ours: every difference counts, also in what the other sheet leaves empty.
  bool exact = false;
  std::int64_t seconds = 1;  ///< Durations that differ by no more are equal.
  /// Places that differ by no more are the same.
  engine::MediaTime place = engine::from_ms(2000);
};

/// In the order of our cues, then of the extra ones, after what is about the whole sheet. What the
/// other sheet does not tell (places, codes, IPIs) is no difference.
std::vector<Difference> compare_sheets(const CueSheet& ours, const CueSheet& theirs,
                                       const ComparisonPolicy& policy = {});

}  // namespace reports

// What people have decided about single uses: that one is right or wrong, that it is disputed, or
// that nothing is to be claimed for it. A decision holds for a place of a track in a video, so it
// outlives the scan that it was made on; cue sheets and licences both go by it.
#pragma once

#include "engine/core/match.h"
#include "engine/core/result.h"
#include "engine/ledger/amendments.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::ledger {

enum class Verdict : std::uint8_t {
  kNone,         ///< Only a note.
  kAccepted,     ///< It is a use, whatever its confidence.
  kRejected,     ///< It is none.
  kDisputed,     ///< Somebody contests it; money waits.
  kWhitelisted,  ///< A use, and nothing is claimed for it.
};

std::string_view to_string(Verdict verdict);  ///< "", "accepted", "rejected", ...
std::optional<Verdict> verdict_named(std::string_view word);

struct UseDecision {
  TrackId track;
  MediaSpan place;  ///< In the video, as it was found when this was decided.
  Verdict verdict = Verdict::kNone;
  std::string note;
  std::string decided_at{};  ///< UTC, RFC 3339; empty while it is not on record.

  friend bool operator==(const UseDecision&, const UseDecision&) = default;
};

/// The decision as it is kept: AmendmentKind::kDecision.
Amendment amendment_of(const UseDecision& decision);

/// All that were made about a video, by track and place. Errors: kCorrupt; those of the database.
Result<std::vector<UseDecision>> decisions_on(const VideoId& video, const Amendments& amendments);

/// Of every video that has any.
using DecisionsByVideo = std::map<VideoId, std::vector<UseDecision>>;
Result<DecisionsByVideo> all_decisions(const Amendments& amendments);

/// The one that holds for a match: of the same track, and at least half of the shorter place in
/// common. Null when there is none. Valid as long as `decisions`.
const UseDecision* decision_for(const Match& match, const std::vector<UseDecision>& decisions);

/// Whether a match is a use: people have the last word, and confidence where they have said none.
bool is_use(const Match& match, const std::vector<UseDecision>& decisions);

}  // namespace engine::ledger

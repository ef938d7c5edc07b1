// Plain words for what the matcher decided.
#pragma once

#include "engine/run/explain/explained_video.h"

#include <string>
#include <string_view>

namespace engine::explain {

/// "first", "thorough", "played otherwise", "played, thorough".
std::string_view question_name(matcher::QuestionKind kind);

/// The stable word of a rule in JSON: "score", "times_chance", ...
std::string_view rule_name(matcher::Rule rule);

/// The same of a doubt: "short", ...
std::string_view doubt_name(matcher::DoubtKind kind);

/// "Claimed", "For review" or "Refused".
std::string_view outcome_word(const matcher::Case& one);

/// "as it is", or "4.0 % faster, 68 cents higher".
std::string playing_text(const matcher::Playing& playing);

/// Score that a case played like this needs.
float score_needed(const matcher::Case& one);

/// The deciding rule: "refused: score 41.2 of the 52 that a claim needs".
std::string decision_text(const matcher::Case& one, const ExplainedVideo& video);

/// Why nothing of the track was ever proposed, or a summary of what was: "no candidate: ...".
std::string votes_decision_text(const ExplainedVideo& video);

/// "41 votes"; "1 vote of 2" when that is too few, "1 vote, of 5 hashes," when those are enough.
std::string counted_votes(const matcher::Proposal& proposal);

/// "first question: 1 vote of 2 at 0:00:12.032, played as it is".
std::string votes_text(const matcher::TrackVotes& votes);

}  // namespace engine::explain

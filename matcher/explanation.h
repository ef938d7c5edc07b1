// Why claims were made and others refused: an examination, read for people. Every decision in it
// was taken by the matcher itself; what is added here are figures that it had no need of.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/id.h"
#include "engine/core/match.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "matcher/evidence_detail.h"
#include "matcher/questions.h"
#include "matcher/verdict.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace matcher {

class Index;
class Matcher;

/// A place that hashes voted for.
struct Proposal {
  QuestionKind question = QuestionKind::kFirst;
  Agreement agreement;
  engine::MediaTime at{0};  ///< In the video: where most votes are.
  engine::MediaTime track_start{
      0};  ///< In the video: where the track would begin; may be negative.
  Playing playing;
  engine::MatchMethod method = engine::MatchMethod::kLandmark;
};

/// One track at one place of the video: claimed, or refused and why.
struct Case {
  engine::TrackId track;
  Proposal proposal;
  std::size_t also_proposed = 0;  ///< Places of the track in the video that this claim answers for.
  std::optional<Refusal> refusal;
  std::optional<engine::Match> match;  ///< Of a claim.
  std::optional<Doubt> doubt;          ///< Of a claim that is for review.
  engine::MediaSpan in_video;          ///< Refused: as far as it was measured.
  engine::MediaSpan in_track;
  Playing playing;
  /// The claims that explain what this would, best first; a claim has none, but for those that it
  /// plays beside.
  std::vector<engine::TrackId> beside;
  std::optional<float> score_alone;  ///< Before those were taken out.
  EvidenceDetail evidence;
};

/// What one question came to.
struct AskedQuestion {
  QuestionKind kind = QuestionKind::kFirst;
  engine::MediaTime asked{0};  ///< Length of the stretches it was asked about.
  std::size_t candidates = 0;  ///< Proposed,
  std::size_t verified = 0;    ///< verified; a claim answers for the others,
  std::size_t claims = 0;      ///< and found to be claims, before these were set against others.
};

/// The best that the hashes of one track came to.
struct TrackVotes {
  QuestionKind question = QuestionKind::kFirst;
  std::optional<Proposal> best;  ///< Where the question was asked; empty: no hash agreed.
  bool proposed = false;         ///< That place was a candidate.
  /// Where the question was not asked since a claim lies there. Empty: nothing agreed, or it was
  /// asked everywhere.
  std::optional<Proposal> best_unasked;
};

struct Explanation {
  std::vector<AskedQuestion> questions;
  std::vector<Case> claims;       ///< By start, end, track.
  std::vector<Case> refused;      ///< Nearest to a claim first.
  std::vector<TrackVotes> votes;  ///< By question, of the track that was asked for.
};

struct ExplanationScope {
  std::optional<engine::TrackId> track;  ///< This alone, at all its places; else every track, and
                                         ///< of those that are refused the best place.
  std::size_t refused_most = 3;
};

/// Errors: as Matcher::match; kNotFound when the index does not hold the track.
engine::Result<Explanation> explanation_of(const engine::Fingerprint& video, const Index& index,
                                           const Matcher& matcher, const ExplanationScope& scope);

}  // namespace matcher

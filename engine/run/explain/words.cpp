#include "engine/run/explain/words.h"

#include "engine/core/text.h"
#include "matcher/played_segment.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace engine::explain {
namespace {

using matcher::Case;
using matcher::QuestionKind;
using matcher::Refusal;
using matcher::Rule;

/// A share as percent.
std::string percent(float share) { return rounded(100 * static_cast<double>(share), 0) + " %"; }

/// "52", "2.3".
std::string decimal(float value) {
  std::string text = rounded(static_cast<double>(value), 1);
  return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

/// "41.2 of the 52 that a claim needs".
std::string of_needed(std::string_view figure, std::string_view needed, std::string_view by) {
  return std::string(figure) + " of the " + std::string(needed) + " that " + std::string(by);
}

std::string seconds(float frames) {
  return rounded(frames * static_cast<double>(landmark_grid::kFramePeriod.count()) / 1e6, 1);
}

std::string refusal_text(const Refusal& refusal) {
  const std::string figure = rounded(static_cast<double>(refusal.figure), 1);
  const std::string whole = rounded(static_cast<double>(refusal.figure), 0);
  const std::string needed = decimal(refusal.needed);
  switch (refusal.rule) {
    case Rule::kCorePeaks:
      return "there are " + of_needed(whole, needed,
                                      "must lie where hashes agreed, of a track "
                                      "played otherwise");
    case Rule::kCoreDeviations:
      return "where hashes agreed, its peaks are found " + figure +
             " deviations above chance, of the " + needed + " that are worth measuring";
    case Rule::kLength:
      return "the evidence lasts " + seconds(refusal.figure) + " s of the " +
             seconds(refusal.needed) + " s that a claim needs";
    case Rule::kScore: return "score " + of_needed(figure, needed, "a claim needs");
    case Rule::kDeviations:
      return "the score stands " + figure + " deviations above wrong alignments, of the " + needed +
             " that a claim needs";
    case Rule::kTimesChance:
      return "peaks are found " + rounded(static_cast<double>(refusal.figure), 2) +
             " times as often as by chance, of the " + needed + " times that a claim needs";
    case Rule::kPlayedScore:
      return "score " + of_needed(figure, needed, "a track played otherwise needs");
    case Rule::kReading:
      return "at this time another place of the track, or way of playing it, explains more";
    case Rule::kSecondScore: return "score " + of_needed(figure, needed, "a second claim needs");
    case Rule::kSecondFound:
      return percent(refusal.figure) + " of its peaks are found of the " + percent(refusal.needed) +
             " that a second claim needs";
    case Rule::kSecondShare:
      return "better claims leave " + percent(refusal.figure) + " of its score, of the " +
             percent(refusal.needed) + " that a second claim needs";
  }
  return {};
}

std::string doubt_text(const matcher::Doubt& doubt) {
  switch (doubt.kind) {
    case matcher::DoubtKind::kShort:
      return "it lasts " + seconds(doubt.figure) + " s of the " + seconds(doubt.limit) +
             " s that a sure claim needs";
    case matcher::DoubtKind::kRestless:
      return "short pieces from three places of the track and more are heard in a row";
    case matcher::DoubtKind::kFitsElsewhere:
      return "little of it is heard, and other places of the track fit " + percent(doubt.figure) +
             " as well as this one, where " + percent(doubt.limit) + " is too much";
    case matcher::DoubtKind::kPartial:
      return "at most " + percent(doubt.figure) + " is heard of what nothing covers, of the " +
             percent(doubt.limit) + " that a sure claim needs";
    case matcher::DoubtKind::kVersion:
      return "with odds of " + percent(doubt.figure) +
             " it is another track, of owners not known to be the same, that sounds alike here";
    case matcher::DoubtKind::kNearChance:
      return "peaks are found " + rounded(static_cast<double>(doubt.figure), 2) +
             " times as often as by chance, of the " +
             rounded(static_cast<double>(doubt.limit), 1) + " times that a sure claim needs";
  }
  return {};
}

/// The claims that lie where `one` does: "Morning", "Late" and this track itself.
std::string names_beside(const Case& one, const ExplainedVideo& video) {
  constexpr std::size_t kShown = 3;
  std::vector<std::string> names;
  for (const TrackId& track : one.beside) {
    const std::string name = track == one.track ? "this track, playing from another place of it"
                                                : "\"" + clean_utf8(video.title(track)) + "\"";
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, names.size()); ++i) {
    text += (i == 0 ? "" : ", ") + names[i];
  }
  if (names.size() > kShown) text += " and " + std::to_string(names.size() - kShown) + " more";
  return text;
}

std::string change(double ratio, std::string_view more, std::string_view less) {
  const double percent = 100 * (ratio - 1);
  return rounded(std::abs(percent), 1) + " % " + std::string(percent > 0 ? more : less);
}

const matcher::TrackVotes* best_of(const std::vector<matcher::TrackVotes>& votes) {
  const matcher::TrackVotes* best = nullptr;
  for (const matcher::TrackVotes& one : votes) {
    if (one.best && (best == nullptr || one.best->agreement > best->best->agreement)) best = &one;
  }
  return best;
}

}  // namespace

std::string_view question_name(QuestionKind kind) {
  switch (kind) {
    case QuestionKind::kFirst: return "first";
    case QuestionKind::kFaint: return "faint";
    case QuestionKind::kThorough: return "thorough";
    case QuestionKind::kPlayed: return "played otherwise";
    case QuestionKind::kPlayedThorough: return "played, thorough";
  }
  return {};
}

std::string_view rule_name(Rule rule) {
  switch (rule) {
    case Rule::kCorePeaks: return "core_peaks";
    case Rule::kCoreDeviations: return "core_deviations";
    case Rule::kLength: return "length";
    case Rule::kScore: return "score";
    case Rule::kDeviations: return "deviations";
    case Rule::kTimesChance: return "times_chance";
    case Rule::kPlayedScore: return "played_score";
    case Rule::kReading: return "reading";
    case Rule::kSecondScore: return "second_score";
    case Rule::kSecondFound: return "second_found";
    case Rule::kSecondShare: return "second_share";
  }
  return {};
}

std::string playing_text(const matcher::Playing& playing) {
  if (playing.as_it_is()) return "as it is";
  std::string text;
  if (playing.stretch != 1) text = change(1 / playing.stretch, "faster", "slower");
  if (playing.pitch != 1) {
    const std::int32_t cents = playing.pitch_cents();
    text += (text.empty() ? "" : ", ") + std::to_string(std::abs(cents)) + " cents " +
            (cents < 0 ? "lower" : "higher");
  }
  return text;
}

float score_needed(const Case& one) {
  if (!one.beside.empty()) return matcher::kSecondClaimScore;
  return one.proposal.playing.as_it_is() ? matcher::kClaimScore : matcher::kPlayedClaimScore;
}

std::string decision_text(const Case& one, const ExplainedVideo& video) {
  if (one.refusal) {
    const std::string reason = refusal_text(*one.refusal);
    if (one.beside.empty()) return "refused: " + reason;
    return "refused: explained by " + names_beside(one, video) + "; in what that leaves, " + reason;
  }
  const std::string score =
      "score " +
      of_needed(rounded(static_cast<double>(one.evidence.score), 1), decimal(score_needed(one)),
                one.beside.empty() ? "a claim needs" : "a second claim needs") +
      (one.beside.empty() ? "" : ", beside " + names_beside(one, video));
  if (one.doubt) return "for review: " + score + ", but " + doubt_text(*one.doubt);
  return "claimed: " + score + ", and every other rule is passed";
}

std::string_view outcome_word(const Case& one) {
  if (one.refusal) return "Refused";
  return one.doubt ? "For review" : "Claimed";
}

std::string_view doubt_name(matcher::DoubtKind kind) {
  switch (kind) {
    case matcher::DoubtKind::kShort: return "short";
    case matcher::DoubtKind::kRestless: return "restless";
    case matcher::DoubtKind::kFitsElsewhere: return "fits_elsewhere";
    case matcher::DoubtKind::kPartial: return "partial";
    case matcher::DoubtKind::kVersion: return "version";
    case matcher::DoubtKind::kNearChance: return "near_chance";
  }
  return {};
}

std::string counted_votes(const matcher::Proposal& proposal) {
  const matcher::Agreement& agreement = proposal.agreement;
  const std::string text =
      std::to_string(agreement.votes) + (agreement.votes == 1 ? " vote" : " votes");
  const std::uint32_t fewest = matcher::Agreement::fewest_votes(proposal.playing);
  if (agreement.votes >= fewest) return text;
  if (agreement.is_enough(proposal.playing))
    return text + ", of " + std::to_string(agreement.hits) + " hashes,";
  return text + " of " + std::to_string(fewest);
}

std::string votes_text(const matcher::TrackVotes& votes) {
  const auto place = [](const matcher::Proposal& proposal) {
    return counted_votes(proposal) + " at " + to_timecode(proposal.at) + ", " +
           playing_text(proposal.playing);
  };
  std::string text = votes.best ? place(*votes.best) : "no hash agreed";
  if (votes.best && !votes.proposed && votes.best->agreement.is_enough(votes.best->playing)) {
    text += "; other tracks had more there";
  }
  if (votes.best_unasked) {
    text += "; not asked where a claim lies: " + place(*votes.best_unasked);
  }
  return text;
}

std::string votes_decision_text(const ExplainedVideo& video) {
  const matcher::TrackVotes* const best = best_of(video.explanation.votes);
  if (best == nullptr) return "no candidate: no hash of the track is in the video";
  if (best->best->agreement.is_enough(best->best->playing)) {
    return "no candidate: other tracks had more than its " + counted_votes(*best->best) + " at " +
           to_timecode(best->best->at);
  }
  return "no candidate: " + counted_votes(*best->best) + " at the best place, " +
         to_timecode(best->best->at);
}

}  // namespace engine::explain

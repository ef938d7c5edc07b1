#include "matcher/explanation.h"

#include "matcher/examination.h"
#include "matcher/index_state.h"
#include "matcher/matcher.h"
#include "matcher/stretches.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::MediaTime;
using engine::Result;
using engine::TrackId;
namespace grid = engine::landmark_grid;

Proposal proposal_of(const Candidate& candidate, QuestionKind question) {
  return {question,
          candidate.agreement,
          frame_time(candidate.frame),
          candidate.offset * grid::kFramePeriod,
          candidate.playing,
          candidate.method};
}

/// A segment that was refused, or claimed, with all that led to it.
struct Decision {
  Segment segment;
  Segment alone;
  std::optional<Refusal> refusal;
  std::optional<std::size_t> claim;  ///< Which of the claims this is.
  std::size_t claims_before = 0;     ///< So many claims were taken out before.
  bool contested = false;            ///< And some of them lie where this does.
  const Candidate* candidate = nullptr;
  QuestionKind question = QuestionKind::kFirst;
};

/// Puts the decisions of an examination in order, and adds what people want to see.
class Reader {
 public:
  Reader(const Fingerprint& fingerprint, const Index& index, const Examination& examination)
      : index_(index.state()), examination_(examination), video_(fingerprint) {}

  std::vector<AskedQuestion> questions() const;
  std::vector<Decision> claims() const;
  /// Nearest to a claim first.
  std::vector<Decision> refused() const;
  Result<Case> read(const Decision& decision) const;

  TrackId id_of(const Decision& decision) const { return index_.ids.at(decision.segment.ordinal); }

 private:
  void attach_candidate(Decision& decision) const;
  std::size_t answered_for(const Decision& decision) const;
  Result<ReferenceTrack> track(const Segment& segment) const;
  Result<Explained> explained_before(std::size_t claims) const;

  const Index::State& index_;
  const Examination& examination_;
  const Sound video_;
};

std::vector<AskedQuestion> Reader::questions() const {
  std::vector<AskedQuestion> questions;
  for (const Asking& asking : examination_.askings) {
    AskedQuestion question{.kind = asking.kind, .candidates = asking.judged.size()};
    for (const Stretch& stretch : asking.stretches) {
      question.asked += frame_time(stretch.end) - frame_time(stretch.first);
    }
    for (const Judged& judged : asking.judged) {
      question.verified += judged.verdict ? 1 : 0;
      question.claims += judged.is_claim() ? 1 : 0;
    }
    questions.push_back(question);
  }
  return questions;
}

/// Whether a reading took `piece` from `whole`.
bool is_piece_of(const Segment& piece, const Segment& whole) {
  return piece.ordinal == whole.ordinal && piece.playing == whole.playing &&
         piece.offset == whole.offset && piece.first >= whole.first && piece.end <= whole.end;
}

void Reader::attach_candidate(Decision& decision) const {
  for (const Asking& asking : examination_.askings) {
    for (const Judged& judged : asking.judged) {
      if (!judged.is_claim() || !is_piece_of(decision.alone, judged.verdict->segment)) continue;
      decision.candidate = &judged.candidate;
      decision.question = asking.kind;
      return;
    }
  }
}

bool overlap(const Segment& a, const Segment& b) {
  return a.video_first() < b.video_end() && b.video_first() < a.video_end();
}

std::vector<Decision> Reader::claims() const {
  const std::vector<Claim>& claims = examination_.resolution.claims;
  std::vector<Decision> decisions;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    Decision decision;
    decision.segment = claims[i].segment;
    decision.alone = claims[i].alone;
    decision.claim = i;
    decision.claims_before = i;
    decision.contested = std::any_of(
        claims.begin(), claims.begin() + static_cast<std::ptrdiff_t>(i),
        [&](const Claim& earlier) { return overlap(earlier.segment, claims[i].alone); });
    attach_candidate(decision);
    decisions.push_back(decision);
  }
  std::sort(decisions.begin(), decisions.end(), [&](const Decision& a, const Decision& b) {
    const auto key = [&](const Decision& d) {
      return std::tuple(d.segment.video_first(), d.segment.video_end(), id_of(d));
    };
    return key(a) < key(b);
  });
  return decisions;
}

std::vector<Decision> Reader::refused() const {
  std::vector<Decision> decisions;
  for (const Overruled& overruled : examination_.resolution.overruled) {
    Decision decision;
    decision.segment = overruled.verdict.segment;
    decision.alone = overruled.alone;
    decision.refusal = overruled.verdict.refusal;
    decision.claims_before = overruled.claims_before;
    decision.contested = true;
    attach_candidate(decision);
    decisions.push_back(decision);
  }
  for (const Asking& asking : examination_.askings) {
    for (const Judged& judged : asking.judged) {
      if (!judged.verdict) continue;
      const Verdict& verdict = *judged.verdict;
      const bool read =
          std::any_of(examination_.read.begin(), examination_.read.end(),
                      [&](const Segment& piece) { return is_piece_of(piece, verdict.segment); });
      if (judged.is_claim() && read) continue;
      Decision decision;
      decision.segment = decision.alone = verdict.segment;
      decision.refusal = judged.is_claim() ? Refusal{Rule::kReading, 0, 0} : verdict.refusal;
      decision.candidate = &judged.candidate;
      decision.question = asking.kind;
      decisions.push_back(decision);
    }
  }
  std::stable_sort(decisions.begin(), decisions.end(), [](const Decision& a, const Decision& b) {
    const auto key = [](const Decision& d) {
      const Refusal& refusal = *d.refusal;
      return std::tuple(d.contested, d.contested ? d.alone.score : 0, refusal.rule,
                        refusal.needed > 0 ? refusal.figure / refusal.needed : d.alone.score);
    };
    return key(a) > key(b);
  });
  return decisions;
}

/// The candidates of the same track that were not verified, within the time of the claim.
std::size_t Reader::answered_for(const Decision& decision) const {
  std::size_t count = 0;
  for (const Asking& asking : examination_.askings) {
    count += static_cast<std::size_t>(
        std::count_if(asking.judged.begin(), asking.judged.end(), [&](const Judged& judged) {
          const Candidate& candidate = judged.candidate;
          return !judged.verdict && candidate.ordinal == decision.alone.ordinal &&
                 candidate.frame + kStepFrames >= decision.alone.video_first() &&
                 candidate.frame < decision.alone.video_end();
        }));
  }
  return count;
}

Result<ReferenceTrack> Reader::track(const Segment& segment) const {
  TRY(const auto media, index_.read_track(segment.ordinal));
  return ReferenceTrack(media.fingerprint).played(segment.playing);
}

Result<Explained> Reader::explained_before(std::size_t claims) const {
  Explained explained;
  for (std::size_t c = 0; c < kChannels; ++c) explained[c].resize(video_.fields[c].size());
  for (std::size_t i = 0; i < claims; ++i) {
    const Segment& segment = examination_.resolution.claims[i].segment;
    TRY(const ReferenceTrack reference, track(segment));
    explain(segment, video_, reference, explained);
  }
  return explained;
}

/// Where evidence is shown: where it was found, or sought, when nothing to speak of was.
Segment shown(const Decision& decision) {
  constexpr std::int64_t kShortestFrames = 62;  // One second.
  Segment segment = decision.segment;
  if (segment.end - segment.first >= kShortestFrames) return segment;
  if (decision.contested) {
    segment.first = decision.alone.first;
    segment.end = decision.alone.end;
  } else {
    segment.first = std::int64_t{decision.candidate->frame} - segment.offset;
    segment.end = segment.first + 2 * kStepFrames;
  }
  return segment;
}

/// What is on record of its kin proposed a version, not hashes.
Candidate proposer(const Decision& decision) {
  if (decision.candidate != nullptr) return *decision.candidate;
  Candidate candidate;
  candidate.playing = decision.alone.playing;
  candidate.offset = decision.alone.offset;
  candidate.frame = static_cast<std::uint32_t>(decision.alone.video_first());
  candidate.method = decision.alone.method;
  return candidate;
}

Result<Case> Reader::read(const Decision& decision) const {
  const Segment segment = shown(decision);
  Case one;
  one.track = id_of(decision);
  one.proposal = proposal_of(proposer(decision), decision.question);
  one.refusal = decision.refusal;
  one.in_video = segment.in_video();
  one.in_track = segment.in_track();
  one.playing = segment.playing;
  if (decision.claim) {
    one.match = examination_.findings[*decision.claim].match;
    one.doubt = examination_.findings[*decision.claim].doubt;
    one.also_proposed = answered_for(decision);
  }
  TRY(const ReferenceTrack reference, track(segment));
  if (!decision.contested) {
    one.evidence = detail_of(segment, video_, reference, nullptr);
    return one;
  }
  one.score_alone = decision.alone.score;
  for (std::size_t i = 0; i < decision.claims_before; ++i) {
    const Segment& other = examination_.resolution.claims[i].segment;
    if (overlap(other, decision.alone)) one.beside.push_back(index_.ids.at(other.ordinal));
  }
  TRY(const Explained explained, explained_before(decision.claims_before));
  one.evidence = detail_of(segment, video_, reference, &explained);
  return one;
}

bool more_votes(const Candidate& a, const Candidate& b) {
  return std::tuple(b.agreement, a.frame, a.offset, a.playing) <
         std::tuple(a.agreement, b.frame, b.offset, b.playing);
}

Result<std::optional<Candidate>> best_place(std::uint32_t ordinal, const Index& index,
                                            const Fingerprint& video,
                                            const std::vector<Stretch>& stretches,
                                            QuestionKind kind) {
  std::optional<Candidate> best;
  for (const Stretch& chunk : chunks_of(stretches)) {
    TRY(const auto places, places_of(ordinal, index, video, chunk,
                                     question(kind, index.state().runs->posting_count())));
    for (const Candidate& place : places) {
      if (!best || more_votes(place, *best)) best = place;
    }
  }
  return best;
}

Result<std::vector<TrackVotes>> votes_of(std::uint32_t ordinal, const Index& index,
                                         const Fingerprint& video, const Examination& examination) {
  const std::uint32_t frames = frame_count(video);
  std::vector<TrackVotes> votes;
  for (const Asking& asking : examination.askings) {
    TrackVotes of_question;
    of_question.question = asking.kind;
    TRY(const auto best, best_place(ordinal, index, video, asking.stretches, asking.kind));
    if (best) {
      of_question.best = proposal_of(*best, asking.kind);
      of_question.proposed =
          std::any_of(asking.judged.begin(), asking.judged.end(), [&](const Judged& judged) {
            const Candidate& c = judged.candidate;
            return c.ordinal == ordinal && c.frame == best->frame && c.offset == best->offset &&
                   c.playing == best->playing && c.method == best->method;
          });
    }
    const std::vector<Stretch> whole{{0, frames}};
    if (asking.stretches != whole) {
      TRY(const auto anywhere, best_place(ordinal, index, video, whole, asking.kind));
      if (anywhere && (!best || anywhere->agreement > best->agreement)) {
        of_question.best_unasked = proposal_of(*anywhere, asking.kind);
      }
    }
    votes.push_back(of_question);
  }
  return votes;
}

/// Whether a claim of the same track at the same time says all there is to say.
bool read_otherwise(const Decision& decision, const TrackId& id, const std::vector<Case>& claims) {
  if (decision.refusal->rule != Rule::kReading) return false;
  const engine::MediaSpan span = decision.segment.in_video();
  return std::any_of(claims.begin(), claims.end(), [&](const Case& claim) {
    return claim.track == id && claim.in_video.start < span.end && span.start < claim.in_video.end;
  });
}

/// Reads the decisions that are in scope. Of every track the first refused ones alone, unless one
/// track is asked for: then all its places, each once.
Result<void> read_refused(const Reader& reader, const ExplanationScope& scope,
                          Explanation& explanation) {
  std::set<TrackId> told;
  for (const Case& claim : explanation.claims) told.insert(claim.track);
  std::set<std::pair<std::int64_t, std::int64_t>> places;
  for (const Decision& decision : reader.refused()) {
    if (explanation.refused.size() == scope.refused_most) break;
    const TrackId id = reader.id_of(decision);
    if (read_otherwise(decision, id, explanation.claims)) continue;
    const Segment& segment = decision.segment;
    const bool wanted =
        scope.track
            ? id == *scope.track && places.emplace(segment.video_first(), segment.first).second
            : told.insert(id).second;
    if (!wanted) continue;
    TRY(Case one, reader.read(decision));
    explanation.refused.push_back(std::move(one));
  }
  return {};
}

}  // namespace

Result<Explanation> explanation_of(const Fingerprint& video, const Index& index,
                                   const Matcher& matcher, const ExplanationScope& scope) {
  std::optional<std::uint32_t> ordinal;
  if (scope.track) {
    const auto found = index.state().ordinals.find(*scope.track);
    if (found == index.state().ordinals.end()) {
      return engine::fail(engine::Errc::kNotFound,
                          to_string(*scope.track) +
                              ": the index has no sound of this track; add its file again with "
                              "`cuetrace catalog add`");
    }
    ordinal = found->second;
  }
  TRY(const Examination examination, matcher.examine(video));
  const Reader reader(video, index, examination);
  Explanation explanation;
  explanation.questions = reader.questions();
  for (const Decision& decision : reader.claims()) {
    if (scope.track && reader.id_of(decision) != *scope.track) continue;
    TRY(Case one, reader.read(decision));
    explanation.claims.push_back(std::move(one));
  }
  TRY_VOID(read_refused(reader, scope, explanation));
  if (ordinal) {
    TRY(explanation.votes, votes_of(*ordinal, index, video, examination));
  }
  return explanation;
}

}  // namespace matcher

#include "matcher/matcher.h"

#include "engine/core/parallel.h"
#include "matcher/audible.h"
#include "matcher/candidates.h"
#include "matcher/chance.h"
#include "matcher/distinctness.h"
#include "matcher/examination.h"
#include "matcher/index_state.h"
#include "matcher/music_detector.h"
#include "matcher/played_segment.h"
#include "matcher/questions.h"
#include "matcher/reading.h"
#include "matcher/resolve.h"
#include "matcher/sharded_cache.h"
#include "matcher/sound.h"
#include "matcher/stretches.h"
#include "matcher/versions.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>
#include <tuple>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::Match;
using engine::MediaTime;
using engine::Result;
using engine::TrackId;

constexpr std::size_t kTrackCacheBytes = std::size_t{256} << 20;
constexpr std::size_t kAlternativesMax = 5;

/// What is shorter is for review: a stroke and a chord that music shares.
constexpr std::int64_t kShortestClaimFrames = 125;  // Two seconds.
/// So is a short piece of which little is found: a drum pattern of both.
constexpr std::int64_t kShortestThinFrames = 375;  // Six seconds.
/// Played otherwise than as it is, a short piece has a hundred times as many ways to fit.
constexpr std::int64_t kShortestPlayedFrames = 625;  // Ten seconds.

/// Of short pieces of music alone, 0.68 to 0.93 was found; of those under something else, less, but
/// then many times what chance finds.
std::int64_t shortest_claim(const Segment& segment) {
  constexpr double kClockReach = 0.0015;  // Film at 23.976 frames a second is 0.1 % off.
  const Playing& playing = segment.playing;
  const bool as_it_is =
      std::abs(playing.stretch - 1) <= kClockReach && std::abs(playing.pitch - 1) <= kClockReach;
  const double much = as_it_is ? 0.5 : 0.6;
  const float many_times = as_it_is ? 5 : 10;
  if (segment.found >= much * segment.expected || segment.times_chance() >= many_times) {
    return kShortestClaimFrames;
  }
  return as_it_is ? kShortestThinFrames : kShortestPlayedFrames;
}

/// With fewer peaks than this for each that chance finds, a long piece may be of the same beat and
/// key: of 12 hours of music that is not in the index, 2.4 to 3.5 were seen, of the exam's true
/// claims all but one have 4 and more.
constexpr float kSureTimesChance = 3.6F;

/// Of what is for review.
constexpr std::int32_t kDoubtfulPpm = 400'000;

/// Why a claim is left for a person to review, if it is.
std::optional<Doubt> doubt_about(const Segment& segment, const Sound& video,
                                 const ReferenceTrack& track, Material material) {
  const std::int64_t frames = segment.end - segment.first;
  if (const std::int64_t shortest = shortest_claim(segment); frames < shortest) {
    return Doubt{DoubtKind::kShort, static_cast<float>(frames), static_cast<float>(shortest)};
  }
  if (segment.restless) return Doubt{DoubtKind::kRestless, 0, 0};
  if (const float times = segment.times_chance(); times < kSureTimesChance) {
    return Doubt{DoubtKind::kNearChance, times, kSureTimesChance};
  }
  const Distinctness distinct = distinctness(segment, video, track);
  if (distinct.doubtful()) {
    return Doubt{DoubtKind::kFitsElsewhere, distinct.elsewhere, Distinctness::kAsGood};
  }
  const auto heard = static_cast<float>(audible(segment, video, track).share_at_most());
  const auto needed = static_cast<float>(least_audible(frames, material));
  if (heard < needed) return Doubt{DoubtKind::kPartial, heard, needed};
  return std::nullopt;
}

/// All candidates of one track.
struct TrackCandidates {
  std::uint32_t ordinal = 0;
  std::vector<Candidate> candidates;  // Most hits first.
};

/// Groups by track, in the order of track ids, and ranks within each.
std::vector<TrackCandidates> by_track(std::vector<Candidate> candidates,
                                      const Index::State& index) {
  std::sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
    return std::tuple(index.ids.at(a.ordinal), b.agreement.hits, a.offset, a.frame, a.playing,
                      a.method) < std::tuple(index.ids.at(b.ordinal), a.agreement.hits, b.offset,
                                             b.frame, b.playing, b.method);
  });
  std::vector<TrackCandidates> tracks;
  for (Candidate& candidate : candidates) {
    if (tracks.empty() || tracks.back().ordinal != candidate.ordinal) {
      tracks.push_back({candidate.ordinal, {}});
    }
    tracks.back().candidates.push_back(candidate);
  }
  return tracks;
}

/// Where in the track, in its own frames, the middle of a candidate's step lies.
double track_frame_at(std::uint32_t video_frame, std::int32_t offset, const Playing& playing) {
  return (static_cast<double>(video_frame) + kStepFrames / 2.0 - offset) / playing.stretch;
}

/// A verified segment answers for the candidates that proposed it in its other places; and where
/// it plays, for those with far fewer votes: music that repeats itself is found at every repeat.
bool answered(const Candidate& candidate, const std::vector<Judged>& judged) {
  return std::any_of(judged.begin(), judged.end(), [&](const Judged& known) {
    if (!known.is_claim()) return false;
    const Segment& segment = known.verdict->segment;
    // Neighbouring rungs of the ladder propose the same.
    const double same_place =
        candidate.playing.as_it_is() ? 2 * kOffsetCellFrames : kStepFrames / 4.0;
    const bool same =
        std::abs(track_frame_at(candidate.frame, candidate.offset, candidate.playing) -
                 track_frame_at(candidate.frame, segment.offset, segment.playing)) <= same_place;
    const bool far_fewer = 4 * candidate.agreement.hits < known.candidate.agreement.hits;
    const std::int64_t margin = same ? kStepFrames : 0;
    return (same || far_fewer) && candidate.frame + margin >= segment.video_first() &&
           candidate.frame + kStepFrames - margin < segment.video_end();
  });
}

std::vector<Judged> verify_all(const TrackCandidates& track, const Sound& video,
                               const ReferenceTrack& reference) {
  std::vector<Judged> judged;
  for (const Candidate& candidate : track.candidates) {
    Judged one{candidate, std::nullopt};
    if (!answered(candidate, judged)) {
      if (candidate.playing.as_it_is()) {
        one.verdict = verify(candidate, video, reference);
        if (one.is_claim()) one.verdict->segment = fitted(one.verdict->segment, video, reference);
      } else {
        one.verdict = verify_played(candidate, video, reference);
      }
    }
    judged.push_back(one);
  }
  return judged;
}

/// Too weak to be sure of the place: a part that the track repeats with another voice, another tune
/// of the same samples.
bool may_be_elsewhere(const Segment& segment) {
  constexpr float kScorePerFrame = 0.5F;  // Thirty a second.
  return segment.score < kScorePerFrame * static_cast<float>(segment.end - segment.first);
}

/// Too short or too weak to be sure of the way the track is played: a track played a little
/// faster agrees for a moment with itself as it is, at one place and then at the next.
bool may_be_played_otherwise(const Segment& segment) {
  constexpr std::int64_t kLongFrames = 500;  // Eight seconds.
  return segment.end - segment.first < kLongFrames || may_be_elsewhere(segment);
}

/// Where the ways of playing are tried: where there is music to be heard, and where there is a
/// claim that may be of a track played otherwise. They cost most of all, and a voice alone has
/// none.
std::vector<Stretch> played_places(const Fingerprint& fingerprint,
                                   const std::vector<Segment>& claims) {
  std::vector<engine::MediaSpan> spans = music_spans(fingerprint);
  for (const Segment& claim : claims) spans.push_back(claim.in_video());
  constexpr MediaTime kAround{4'000'000};  // The ends of music are not known well.
  const auto frame = [](MediaTime time) {
    return static_cast<std::uint32_t>(std::max(MediaTime{0}, time) /
                                      engine::landmark_grid::kFramePeriod);
  };
  std::vector<Stretch> places;
  for (const engine::MediaSpan& span : spans) {
    places.push_back({frame(span.start - kAround), frame(span.end + kAround)});
  }
  return places;
}

/// As the tracks tell it that were not found; `scores` by ordinal.
Chance chance_among(std::map<std::uint32_t, float> scores, const std::vector<Segment>& found) {
  for (const Segment& segment : found) scores.erase(segment.ordinal);
  std::vector<float> wrong;
  for (const auto& [ordinal, score] : scores) wrong.push_back(score);
  return Chance(std::move(wrong));
}

}  // namespace

struct Matcher::State {
  State(const Index& opened, Families known) : index(opened), families(std::move(known)) {}

  const Index& index;
  const Families families;
  mutable ShardedCache<ReferenceTrack> tracks{kTrackCacheBytes};

  Result<std::shared_ptr<const ReferenceTrack>> track(std::uint32_t ordinal) const {
    return tracks.get(ordinal, [&]() -> Result<ReferenceTrack> {
      TRY(const auto media, index.state().read_track(ordinal));
      return ReferenceTrack(media.fingerprint);
    });
  }

  /// As it is played in the segment.
  Result<std::shared_ptr<const ReferenceTrack>> track(const Segment& segment) const {
    TRY(auto as_it_is, track(segment.ordinal));
    if (segment.playing.as_it_is()) return as_it_is;
    return std::make_shared<const ReferenceTrack>(as_it_is->played(segment.playing));
  }

  Result<std::vector<Judged>> judged(const Sound& video,
                                     const std::vector<TrackCandidates>& by_track) const;
  Result<Asking> ask(QuestionKind kind, const Fingerprint& fingerprint, const Sound& video,
                     const std::vector<Segment>& found) const;
  Result<std::vector<Segment>> readings(const Sound& video,
                                        const std::vector<Segment>& segments) const;
  Result<Examination> examine(const Fingerprint& fingerprint, Remember remember) const;
  Result<void> settle(const Sound& video, Resolution& resolution) const;
  Result<Finding> finding_of(const Claim& claim, const Sound& video, const Chance& chance) const;
};

Result<std::vector<Judged>> Matcher::State::judged(
    const Sound& video, const std::vector<TrackCandidates>& by_track) const {
  using Outcome = Result<std::vector<Judged>>;
  std::vector<std::optional<Outcome>> verified(by_track.size());
  engine::run_each(by_track.size(), [&](std::size_t i) {
    verified[i] = engine::guarded([&]() -> Outcome {
      TRY(const auto reference, track(by_track[i].ordinal));
      return verify_all(by_track[i], video, *reference);
    });
  });
  std::vector<Judged> all;
  for (auto& of_track : verified) {
    TRY(const std::vector<Judged> some, *std::move(of_track));
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

/// Asks about what `found` leaves open.
Result<Asking> Matcher::State::ask(QuestionKind kind, const Fingerprint& fingerprint,
                                   const Sound& video, const std::vector<Segment>& found) const {
  std::vector<Segment> sure = found;
  std::erase_if(sure, asks_for_played(kind) ? may_be_played_otherwise : may_be_elsewhere);
  // What fits better a little off was found by asking for the track as it is.
  if (kind == QuestionKind::kPlayed) {
    std::erase_if(sure, [](const Segment& segment) { return !segment.playing.as_it_is(); });
  }
  Asking asking{kind, unexplained(video.frames, sure), {}};
  if (asks_for_played(kind)) {
    asking.stretches = within(asking.stretches, played_places(fingerprint, found));
  }
  TRY(std::vector<Candidate> proposed,
      propose(index, fingerprint, chunks_of(asking.stretches),
              question(kind, index.state().runs->posting_count())));
  TRY(asking.judged, judged(video, by_track(std::move(proposed), index.state())));
  return asking;
}

Result<Examination> Matcher::State::examine(const Fingerprint& fingerprint,
                                            Remember remember) const {
  const Sound video(fingerprint);
  Examination examination;
  std::vector<Segment> found;
  std::map<std::uint32_t, float> scores;  // The best of each track that was verified.
  for (const QuestionKind kind : questions_worth_asking(index.state().runs->posting_count())) {
    TRY(Asking asking, ask(kind, fingerprint, video, found));
    for (const Judged& judged : asking.judged) {
      if (!judged.verdict) continue;
      const Segment& segment = judged.verdict->segment;
      if (judged.is_claim()) found.push_back(segment);
      float& best = scores[segment.ordinal];
      best = std::max(best, segment.score);
    }
    if (remember == Remember::kClaims) {
      std::erase_if(asking.judged, [](const Judged& judged) { return !judged.is_claim(); });
    }
    examination.askings.push_back(std::move(asking));
  }
  TRY(examination.read, readings(video, found));
  TRY(examination.resolution,
      resolve(examination.read, video, [&](const Segment& segment) { return track(segment); }));
  TRY_VOID(settle(video, examination.resolution));
  const Chance chance = chance_among(std::move(scores), found);
  for (const Claim& claim : examination.resolution.claims) {
    TRY(Finding finding, finding_of(claim, video, chance));
    examination.findings.push_back(std::move(finding));
  }
  return examination;
}

Result<void> Matcher::State::settle(const Sound& video, Resolution& resolution) const {
  const Index::State& known = index.state();
  const VersionSearch search{.video = video,
                             .families = families,
                             .id_of = [&](std::uint32_t ordinal) { return known.ids.at(ordinal); },
                             .ordinal_of = [&](const TrackId& id) -> std::optional<std::uint32_t> {
                               const auto found = known.ordinals.find(id);
                               if (found == known.ordinals.end()) return std::nullopt;
                               return found->second;
                             },
                             .track_of = [&](std::uint32_t ordinal) { return track(ordinal); }};
  return settle_versions(resolution, search);
}

/// One reading of each track.
Result<std::vector<Segment>> Matcher::State::readings(const Sound& video,
                                                      const std::vector<Segment>& segments) const {
  std::map<TrackId, std::vector<Segment>> of_tracks;
  for (const Segment& segment : segments) {
    of_tracks[index.state().ids[segment.ordinal]].push_back(segment);
  }
  std::vector<Segment> all;
  for (const auto& [id, of_track] : of_tracks) {
    TRY(const auto reference, track(of_track.front().ordinal));
    const std::vector<Segment> reading = one_reading(of_track, video, *reference);
    all.insert(all.end(), reading.begin(), reading.end());
  }
  return all;
}

Result<Finding> Matcher::State::finding_of(const Claim& claim, const Sound& video,
                                           const Chance& chance) const {
  const Segment& segment = claim.segment;
  TRY(const auto reference, track(segment));
  Finding finding;
  Match& match = finding.match;
  match.track = index.state().ids.at(segment.ordinal);
  match.in_video = segment.in_video();
  match.in_track = segment.in_track();
  match.speed_ppm = segment.playing.speed_ppm();
  match.pitch_cents = segment.playing.pitch_cents();
  match.level_tenth_db = level_tenth_db(segment, video, *reference);
  match.confidence_ppm = chance.confidence_ppm(segment.score);
  finding.doubt = doubt_about(segment, video, *reference, families.material(match.track));
  if (finding.doubt) match.confidence_ppm = std::min(match.confidence_ppm, kDoubtfulPpm);
  // The odds between two that explain the same sound are as their evidence.
  const auto share = [&](const Segment& other) {
    return double{other.score} / (double{other.score} + double{claim.alone.score});
  };
  if (claim.version_in_doubt) {
    const double odds = share(claim.alternatives.front());
    match.confidence_ppm =
        static_cast<std::int32_t>(std::lround((1 - odds) * match.confidence_ppm));
    if (!finding.doubt) finding.doubt = Doubt{DoubtKind::kVersion, static_cast<float>(odds), 0};
  }
  match.method = segment.method;
  match.evidence = {segment.expected, segment.found,
                    static_cast<std::int32_t>(std::lround(segment.by_chance * 1000)),
                    static_cast<std::int32_t>(std::lround(segment.score * 1000))};
  for (const Segment& other : claim.alternatives) {
    if (match.alternatives.size() == kAlternativesMax) break;
    match.alternatives.push_back(
        {index.state().ids.at(other.ordinal),
         static_cast<std::int32_t>(std::lround(share(other) * match.confidence_ppm))});
  }
  return finding;
}

Matcher::Matcher(const Index& index, Families families)
    : state_(std::make_unique<State>(index, std::move(families))) {}
Matcher::~Matcher() = default;

Result<std::vector<Match>> Matcher::match(const Fingerprint& fingerprint) const {
  TRY(Examination examination, state_->examine(fingerprint, Remember::kClaims));
  std::vector<Match> matches;
  for (Finding& finding : examination.findings) matches.push_back(std::move(finding.match));
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return std::tuple(a.in_video.start, a.in_video.end, a.track) <
           std::tuple(b.in_video.start, b.in_video.end, b.track);
  });
  return matches;
}

Result<Examination> Matcher::examine(const Fingerprint& fingerprint) const {
  return state_->examine(fingerprint, Remember::kEverything);
}

}  // namespace matcher

#include "matcher/matcher.h"

#include "engine/core/parallel.h"
#include "matcher/candidates.h"
#include "matcher/index_state.h"
#include "matcher/landmark_hash.h"
#include "matcher/resolve.h"
#include "matcher/sharded_cache.h"
#include "matcher/sound.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <tuple>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::Match;
using engine::MediaTime;
using engine::Result;
using engine::TrackId;
namespace grid = engine::landmark_grid;

constexpr std::size_t kTrackCacheBytes = std::size_t{256} << 20;
constexpr std::size_t kAlternativesMax = 5;

/// Probability that a claim of this score is true, from the shape seen on the exam in
/// benchmarks/accuracy: half at a score of 18 (never claimed), 0.9 at about 31, near 1 from 60 on.
std::int32_t confidence_ppm(float score) {
  constexpr double kHalf = 18;
  constexpr double kSlope = 6;
  constexpr double kMost = 0.999'9;
  const double p = 1 / (1 + std::exp((kHalf - static_cast<double>(score)) / kSlope));
  return static_cast<std::int32_t>(std::lround(std::min(p, kMost) * 1e6));
}

MediaTime frame_time(std::int64_t frame) {
  return std::max<std::int64_t>(0, frame) * grid::kFramePeriod;
}

/// All candidates of one track.
struct TrackCandidates {
  std::uint32_t ordinal = 0;
  std::vector<Candidate> candidates;  // Most votes first.
};

/// Groups by track, in the order of track ids, and ranks within each.
std::vector<TrackCandidates> by_track(std::vector<Candidate> candidates,
                                      const Index::State& index) {
  std::sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
    return std::tuple(index.ids.at(a.ordinal), b.votes, a.offset, a.frame, a.method) <
           std::tuple(index.ids.at(b.ordinal), a.votes, b.offset, b.frame, b.method);
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

/// A verified segment, and the votes of the candidate that led to it.
struct Verified {
  Segment segment;
  std::uint32_t votes = 0;
};

/// A verified segment answers for the candidates that proposed it in its other places; and where
/// it plays, for those with far fewer votes: music that repeats itself is found at every repeat.
bool answered(const Candidate& candidate, const std::vector<Verified>& verified) {
  constexpr std::int32_t kSameOffset = 2 * kOffsetCellFrames;
  return std::any_of(verified.begin(), verified.end(), [&](const Verified& known) {
    const Segment& segment = known.segment;
    const bool same = std::abs(segment.offset - candidate.offset) <= kSameOffset;
    const bool far_fewer = 3 * candidate.votes < 2 * known.votes;
    const std::int64_t margin = same ? kStepFrames : 0;
    return (same || far_fewer) && candidate.frame + margin >= segment.video_first() &&
           candidate.frame + kStepFrames - margin < segment.video_end();
  });
}

std::vector<Segment> verify_all(const TrackCandidates& track, const Sound& video,
                                const ReferenceTrack& reference) {
  std::vector<Verified> verified;
  for (const Candidate& candidate : track.candidates) {
    if (answered(candidate, verified)) continue;
    const auto segment = verify(candidate, video, reference);
    if (segment) verified.push_back({*segment, candidate.votes});
  }
  std::vector<Segment> segments;
  for (const Verified& known : verified) segments.push_back(known.segment);
  return segments;
}

}  // namespace

struct Matcher::State {
  explicit State(const Index& opened) : index(opened) {}

  const Index& index;
  mutable ShardedCache<ReferenceTrack> tracks{kTrackCacheBytes};

  Result<std::shared_ptr<const ReferenceTrack>> track(std::uint32_t ordinal) const {
    return tracks.get(ordinal, [&]() -> Result<ReferenceTrack> {
      TRY(const auto media, index.state().read_track(ordinal));
      return ReferenceTrack(media.fingerprint);
    });
  }

  Result<std::vector<Candidate>> candidates(const Fingerprint& video) const;
  Result<std::vector<Segment>> segments(const Sound& video,
                                        const std::vector<TrackCandidates>& by_track) const;
  Result<Match> match_of(const Claim& claim, const Sound& video) const;
};

Result<std::vector<Candidate>> Matcher::State::candidates(const Fingerprint& video) const {
  const std::uint32_t frames = frame_count(video);
  const std::size_t chunks = (frames + kChunkFrames - 1) / kChunkFrames;
  std::vector<std::optional<Result<std::vector<Candidate>>>> proposed(chunks);
  engine::run_each(chunks, [&](std::size_t i) {
    proposed[i] = engine::guarded(
        [&] { return propose(index, video, static_cast<std::uint32_t>(i) * kChunkFrames); });
  });
  std::vector<Candidate> all;
  for (auto& chunk : proposed) {
    TRY(const std::vector<Candidate> some, *std::move(chunk));
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

Result<std::vector<Segment>> Matcher::State::segments(
    const Sound& video, const std::vector<TrackCandidates>& by_track) const {
  using Outcome = Result<std::vector<Segment>>;
  std::vector<std::optional<Outcome>> verified(by_track.size());
  engine::run_each(by_track.size(), [&](std::size_t i) {
    verified[i] = engine::guarded([&]() -> Outcome {
      TRY(const auto reference, track(by_track[i].ordinal));
      return verify_all(by_track[i], video, *reference);
    });
  });
  std::vector<Segment> all;
  for (auto& of_track : verified) {
    TRY(const std::vector<Segment> some, *std::move(of_track));
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

Result<Match> Matcher::State::match_of(const Claim& claim, const Sound& video) const {
  const Segment& segment = claim.segment;
  TRY(const auto reference, track(segment.ordinal));
  Match match;
  match.track = index.state().ids.at(segment.ordinal);
  match.in_video = {frame_time(segment.video_first()), frame_time(segment.video_end())};
  match.in_track = {frame_time(segment.first), frame_time(segment.end)};
  match.level_tenth_db = level_tenth_db(segment, video, *reference);
  match.confidence_ppm = confidence_ppm(segment.score);
  match.method = segment.method;
  match.evidence = {segment.expected, segment.found,
                    static_cast<std::int32_t>(std::lround(segment.by_chance * 1000)),
                    static_cast<std::int32_t>(std::lround(segment.score * 1000))};
  for (const Segment& other : claim.alternatives) {
    if (match.alternatives.size() == kAlternativesMax) break;
    // The odds between two that explain the same sound are as their evidence.
    const double share = other.score / (other.score + segment.score);
    match.alternatives.push_back(
        {index.state().ids.at(other.ordinal),
         static_cast<std::int32_t>(std::lround(share * match.confidence_ppm))});
  }
  return match;
}

Matcher::Matcher(const Index& index) : state_(std::make_unique<State>(index)) {}
Matcher::~Matcher() = default;

Result<std::vector<Match>> Matcher::match(const Fingerprint& fingerprint) const {
  TRY(std::vector<Candidate> candidates, state_->candidates(fingerprint));
  const Sound video(fingerprint);
  TRY(std::vector<Segment> segments,
      state_->segments(video, by_track(std::move(candidates), state_->index.state())));
  TRY(const std::vector<Claim> claims,
      resolve(std::move(segments), video,
              [&](std::uint32_t ordinal) { return state_->track(ordinal); }));
  std::vector<Match> matches;
  for (const Claim& claim : claims) {
    TRY(Match match, state_->match_of(claim, video));
    matches.push_back(std::move(match));
  }
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return std::tuple(a.in_video.start, a.in_video.end, a.track) <
           std::tuple(b.in_video.start, b.in_video.end, b.track);
  });
  return matches;
}

}  // namespace matcher

#include "matcher/archive_search.h"

#include "engine/core/parallel.h"
#include "matcher/archive_votes.h"
#include "matcher/index_state.h"
#include "matcher/landmark_hash.h"
#include "matcher/played_segment.h"
#include "matcher/sharded_cache.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

namespace matcher {
namespace {

using engine::Errc;
using engine::fail;
using engine::Fingerprint;
using engine::Result;
using engine::TrackId;
using engine::VideoId;

constexpr std::size_t kTrackCacheBytes = std::size_t{64} << 20;

/// One way in which the track is looked for.
struct Ask {
  Playing playing;
  QueryDensity density;
  std::uint32_t fewest_votes;
};

constexpr QueryDensity kDense{.rank_sum = 4, .neighbours = 8, .classes_end = 1};
constexpr QueryDensity kSparse{.rank_sum = 2, .neighbours = 6, .classes_end = 1};
constexpr std::uint32_t kFewestVotes = 4;
constexpr std::uint32_t kFewestVotesPlayed = 4;

const std::vector<Ask>& asks() {
  static const std::vector<Ask> kAsks = [] {
    std::vector<Ask> asks{{{}, kDense, kFewestVotes}};
    for (const Playing& playing : ladder()) asks.push_back({playing, kSparse, kFewestVotesPlayed});
    return asks;
  }();
  return kAsks;
}

/// The hashes that the track gives to a video when it is played like this, at frames as played.
std::vector<Asked> asked_of(const Fingerprint& track, const Ask& ask) {
  // A query's hashes are those of the track it is asked for; here the video is, so the way back.
  const Playing back{1 / ask.playing.stretch, 1 / ask.playing.pitch};
  std::vector<Asked> asked;
  append_query_hashes(track, 0, frame_count(track), ask.density, back, 0, asked);
  std::erase_if(asked,
                [](const Asked& one) { return one.chromaprint || !in_archive_sample(one.hash); });
  order_and_limit(asked);
  return asked;
}

/// What is tried of one track in one video.
constexpr std::size_t kPlacesMax = 8;

/// Most votes first; equal ones in an order of their own.
bool before(const Candidate& a, const Candidate& b) {
  return std::tie(b.agreement, a.offset, a.frame, a.playing) <
         std::tie(a.agreement, b.offset, b.frame, b.playing);
}

}  // namespace

struct ArchiveSearch::State {
  explicit State(const Index& opened) : index(opened) {}

  Result<std::uint32_t> ordinal_of(const TrackId& track) const {
    const auto it = index.state().ordinals.find(track);
    if (it != index.state().ordinals.end()) return it->second;
    return fail(Errc::kNotFound, to_string(track) + ": no such track in the index");
  }

  Result<std::shared_ptr<const ReferenceTrack>> reference(std::uint32_t ordinal) const {
    return tracks.get(ordinal, [&]() -> Result<ReferenceTrack> {
      TRY(const auto media, index.state().read_track(ordinal));
      return ReferenceTrack(media.fingerprint);
    });
  }

  Result<bool> plays(const Sound& video, const ArchiveCandidate& candidate) const;

  const Index& index;
  mutable ShardedCache<ReferenceTrack> tracks{kTrackCacheBytes};
};

ArchiveSearch::ArchiveSearch(const Index& index) : state_(std::make_unique<State>(index)) {}
ArchiveSearch::~ArchiveSearch() = default;

Result<std::vector<ArchiveCandidate>> ArchiveSearch::candidates(const TrackId& track) const {
  TRY(const std::uint32_t ordinal, state_->ordinal_of(track));
  TRY(const auto media, state_->index.state().read_track(ordinal));
  const VideoArchive& archive = *state_->index.state().archive;

  std::vector<std::optional<Result<std::vector<VotedPlace>>>> voted(asks().size());
  engine::run_each(asks().size(), [&](std::size_t i) {
    voted[i] = engine::guarded([&] {
      const Ask& ask = asks()[i];
      return vote(archive.postings(), asked_of(media.fingerprint, ask), ask.fewest_votes);
    });
  });

  std::map<VideoId, std::vector<Candidate>> by_video;
  for (std::size_t i = 0; i < voted.size(); ++i) {
    TRY(const std::vector<VotedPlace> places, *std::move(voted[i]));
    for (const VotedPlace& place : places) {
      const auto video = archive.video_of(place.video);
      if (!video) continue;
      by_video[*video].push_back(
          {ordinal, asks()[i].playing, place.offset, place.first, {place.votes, place.votes}, {}});
    }
  }
  std::vector<ArchiveCandidate> candidates;
  for (auto& [video, places] : by_video) {
    std::sort(places.begin(), places.end(), before);
    if (places.size() > kPlacesMax) places.resize(kPlacesMax);
    candidates.push_back({video, track, std::move(places)});
  }
  return candidates;
}

Result<bool> ArchiveSearch::State::plays(const Sound& video,
                                         const ArchiveCandidate& candidate) const {
  TRY(const auto reference, this->reference(candidate.places.front().ordinal));
  for (Candidate place : candidate.places) {
    // The votes lie somewhere in twelve seconds; verification wants to start where the music is.
    const std::uint32_t end = place.frame + 2 * kArchiveStepFrames;
    for (; place.frame < end; place.frame += kStepFrames) {
      const Verdict verdict = place.playing.as_it_is() ? verify(place, video, *reference)
                                                       : verify_played(place, video, *reference);
      if (verdict.is_claim()) return true;
    }
  }
  return false;
}

Result<bool> ArchiveSearch::plays(const Fingerprint& video,
                                  std::span<const ArchiveCandidate> candidates) const {
  const Sound sound(video);
  for (const ArchiveCandidate& candidate : candidates) {
    TRY(const bool found, state_->plays(sound, candidate));
    if (found) return true;
  }
  return false;
}

}  // namespace matcher

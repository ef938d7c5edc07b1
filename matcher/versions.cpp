#include "matcher/versions.h"

#include "matcher/alignment.h"
#include "matcher/played_segment.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace matcher {
namespace {

using engine::Kinship;
using engine::MediaSpan;
using engine::MediaTime;
using engine::Result;
using engine::SharedRegion;
using engine::TrackId;

/// Of many copies of a track, so many are compared with it in a video.
constexpr std::size_t kMostRelatives = 16;

double frames(MediaTime time) {
  return static_cast<double>(time.count()) /
         static_cast<double>(engine::landmark_grid::kFramePeriod.count());
}

/// A region of a kinship as a track of the two has it.
struct Shared {
  MediaSpan here;
  MediaSpan there;
  double speed = 1;  // How fast the other plays in this track,
  double pitch = 1;  // and how much higher it sounds.
  double found = 0;  // Share of the other's peaks that this track holds.
};

Shared shared_by(const TrackId& track, const Kinship& kinship, const SharedRegion& region) {
  const double speed = region.speed_ppm / 1e6;
  const double pitch = std::exp2(region.pitch_cents / 1200.0);
  if (track == kinship.first) {
    return {region.in_first, region.in_second, speed, pitch, region.found_in_first_ppm / 1e6};
  }
  return {region.in_second, region.in_first, 1 / speed, 1 / pitch,
          region.found_in_second_ppm / 1e6};
}

/// Where a relative would play in the video if it were what `segment` is taken for.
struct Proposal {
  TrackId track;
  Candidate candidate;
  double found = 0;
};

/// The track's own clock is in frames before it is played.
std::optional<Proposal> proposal(const Segment& segment, const TrackId& track,
                                 const Kinship& kinship) {
  constexpr double kFewestAlike = 0.6;  // Below, a relative does not explain nearly as much.
  const Playing& playing = segment.playing;
  const double first = static_cast<double>(segment.first) / playing.stretch;
  const double end = static_cast<double>(segment.end) / playing.stretch;
  std::optional<Shared> best;
  double longest = (end - first) / 2;
  for (const SharedRegion& region : kinship.regions) {
    const Shared shared = shared_by(track, kinship, region);
    const double overlap =
        std::min(end, frames(shared.here.end)) - std::max(first, frames(shared.here.start));
    if (shared.found < kFewestAlike || overlap < longest) continue;
    longest = overlap;
    best = shared;
  }
  if (!best) return std::nullopt;
  Proposal proposal{kinship.other_than(track), {}, best->found};
  Candidate& candidate = proposal.candidate;
  candidate.playing = {playing.stretch / best->speed, playing.pitch * best->pitch};
  const auto close = [](double one, double other) { return std::abs(one / other - 1) < 1e-3; };
  if (close(candidate.playing.stretch, 1) && close(candidate.playing.pitch, 1)) {
    candidate.playing = {};
  }
  candidate.offset = static_cast<std::int32_t>(std::lround(
      segment.offset +
      (frames(best->here.start) - frames(best->there.start) / best->speed) * playing.stretch));
  candidate.frame = static_cast<std::uint32_t>(
      std::max<std::int64_t>(0, (segment.video_first() + segment.video_end() - kStepFrames) / 2));
  candidate.method = segment.method;
  return proposal;
}

/// Goes through claims, one after the other.
class Settling {
 public:
  Settling(Resolution& resolution, const VersionSearch& search)
      : claims_(resolution.claims), overruled_(resolution.overruled), search_(search) {}

  Result<void> run() {
    for (Claim& claim : claims_) {
      TRY_VOID(add_relatives(claim));
      TRY_VOID(drop_others(claim));
    }
    std::map<TrackId, double> evidence;
    for (const Claim& claim : claims_) {
      evidence[id_of(claim.segment)] += claim.alone.score;
      for (const Segment& other : claim.alternatives) evidence[id_of(other)] += other.score;
    }
    for (Claim& claim : claims_) choose(claim, evidence);
    return {};
  }

 private:
  TrackId id_of(const Segment& segment) const { return search_.id_of(segment.ordinal); }

  Result<std::shared_ptr<const ReferenceTrack>> played_track(const Segment& segment) const {
    TRY(auto track, search_.track_of(segment.ordinal));
    if (segment.playing.as_it_is()) return track;
    return std::make_shared<const ReferenceTrack>(track->played(segment.playing));
  }

  Result<void> add_relatives(Claim& claim) const {
    const TrackId track = id_of(claim.segment);
    const TrackFamily* const family = search_.families.find(track);
    if (family == nullptr) return {};
    std::vector<Proposal> proposals;
    for (const Kinship& kinship : family->kin) {
      auto one = proposal(claim.segment, track, kinship);
      const auto ordinal = one ? search_.ordinal_of(one->track) : std::nullopt;
      if (!ordinal || names(claim, *ordinal)) continue;
      one->candidate.ordinal = *ordinal;
      proposals.push_back(*one);
    }
    std::stable_sort(proposals.begin(), proposals.end(),
                     [](const Proposal& a, const Proposal& b) { return a.found > b.found; });
    proposals.resize(std::min(proposals.size(), kMostRelatives));
    for (const Proposal& one : proposals) {
      TRY(const auto reference, search_.track_of(one.candidate.ordinal));
      const Verdict verdict = one.candidate.playing.as_it_is()
                                  ? verify(one.candidate, search_.video, *reference)
                                  : verify_played(one.candidate, search_.video, *reference);
      if (verdict.is_claim()) claim.alternatives.push_back(verdict.segment);
    }
    order(claim.alternatives);
    return {};
  }

  static void order(std::vector<Segment>& alternatives) {
    std::stable_sort(alternatives.begin(), alternatives.end(),
                     [](const Segment& a, const Segment& b) { return a.score > b.score; });
  }

  static bool names(const Claim& claim, std::uint32_t ordinal) {
    return std::any_of(claim.alternatives.begin(), claim.alternatives.end(),
                       [&](const Segment& other) { return other.ordinal == ordinal; });
  }

  /// Another tune that plays at the same time is no alternative.
  Result<void> drop_others(Claim& claim) const {
    constexpr double kFewestInCommon = 0.3;
    if (claim.alternatives.empty()) return {};
    TRY(const auto track, played_track(claim.segment));
    const Explained explained = peaks_of(claim.segment, *track);
    std::vector<Segment> kept;
    for (const Segment& other : claim.alternatives) {
      TRY(const auto reference, played_track(other));
      if (share_within(other, *reference, claim.segment, explained) >= kFewestInCommon) {
        kept.push_back(other);
      }
    }
    claim.alternatives = std::move(kept);
    return {};
  }

  Explained peaks_of(const Segment& segment, const ReferenceTrack& track) const {
    Explained peaks;
    for (std::size_t c = 0; c < kChannels; ++c) peaks[c].resize(search_.video.fields[c].size());
    explain(segment, search_.video, track, peaks);
    return peaks;
  }

  /// Of what `other` explains while `claimed` plays, the share that is among `explained`.
  double share_within(const Segment& other, const ReferenceTrack& track, const Segment& claimed,
                      const Explained& explained) const {
    int found = 0;
    int common = 0;
    const auto first = std::max(other.first, claimed.video_first() - other.offset);
    const auto end = std::min(other.end, claimed.video_end() - other.offset);
    for (const ReferencePeak& peak : peaks_between(track.peaks, first, end)) {
      const auto at = search_.video.fields[peak.channel].find(
          std::int64_t{peak.frame} + other.offset, peak.frequency);
      if (!at) continue;
      ++found;
      if (explained[peak.channel][*at]) ++common;
    }
    return found > 0 ? static_cast<double>(common) / found : 0;
  }

  static bool about_as_good(double other, double claimed) {
    constexpr double kAboutAsGood = 0.8;
    return other >= kAboutAsGood * claimed;
  }

  void choose(Claim& claim, std::map<TrackId, double>& evidence) const {
    const float own = claim.alone.score;
    Segment* best = &claim.segment;
    for (Segment& other : claim.alternatives) {
      if (!about_as_good(other.score, own)) continue;
      const auto rank = [&](const Segment& of) {
        return std::pair(-evidence[id_of(of)], id_of(of));
      };
      if (rank(other) < rank(*best)) best = &other;
    }
    // What plays beside another claim has been measured without what that explains; when a track
    // that explains more of the video explains this as well, it may be no second tune at all.
    if (best != &claim.segment && claim.segment != claim.alone) {
      claim.version_in_doubt = true;
      return;
    }
    if (best != &claim.segment) {
      std::erase_if(overruled_, [&](const Overruled& one) { return one.alone == *best; });
      std::swap(*best, claim.segment);
      claim.alone = claim.segment;
      order(claim.alternatives);
    }
    const TrackId chosen = id_of(claim.segment);
    claim.version_in_doubt = std::any_of(claim.alternatives.begin(), claim.alternatives.end(),
                                         [&](const Segment& other) {
                                           const TrackId id = id_of(other);
                                           return about_as_good(other.score, claim.alone.score) &&
                                                  about_as_good(evidence[id], evidence[chosen]) &&
                                                  !search_.families.same_owners(id, chosen);
                                         });
  }

  std::vector<Claim>& claims_;
  std::vector<Overruled>& overruled_;
  const VersionSearch& search_;
};

}  // namespace

Result<void> settle_versions(Resolution& resolution, const VersionSearch& search) {
  return Settling(resolution, search).run();
}

}  // namespace matcher

#include "matcher/resolve.h"

#include <algorithm>

namespace matcher {
namespace {

using engine::Result;

std::int64_t overlap_frames(const Segment& a, const Segment& b) {
  return std::min(a.video_end(), b.video_end()) - std::max(a.video_first(), b.video_first());
}

/// The claim that `segment` shares most of its time with; none when it shares less than half.
std::optional<std::size_t> rival_of(const Segment& segment, const std::vector<Claim>& claims) {
  std::optional<std::size_t> rival;
  std::int64_t longest = (segment.end - segment.first) / 2;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const std::int64_t shared = overlap_frames(segment, claims[i].segment);
    if (shared < longest) continue;
    longest = shared;
    rival = i;
  }
  return rival;
}

/// What is left of `segment` beside the claims that explain the rest.
Verdict beside(const Segment& segment, const Sound& video, const ReferenceTrack& track,
               const Explained& explained) {
  Verdict left = verify_unexplained(segment, video, track, explained);
  const bool scored = left.is_claim() || left.refusal->rule == Rule::kScore;
  if (scored && left.segment.score < kSecondClaimScore) {
    left.refusal = Refusal{Rule::kSecondScore, left.segment.score, kSecondClaimScore};
    return left;
  }
  if (!left.is_claim()) return left;
  const float share =
      static_cast<float>(left.segment.found) / static_cast<float>(left.segment.expected);
  if (share < kSecondClaimFound) {
    left.refusal = Refusal{Rule::kSecondFound, share, kSecondClaimFound};
  } else if (left.segment.score < kSecondClaimShare * segment.score) {
    left.refusal =
        Refusal{Rule::kSecondShare, left.segment.score / segment.score, kSecondClaimShare};
  }
  return left;
}

void add_alternative(const Segment& segment, Claim& claim) {
  if (segment.ordinal == claim.segment.ordinal) return;  // The same music at another repeat.
  const auto same =
      std::find_if(claim.alternatives.begin(), claim.alternatives.end(),
                   [&](const Segment& other) { return other.ordinal == segment.ordinal; });
  if (same == claim.alternatives.end()) claim.alternatives.push_back(segment);
}

}  // namespace

Result<Resolution> resolve(std::vector<Segment> segments, const Sound& video,
                           const TrackOf& track_of) {
  std::stable_sort(segments.begin(), segments.end(),
                   [](const Segment& a, const Segment& b) { return a.score > b.score; });
  Explained explained;
  for (std::size_t c = 0; c < kChannels; ++c) explained[c].resize(video.fields[c].size());

  Resolution resolution;
  std::vector<Claim>& claims = resolution.claims;
  for (const Segment& segment : segments) {
    TRY(const auto track, track_of(segment));
    const bool contested = std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
      return overlap_frames(segment, claim.segment) > 0;
    });
    Segment rest = segment;
    if (contested) {
      const Verdict left = beside(segment, video, *track, explained);
      if (!left.is_claim()) {
        const auto rival = rival_of(segment, claims);
        if (rival) add_alternative(segment, claims[*rival]);
        resolution.overruled.push_back({left, segment, claims.size(), rival});
        continue;
      }
      rest = left.segment;
    }
    explain(rest, video, *track, explained);
    claims.push_back({.segment = rest, .alternatives = {}, .alone = segment});
  }
  return resolution;
}

}  // namespace matcher

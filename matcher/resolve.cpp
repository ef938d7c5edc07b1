#include "matcher/resolve.h"

#include <algorithm>

namespace matcher {
namespace {

using engine::Result;

std::int64_t overlap_frames(const Segment& a, const Segment& b) {
  return std::min(a.video_end(), b.video_end()) - std::max(a.video_first(), b.video_first());
}

/// The claim that `segment` shares most of its time with; none when it shares less than half.
Claim* rival_of(const Segment& segment, std::vector<Claim>& claims) {
  Claim* rival = nullptr;
  std::int64_t longest = (segment.end - segment.first) / 2;
  for (Claim& claim : claims) {
    const std::int64_t shared = overlap_frames(segment, claim.segment);
    if (shared < longest) continue;
    longest = shared;
    rival = &claim;
  }
  return rival;
}

void add_alternative(const Segment& segment, Claim& claim) {
  if (segment.ordinal == claim.segment.ordinal) return;  // The same music at another repeat.
  const auto same =
      std::find_if(claim.alternatives.begin(), claim.alternatives.end(),
                   [&](const Segment& other) { return other.ordinal == segment.ordinal; });
  if (same == claim.alternatives.end()) claim.alternatives.push_back(segment);
}

}  // namespace

Result<std::vector<Claim>> resolve(std::vector<Segment> segments, const Sound& video,
                                   const TrackOf& track_of) {
  std::stable_sort(segments.begin(), segments.end(),
                   [](const Segment& a, const Segment& b) { return a.score > b.score; });
  Explained explained;
  for (std::size_t c = 0; c < kChannels; ++c) explained[c].resize(video.fields[c].size());

  std::vector<Claim> claims;
  for (const Segment& segment : segments) {
    TRY(const auto track, track_of(segment));
    const bool contested = std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
      return overlap_frames(segment, claim.segment) > 0;
    });
    Segment rest = segment;
    if (contested) {
      const auto left = verify_unexplained(segment, video, *track, explained);
      if (!left || left->score < kSecondClaimScore) {
        if (Claim* rival = rival_of(segment, claims)) add_alternative(segment, *rival);
        continue;
      }
      rest = *left;
    }
    explain(rest, video, *track, explained);
    claims.push_back({rest, {}});
  }
  return claims;
}

}  // namespace matcher

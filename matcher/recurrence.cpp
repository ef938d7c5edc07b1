#include "matcher/recurrence.h"

#include "matcher/alignment.h"
#include "matcher/archive_votes.h"
#include "matcher/distinctness.h"
#include "matcher/index_state.h"
#include "matcher/landmark_hash.h"
#include "matcher/shared_tones.h"

#include <algorithm>
#include <tuple>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::MediaSpan;
using engine::MediaTime;
using engine::Result;
using engine::SpectralTrace;
namespace grid = engine::landmark_grid;

constexpr QueryDensity kDensity{.rank_sum = 6, .neighbours = 14, .classes_end = 1};
constexpr std::uint32_t kFewestEchoVotes = 2;
constexpr std::size_t kEchoesMax = 400;
/// Bounds time and memory (64 MB) as the archive grows: from some thousand hours on, the hashes
/// that occur most are left out.
constexpr std::size_t kHitsMost = std::size_t{1} << 22;

std::int64_t frame_at(MediaTime time) { return time / grid::kFramePeriod; }

SpectralTrace cut_out(const SpectralTrace& trace, std::uint32_t first, std::uint32_t end) {
  const auto earlier = [](const engine::SpectralPeak& peak, std::uint32_t frame) {
    return peak.frame < frame;
  };
  const auto from = std::lower_bound(trace.peaks.begin(), trace.peaks.end(), first, earlier);
  const auto to = std::lower_bound(from, trace.peaks.end(), end, earlier);
  SpectralTrace part;
  part.peaks.assign(from, to);
  for (engine::SpectralPeak& peak : part.peaks) peak.frame -= first;
  const std::size_t level = first / grid::kLevelPeriodFrames;
  const std::size_t levels_end =
      std::min<std::size_t>(trace.levels.size(), end / grid::kLevelPeriodFrames + 1);
  for (std::size_t i = level; i < levels_end; ++i) part.levels.push_back(trace.levels[i]);
  return part;
}

/// Whole level periods, so that levels are those of their frames. Without Chromaprint words: they
/// are of no use under a voice.
Fingerprint cut_out(const Fingerprint& video, std::uint32_t first, MediaSpan span) {
  const auto end = static_cast<std::uint32_t>(frame_at(span.end));
  Fingerprint part;
  part.duration = std::min(span.end, video.duration) - first * grid::kFramePeriod;
  part.mid = cut_out(video.mid, first, end);
  part.side = cut_out(video.side, first, end);
  return part;
}

std::uint32_t frame_of(MediaSpan span) {
  const std::int64_t frame = frame_at(std::max(span.start, MediaTime{0}));
  return static_cast<std::uint32_t>(frame - frame % grid::kLevelPeriodFrames);
}

/// The same with the two sounds in each other's place.
Segment turned(Segment segment) {
  segment.first += segment.offset;
  segment.end += segment.offset;
  segment.offset = -segment.offset;
  return segment;
}

}  // namespace

HeardStretch::HeardStretch(const Fingerprint& video, MediaSpan stretch)
    : span(stretch),
      first_frame(frame_of(stretch)),
      cut(cut_out(video, first_frame, stretch)),
      sound(cut),
      reference(cut) {}

std::optional<SameMusic> same_music(const HeardStretch& here, const HeardStretch& there,
                                    MediaTime shift) {
  Candidate candidate;
  candidate.offset = static_cast<std::int32_t>(frame_at(shift) + here.first_frame -
                                               std::int64_t{there.first_frame});
  const Alignment alignment(there.sound, here.reference, candidate.offset, nullptr);
  for (std::int64_t at = alignment.first(); at < alignment.end(); at += kStepFrames) {
    candidate.frame = static_cast<std::uint32_t>(at + candidate.offset);
    const Verdict verdict = verify(candidate, there.sound, here.reference);
    if (!verdict.is_claim()) continue;
    const Segment& segment = verdict.segment;
    const MediaTime start = here.first_frame * grid::kFramePeriod;
    const MediaSpan shared{start + segment.first * grid::kFramePeriod,
                           start + segment.end * grid::kFramePeriod};
    if (shared.length() < kShortestShared || segment.score < kSecondClaimScore) continue;
    if (distinctness(segment, there.sound, here.reference).doubtful()) continue;
    if (!shares_music(shared_tones(segment, there.sound, here.reference),
                      shared_tones(turned(segment), here.sound, there.reference))) {
      continue;
    }
    const MediaTime exact =
        (segment.offset - std::int64_t{here.first_frame} + std::int64_t{there.first_frame}) *
        grid::kFramePeriod;
    return SameMusic{shared, exact, static_cast<std::int32_t>(segment.score * 1000)};
  }
  return std::nullopt;
}

Result<std::vector<Echo>> RecurrenceSearch::echoes(const HeardStretch& stretch) const {
  std::vector<Asked> asked;
  append_query_hashes(stretch.cut, 0, frame_count(stretch.cut), kDensity, {}, 0, asked);
  std::erase_if(asked,
                [](const Asked& one) { return one.chromaprint || !in_archive_sample(one.hash); });
  order_and_limit(asked);
  const VideoArchive& archive = *index_.state().archive;
  TRY(const std::vector<VotedPlace> places,
      vote(archive.postings(), asked, kFewestEchoVotes, kHitsMost));

  const MediaTime start = stretch.first_frame * grid::kFramePeriod;
  std::vector<Echo> echoes;
  for (const VotedPlace& place : places) {
    const auto video = archive.video_of(place.video);
    if (!video) continue;
    echoes.push_back({*video, place.offset * grid::kFramePeriod - start,
                      place.first * grid::kFramePeriod, place.votes});
  }
  std::sort(echoes.begin(), echoes.end(), [](const Echo& a, const Echo& b) {
    return std::tie(b.votes, a.video, a.shift, a.at) < std::tie(a.votes, b.video, b.shift, b.at);
  });
  if (echoes.size() > kEchoesMax) echoes.resize(kEchoesMax);
  return echoes;
}

}  // namespace matcher

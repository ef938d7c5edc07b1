#include "matcher/played_segment.h"

#include "matcher/playing_fit.h"

#include <algorithm>
#include <cmath>

namespace matcher {
namespace {

constexpr std::int32_t kOffsetReachFrames = 5;

/// The best of a hundred fits is found more often than one.
constexpr float kWorthMeasuring = 6;

std::int64_t to_track(std::int64_t played_frame, const Playing& playing) {
  return std::llround(static_cast<double>(played_frame) / playing.stretch);
}

std::span<const ReferencePeak> peaks_played_between(const ReferenceTrack& track,
                                                    const Playing& playing, std::int64_t first,
                                                    std::int64_t end) {
  return peaks_between(track.peaks, to_track(first, playing), to_track(end, playing));
}

/// Along which line of the ladder a candidate was proposed.
FitRange range_around(const Playing& playing) {
  FitRange range;
  range.offset = kOffsetReachFrames;
  range.together = playing.stretch != 1 && playing.pitch != 1;
  range.stretch = playing.stretch != 1 ? kRungReach : 0;
  range.pitch = playing.pitch != 1 && !range.together ? kRungReach : 0;
  return range;
}

/// What a longer stretch may add to what is known: the outermost peaks off by three frames, the
/// highest by one bin.
FitRange finer(std::int64_t frames) {
  FitRange range;
  range.stretch = 6.0 / static_cast<double>(std::max<std::int64_t>(frames, 60));
  range.pitch = 0.003;
  range.offset = 1;
  return range;
}

/// Fits and measures in turn, each on what the other found.
Verdict settled(Segment segment, const Sound& video, const ReferenceTrack& track) {
  constexpr int kPassesMax = 6;
  std::optional<Verdict> best;
  for (int pass = 0; pass < kPassesMax; ++pass) {
    const Verdict verdict = measure(segment, video, track.played(segment.playing));
    const bool better =
        verdict.is_claim() && (!best || verdict.segment.score > best->segment.score);
    if (best && !better) break;
    best = verdict;
    if (!better) break;
    segment = verdict.segment;
    const auto peaks = peaks_played_between(track, segment.playing, segment.first, segment.end);
    if (peaks.empty()) break;
    const Fit fit = best_fit(peaks, video, {segment.playing, segment.offset},
                             finer(segment.end - segment.first));
    const double first = static_cast<double>(segment.first) / segment.playing.stretch;
    const double end = static_cast<double>(segment.end) / segment.playing.stretch;
    segment.playing = fit.playing;
    segment.offset = fit.offset;
    segment.first = std::llround(first * fit.playing.stretch);
    segment.end = std::llround(end * fit.playing.stretch);
  }
  return *best;
}

}  // namespace

Verdict verify_played(const Candidate& candidate, const Sound& video, const ReferenceTrack& track) {
  constexpr std::size_t kFewestPeaks = 40;
  const std::int64_t from = std::int64_t{candidate.frame} - candidate.offset;
  const auto core = peaks_played_between(track, candidate.playing, from - kCoreBeforeFrames,
                                         from + kCoreAfterFrames);
  Segment segment;
  segment.ordinal = candidate.ordinal;
  segment.playing = candidate.playing;
  segment.offset = candidate.offset;
  segment.method = candidate.method;
  segment.first = from;
  segment.end = from + 2 * kStepFrames;
  if (core.size() < kFewestPeaks) {
    return refused(segment, Rule::kCorePeaks, static_cast<float>(core.size()), kFewestPeaks);
  }
  const Fit fit =
      best_fit(core, video, {candidate.playing, candidate.offset}, range_around(candidate.playing));
  segment.playing = fit.playing;
  segment.offset = fit.offset;
  segment.first = std::int64_t{candidate.frame} - fit.offset;
  segment.end = segment.first + 2 * kStepFrames;
  const float deviations = deviations_from_chance(played(core, fit.playing), fit.offset, video);
  if (deviations < kWorthMeasuring) {
    return refused(segment, Rule::kCoreDeviations, deviations, kWorthMeasuring);
  }
  Verdict verdict = settled(segment, video, track);
  if (verdict.is_claim() && verdict.segment.score < kPlayedClaimScore) {
    verdict.refusal = Refusal{Rule::kPlayedScore, verdict.segment.score, kPlayedClaimScore};
  }
  return verdict;
}

Segment fitted(const Segment& segment, const Sound& video, const ReferenceTrack& track) {
  constexpr double kClockReach = 0.006;
  constexpr double kBetter = 1.08;
  const std::int64_t middle = (segment.first + segment.end) / 2;
  const std::int64_t reach = std::min<std::int64_t>((segment.end - segment.first) / 2, 750);
  const auto core = peaks_between(track.peaks, middle - reach, middle + reach);
  if (core.empty()) return segment;
  const Fit plain = best_fit(core, video, {{}, segment.offset}, {});
  const Fit fit = best_fit(core, video, {{}, segment.offset},
                           {.stretch = kClockReach, .together = true, .offset = 2});
  if (fit.found < kBetter * plain.found) return segment;
  Segment start = segment;
  start.playing = fit.playing;
  start.offset = fit.offset;
  start.first = middle - reach;
  start.end = middle + reach;
  const Verdict found = settled(start, video, track);
  return found.is_claim() && found.segment.score > segment.score ? found.segment : segment;
}

}  // namespace matcher

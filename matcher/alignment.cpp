#include "matcher/alignment.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace matcher {
namespace {

/// The peaks of the track where the candidate has its votes.
std::span<const ReferencePeak> core_of(const Candidate& candidate, std::int32_t offset,
                                       const ReferenceTrack& track) {
  const std::int64_t from = std::int64_t{candidate.frame} - offset;
  return peaks_between(track.peaks, from - kCoreBeforeFrames, from + kCoreAfterFrames);
}

/// The offset at which most peaks are found.
std::int32_t best_offset(const Candidate& candidate, const Sound& video,
                         const ReferenceTrack& track) {
  // Chromaprint words are 124 ms apart, cells of landmark votes 64 ms.
  const std::int32_t reach = candidate.method == engine::MatchMethod::kChromaprint ? 10 : 4;
  std::int32_t best = candidate.offset;
  std::int32_t most = -1;
  // From the middle outwards, so that of equals the nearest wins.
  for (std::int32_t i = 0; i <= 2 * reach; ++i) {
    const std::int32_t offset = candidate.offset + (i % 2 == 0 ? i / 2 : -(i + 1) / 2);
    const auto core = core_of(candidate, offset, track);
    auto left = static_cast<std::int32_t>(core.size());
    std::int32_t found = 0;
    for (const ReferencePeak& peak : core) {
      if (found + left-- <= most) break;
      if (video.fields[peak.channel].find(std::int64_t{peak.frame} + offset, peak.frequency)) {
        ++found;
      }
    }
    if (found > most) {
      most = found;
      best = offset;
    }
  }
  return best;
}

/// Where the evidence is: the stretch around [from, to) with the largest sum, not crossing more
/// than a few seconds of nothing.
class Trace {
 public:
  Trace(const Alignment& alignment, const Weights& weights)
      : alignment_(alignment), weights_(weights) {}

  struct Stretch {
    std::int64_t first;
    std::int64_t end;
  };

  Stretch around(std::int64_t from, std::int64_t to) const {
    Stretch stretch{from, to};
    stretch.end = furthest(from, +1);
    stretch.first = furthest(stretch.end, -1);
    return refined(stretch);
  }

  float sum(std::int64_t from, std::int64_t to, std::int32_t shift = 0) const {
    float total = 0;
    for (std::int64_t at = from; at < to; at += kPeriodFrames) {
      total += weights_.of_period(alignment_, at, std::min(to, at + kPeriodFrames), shift);
    }
    return total;
  }

 private:
  /// From `start` in one direction, period by period, to where the running sum is largest, until
  /// there has been nothing for about seven seconds.
  std::int64_t furthest(std::int64_t start, int direction) const {
    constexpr float kWorstPeriod = -4;
    constexpr float kGiveUp = 12;
    constexpr int kGiveUpPeriods = 14;
    float running = 0;
    float best = 0;
    int without = 0;
    std::int64_t best_at = start;
    const std::int64_t limit = direction > 0 ? alignment_.end() : alignment_.first();
    for (std::int64_t at = start; direction * (limit - at) > 0;) {
      const std::int64_t next = at + direction * kPeriodFrames;
      running += std::max(kWorstPeriod, sum(std::min(at, next), std::max(at, next)));
      at = next;
      ++without;
      if (running < best - kGiveUp && without > kGiveUpPeriods) break;
      if (running <= best) continue;
      best = running;
      best_at = at;
      without = 0;
    }
    return std::clamp(best_at, alignment_.first(), std::max(alignment_.first(), alignment_.end()));
  }

  /// Moves both ends to the very peak at which the sum is largest, by what is found near each: the
  /// music may begin loud and end under a voice.
  Stretch refined(const Stretch& stretch) const {
    constexpr std::int64_t kNear = 10 * kPeriodFrames;
    constexpr std::int64_t kInwards = 4 * kPeriodFrames;
    const std::int64_t middle = (stretch.first + stretch.end) / 2;
    Stretch refined = stretch;
    const PeakWeights at_end(
        alignment_.measure(std::max(stretch.first, stretch.end - kNear), stretch.end), 1);
    float running = 0;
    float best = 0;
    const auto tail =
        alignment_.peaks(std::max(middle, stretch.end - kInwards), stretch.end + kPeriodFrames);
    if (!tail.empty()) refined.end = tail.front().frame;
    for (const ReferencePeak& peak : tail) {
      running += at_end.of(peak, alignment_.look(peak));
      if (running <= best) continue;
      best = running;
      refined.end = peak.frame + 1;
    }
    const PeakWeights at_start(
        alignment_.measure(stretch.first, std::min(stretch.end, stretch.first + kNear)), 1);
    running = best = 0;
    const auto head =
        alignment_.peaks(stretch.first - kPeriodFrames, std::min(middle, stretch.first + kInwards));
    if (!head.empty()) refined.first = head.back().frame;
    for (auto it = head.rbegin(); it != head.rend(); ++it) {
      running += at_start.of(*it, alignment_.look(*it));
      if (running <= best) continue;
      best = running;
      refined.first = it->frame;
    }
    return refined;
  }

  const Alignment& alignment_;
  const Weights& weights_;
};

float deviations_of(const Trace& trace, const Segment& segment) {
  std::array<float, kWrongAlignments> wrong{};
  for (std::size_t i = 0; i < kWrongAlignments; ++i) {
    wrong[i] = trace.sum(segment.first, segment.end, wrong_shift(i));
  }
  return deviations_among(segment.score, wrong);
}

/// Counts the peaks that `segment` expects, those found, and those that chance would find.
void count_peaks(const Alignment& alignment, const FindRates& rates, Segment& segment) {
  segment.expected = segment.found = 0;
  segment.by_chance = 0;
  for (const ReferencePeak& peak : alignment.peaks(segment.first, segment.end)) {
    const auto outcome = alignment.look(peak);
    if (outcome == Alignment::Outcome::kExplained) continue;
    ++segment.expected;
    if (outcome == Alignment::Outcome::kFound) ++segment.found;
    segment.by_chance += rates.chance[peak.channel][peak.band];
  }
}

/// The evidence of `segment` between the ends it has.
Verdict judged(Segment segment, const Alignment& alignment) {
  const FindRates rates = alignment.measure(segment.first, segment.end);
  const Weights weights(rates);
  const Trace trace(alignment, weights);
  segment.score = trace.sum(segment.first, segment.end);
  if (segment.score < kClaimScore) {
    return refused(segment, Rule::kScore, segment.score, kClaimScore);
  }
  segment.deviations = deviations_of(trace, segment);
  if (segment.deviations < kClaimDeviations) {
    return refused(segment, Rule::kDeviations, segment.deviations, kClaimDeviations);
  }
  count_peaks(alignment, rates, segment);
  if (static_cast<float>(segment.found) < kClaimTimesChance * segment.by_chance) {
    return refused(segment, Rule::kTimesChance, segment.times_chance(), kClaimTimesChance);
  }
  return {segment, std::nullopt};
}

/// Finds the ends and the evidence of `segment`, starting from the ends it has.
Verdict measured(Segment segment, const Sound& video, const ReferenceTrack& track,
                 const Explained* explained) {
  constexpr std::int64_t kShortestFrames = 62;  // One second.
  const Alignment alignment(video, track, segment.offset, explained);
  const Segment start = segment;
  // Twice: the rates of the first guess find the ends, the rates between the ends decide.
  for (int pass = 0; pass < 2; ++pass) {
    const Weights weights(alignment.measure(segment.first, segment.end));
    const auto [first, end] = Trace(alignment, weights).around(segment.first, segment.end);
    // Rates of where the music is loudest make nothing of where it is faint: what is left without
    // the place it was found at is not taken for all.
    if (pass > 0 && (first >= start.end || end <= start.first)) break;
    segment.first = first;
    segment.end = end;
    if (end - first < kShortestFrames) {
      return refused(segment, Rule::kLength, static_cast<float>(end - first), kShortestFrames);
    }
  }
  return judged(segment, alignment);
}

/// Of two dozen wrong candidates the best of nine offsets hardly ever reaches this.
constexpr float kWorthMeasuring = 4.5F;

/// Looks on beyond both ends of a claim, where the music may be much fainter than in it: measured
/// from there, by the rates of there, it may all be one.
Verdict grown(Verdict claim, const Sound& video, const ReferenceTrack& track) {
  constexpr std::int64_t kWindow = 2 * kStepFrames;
  constexpr std::int64_t kFarthestSteps = 2;
  const std::int64_t end = claim.segment.end;
  const std::int64_t first = claim.segment.first;
  for (std::int64_t step = 0; step <= kFarthestSteps; ++step) {
    for (const std::int64_t from :
         {end + step * kStepFrames, first - kWindow - step * kStepFrames}) {
      Segment beyond = claim.segment;
      beyond.first = from;
      beyond.end = from + kWindow;
      const auto peaks = peaks_between(track.peaks, beyond.first, beyond.end);
      if (deviations_from_chance(peaks, beyond.offset, video) < kWorthMeasuring) continue;
      const Verdict longer = measured(beyond, video, track, nullptr);
      const bool holds =
          longer.segment.first < claim.segment.end && longer.segment.end > claim.segment.first;
      if (longer.is_claim() && holds && longer.segment.score > claim.segment.score) claim = longer;
    }
  }
  return claim;
}

}  // namespace

float deviations_from_chance(std::span<const ReferencePeak> peaks, std::int32_t offset,
                             const Sound& video) {
  std::int32_t found = 0;
  std::int32_t wrong = 0;
  for (const ReferencePeak& peak : peaks) {
    const PeakField& field = video.fields[peak.channel];
    const std::int64_t frame = std::int64_t{peak.frame} + offset;
    if (field.find(frame, peak.frequency)) ++found;
    for (std::size_t i = 0; i < kFewWrongAlignments; ++i) {
      if (field.find(frame + wrong_shift(i), peak.frequency)) ++wrong;
    }
  }
  const float chance = static_cast<float>(wrong) / kFewWrongAlignments;
  return (static_cast<float>(found) - chance) / std::sqrt(chance + 1);
}

Verdict verify(const Candidate& candidate, const Sound& video, const ReferenceTrack& track) {
  Segment segment;
  segment.ordinal = candidate.ordinal;
  segment.playing = candidate.playing;
  segment.offset = best_offset(candidate, video, track);
  segment.method = candidate.method;
  segment.first = std::int64_t{candidate.frame} - segment.offset;
  segment.end = segment.first + 2 * kStepFrames;
  const auto core = core_of(candidate, segment.offset, track);
  const float deviations = deviations_from_chance(core, segment.offset, video);
  if (deviations < kWorthMeasuring) {
    return refused(segment, Rule::kCoreDeviations, deviations, kWorthMeasuring);
  }
  const Verdict verdict = measured(segment, video, track, nullptr);
  return verdict.is_claim() ? grown(verdict, video, track) : verdict;
}

Verdict measure(const Segment& segment, const Sound& video, const ReferenceTrack& track) {
  return measured(segment, video, track, nullptr);
}

Verdict measure_as_cut(const Segment& segment, const Sound& video, const ReferenceTrack& track) {
  return judged(segment, Alignment(video, track, segment.offset, nullptr));
}

Verdict verify_unexplained(const Segment& segment, const Sound& video, const ReferenceTrack& track,
                           const Explained& explained) {
  return measured(segment, video, track, &explained);
}

void explain(const Segment& segment, const Sound& video, const ReferenceTrack& track,
             Explained& explained) {
  for (const ReferencePeak& peak : peaks_between(track.peaks, segment.first, segment.end)) {
    const auto at =
        video.fields[peak.channel].find(std::int64_t{peak.frame} + segment.offset, peak.frequency);
    if (at) explained[peak.channel][*at] = true;
  }
}

std::int32_t level_tenth_db(const Segment& segment, const Sound& video,
                            const ReferenceTrack& track) {
  constexpr std::int32_t kLimit = 300;
  // The gain of the track in the video: how much louder its peaks are there, in half decibels.
  std::vector<int> gains;
  for (const ReferencePeak& peak : peaks_between(track.peaks, segment.first, segment.end)) {
    const PeakField& field = video.fields[peak.channel];
    const auto at = field.find(std::int64_t{peak.frame} + segment.offset, peak.frequency);
    if (at && peak.level > 0) gains.push_back(field.level(*at) - peak.level);
  }
  if (gains.empty()) return -kLimit;
  const auto middle = gains.begin() + static_cast<std::ptrdiff_t>(gains.size() / 2);
  std::nth_element(gains.begin(), middle, gains.end());
  double music = 0;
  double all = 0;
  const auto power = [](double half_db) { return std::pow(10.0, half_db / 20); };
  for (std::int64_t frame = segment.first; frame < segment.end; frame += kPeriodFrames) {
    const auto in_track = static_cast<std::size_t>(frame / kPeriodFrames);
    const auto in_video = static_cast<std::size_t>((frame + segment.offset) / kPeriodFrames);
    if (in_track >= track.mid_levels.size() || in_video >= video.mid_levels.size()) continue;
    music += power(track.mid_levels[in_track] + *middle);
    all += power(video.mid_levels[in_video]);
  }
  const double rest = std::max(all - music, 1e-3 * music);
  const double tenth_db = 100 * std::log10(std::max(music, 1e-9) / std::max(rest, 1e-9));
  return static_cast<std::int32_t>(std::clamp(std::lround(tenth_db), -long{kLimit}, long{kLimit}));
}

}  // namespace matcher

#include "matcher/alignment.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace matcher {
namespace {

namespace grid = engine::landmark_grid;

constexpr std::int64_t kPeriod = grid::kLevelPeriodFrames;

/// Chance is measured at these many frames before and after the alignment: 0.3 to 4.5 s away, far
/// enough to be wrong, near enough to meet the same voice and the same beat. No common divisor, so
/// that no tempo meets many of them.
constexpr std::array<std::int32_t, 16> kWrongBy = {19,  31,  43,  59,  73,  89,  103, 113,
                                                   131, 151, 167, 181, 199, 223, 251, 281};
constexpr std::size_t kWrongAlignments = 2 * kWrongBy.size();
/// Enough for a rate, where the spread is not asked for.
constexpr std::size_t kFewWrongAlignments = 8;

/// The first few are spread over the whole range, too.
std::int32_t wrong_shift(std::size_t i) {
  const std::int32_t by = kWrongBy[i / 2 * 5 % kWrongBy.size()];
  return i % 2 == 0 ? by : -by;
}

/// One track against one video at one offset.
class Alignment {
 public:
  Alignment(const Sound& video, const ReferenceTrack& track, std::int32_t offset,
            const Explained* explained)
      : video_(video), track_(track), offset_(offset), explained_(explained) {}

  /// Track frames that lie within the video.
  std::int64_t first() const { return std::max<std::int64_t>(0, -offset_); }
  std::int64_t end() const {
    return std::min<std::int64_t>(track_.frames, std::int64_t{video_.frames} - offset_);
  }

  enum class Outcome { kMissing, kFound, kExplained };
  Outcome look(const ReferencePeak& peak, std::int32_t shift = 0) const {
    const auto at = video_.fields[peak.channel].find(std::int64_t{peak.frame} + offset_ + shift,
                                                     peak.frequency);
    if (!at) return Outcome::kMissing;
    if (explained_ != nullptr && (*explained_)[peak.channel][*at]) return Outcome::kExplained;
    return Outcome::kFound;
  }

  std::span<const ReferencePeak> peaks(std::int64_t from, std::int64_t to) const {
    return peaks_between(track_.peaks, from, to);
  }

  FindRates measure(std::int64_t from, std::int64_t to) const;

 private:
  const Sound& video_;
  const ReferenceTrack& track_;
  std::int32_t offset_;
  const Explained* explained_;
};

/// Log-likelihood ratio of one peak, by channel, band and outcome.
struct Weights {
  FindRates::Table found{};
  FindRates::Table missing{};

  explicit Weights(const FindRates& rates) {
    // A band in which the alignment does no better than chance says nothing: a telephone has no
    // treble, and what it lacks is no evidence against it.
    constexpr float kLeastAdvantage = 1.3F;
    for (std::size_t c = 0; c < kChannels; ++c) {
      for (std::size_t b = 0; b < grid::kBands; ++b) {
        const float here = rates.here[c][b];
        const float chance = rates.chance[c][b];
        if (here < kLeastAdvantage * chance) continue;
        found[c][b] = std::log(here / chance);
        missing[c][b] = std::log((1 - here) / (1 - chance));
      }
    }
  }

  float of(const ReferencePeak& peak, Alignment::Outcome outcome) const {
    if (outcome == Alignment::Outcome::kExplained) return 0;
    return (outcome == Alignment::Outcome::kFound ? found : missing)[peak.channel][peak.band];
  }
};

FindRates Alignment::measure(std::int64_t from, std::int64_t to) const {
  using Counts = std::array<std::array<float, grid::kBands>, kChannels>;
  Counts expected{};
  Counts found{};
  Counts by_chance{};
  float all_expected = 0;
  float all_found = 0;
  for (const ReferencePeak& peak : peaks(from, to)) {
    const Outcome outcome = look(peak);
    if (outcome == Outcome::kExplained) continue;
    const bool hit = outcome == Outcome::kFound;
    expected[peak.channel][peak.band] += 1;
    found[peak.channel][peak.band] += hit ? 1.0F : 0.0F;
    all_expected += 1;
    all_found += hit ? 1.0F : 0.0F;
    for (std::size_t i = 0; i < kFewWrongAlignments; ++i) {
      if (look(peak, wrong_shift(i)) == Outcome::kFound) by_chance[peak.channel][peak.band] += 1;
    }
  }
  // Few peaks lie in one band: its rates lean on what is known from all bands (here) and on a
  // typical chance, by the weight of this many peaks.
  constexpr float kPriorPeaks = 12;
  constexpr float kTypicalChance = 0.04F;
  const float all_here = (all_found + 1) / (all_expected + 2);
  FindRates rates;
  for (std::size_t c = 0; c < kChannels; ++c) {
    for (std::size_t b = 0; b < grid::kBands; ++b) {
      rates.here[c][b] = std::clamp(
          (found[c][b] + kPriorPeaks * all_here) / (expected[c][b] + kPriorPeaks), 0.01F, 0.99F);
      rates.chance[c][b] = std::clamp((by_chance[c][b] + kPriorPeaks * kTypicalChance) /
                                          (kFewWrongAlignments * expected[c][b] + kPriorPeaks),
                                      0.005F, 0.9F);
    }
  }
  return rates;
}

/// The offset at which most peaks are found, and whether that is more than luck.
struct BestOffset {
  std::int32_t offset = 0;
  float deviations = 0;
};

BestOffset best_offset(const Candidate& candidate, const Sound& video,
                       const ReferenceTrack& track) {
  // Chromaprint words are 124 ms apart, cells of landmark votes 64 ms.
  const std::int32_t reach = candidate.method == engine::MatchMethod::kChromaprint ? 10 : 4;
  constexpr std::int64_t kBefore = kStepFrames / 2;
  constexpr std::int64_t kAfter = 2 * kStepFrames;
  BestOffset best;
  std::int32_t most = -1;
  const auto core = [&](std::int32_t offset) {
    const std::int64_t from = std::int64_t{candidate.frame} - offset;
    return peaks_between(track.peaks, from - kBefore, from + kAfter);
  };
  // From the middle outwards, so that of equals the nearest wins.
  for (std::int32_t i = 0; i <= 2 * reach; ++i) {
    const std::int32_t offset = candidate.offset + (i % 2 == 0 ? i / 2 : -(i + 1) / 2);
    std::int32_t found = 0;
    for (const ReferencePeak& peak : core(offset)) {
      if (video.fields[peak.channel].find(std::int64_t{peak.frame} + offset, peak.frequency)) {
        ++found;
      }
    }
    if (found > most) {
      most = found;
      best.offset = offset;
    }
  }
  std::int32_t wrong = 0;
  for (const ReferencePeak& peak : core(best.offset)) {
    for (std::size_t i = 0; i < kFewWrongAlignments; ++i) {
      const std::int64_t frame = std::int64_t{peak.frame} + best.offset + wrong_shift(i);
      if (video.fields[peak.channel].find(frame, peak.frequency)) ++wrong;
    }
  }
  const float chance = static_cast<float>(wrong) / kFewWrongAlignments;
  best.deviations = (static_cast<float>(most) - chance) / std::sqrt(chance + 1);
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
    for (const ReferencePeak& peak : alignment_.peaks(from, to)) {
      total += weights_.of(peak, alignment_.look(peak, shift));
    }
    return total;
  }

 private:
  /// From `start` in one direction, period by period, to where the running sum is largest. A period
  /// in which a loud word covers the music counts as little against it, and the walk goes on until
  /// there has been nothing for about three seconds.
  std::int64_t furthest(std::int64_t start, int direction) const {
    constexpr float kWorstPeriod = -4;
    constexpr float kGiveUp = 24;
    float running = 0;
    float best = 0;
    std::int64_t best_at = start;
    const std::int64_t limit = direction > 0 ? alignment_.end() : alignment_.first();
    for (std::int64_t at = start; direction * (limit - at) > 0 && running >= best - kGiveUp;) {
      const std::int64_t next = at + direction * kPeriod;
      running += std::max(kWorstPeriod, sum(std::min(at, next), std::max(at, next)));
      at = next;
      if (running <= best) continue;
      best = running;
      best_at = at;
    }
    return std::clamp(best_at, alignment_.first(), std::max(alignment_.first(), alignment_.end()));
  }

  /// Moves both ends to the very peak at which the sum is largest, within one period.
  Stretch refined(Stretch stretch) const {
    const std::int64_t middle = (stretch.first + stretch.end) / 2;
    Stretch refined = stretch;
    float running = 0;
    float best = 0;
    const auto tail =
        alignment_.peaks(std::max(middle, stretch.end - 2 * kPeriod), stretch.end + kPeriod);
    if (!tail.empty()) refined.end = tail.front().frame;
    for (const ReferencePeak& peak : tail) {
      running += weights_.of(peak, alignment_.look(peak));
      if (running <= best) continue;
      best = running;
      refined.end = peak.frame + 1;
    }
    running = best = 0;
    const auto head =
        alignment_.peaks(stretch.first - kPeriod, std::min(middle, stretch.first + 2 * kPeriod));
    if (!head.empty()) refined.first = head.back().frame;
    for (auto it = head.rbegin(); it != head.rend(); ++it) {
      running += weights_.of(*it, alignment_.look(*it));
      if (running <= best) continue;
      best = running;
      refined.first = it->frame;
    }
    return refined;
  }

  const Alignment& alignment_;
  const Weights& weights_;
};

/// Score of the right alignment against those of the wrong ones. The highest tenth of these is left
/// out: where music repeats itself, some wrong alignments are right.
float deviations_of(float score, const Trace& trace, const Segment& segment) {
  std::array<float, kWrongAlignments> wrong{};
  for (std::size_t i = 0; i < kWrongAlignments; ++i) {
    wrong[i] = trace.sum(segment.first, segment.end, wrong_shift(i));
  }
  std::sort(wrong.begin(), wrong.end());
  constexpr std::size_t kKept = kWrongAlignments - kWrongAlignments / 10;
  double mean = 0;
  for (std::size_t i = 0; i < kKept; ++i) mean += wrong[i] / kKept;
  double variance = 0;
  for (std::size_t i = 0; i < kKept; ++i) {
    variance += (wrong[i] - mean) * (wrong[i] - mean) / (kKept - 1);
  }
  return static_cast<float>((score - mean) / std::sqrt(variance + 1));
}

/// Finds the ends and the evidence of `segment`, starting from the ends it has.
std::optional<Segment> measured(Segment segment, const Sound& video, const ReferenceTrack& track,
                                const Explained* explained) {
  constexpr std::int64_t kShortestFrames = 62;  // One second.
  const Alignment alignment(video, track, segment.offset, explained);
  FindRates rates;
  // Twice: the rates of the first guess find the ends, the rates between the ends decide.
  for (int pass = 0; pass < 2; ++pass) {
    rates = alignment.measure(segment.first, segment.end);
    const Weights weights(rates);
    const auto [first, end] = Trace(alignment, weights).around(segment.first, segment.end);
    segment.first = first;
    segment.end = end;
    if (end - first < kShortestFrames) return std::nullopt;
  }
  rates = alignment.measure(segment.first, segment.end);
  const Weights weights(rates);
  const Trace trace(alignment, weights);
  segment.score = trace.sum(segment.first, segment.end);
  if (segment.score < kClaimScore) return std::nullopt;
  segment.deviations = deviations_of(segment.score, trace, segment);
  if (segment.deviations < kClaimDeviations) return std::nullopt;
  segment.expected = segment.found = 0;
  segment.by_chance = 0;
  for (const ReferencePeak& peak : alignment.peaks(segment.first, segment.end)) {
    const auto outcome = alignment.look(peak);
    if (outcome == Alignment::Outcome::kExplained) continue;
    ++segment.expected;
    if (outcome == Alignment::Outcome::kFound) ++segment.found;
    segment.by_chance += rates.chance[peak.channel][peak.band];
  }
  if (static_cast<float>(segment.found) < kClaimTimesChance * segment.by_chance) {
    return std::nullopt;
  }
  return segment;
}

}  // namespace

std::optional<Segment> verify(const Candidate& candidate, const Sound& video,
                              const ReferenceTrack& track) {
  // Of two dozen wrong candidates the best of nine offsets hardly ever gets here.
  constexpr float kWorthMeasuring = 4.5F;
  const BestOffset best = best_offset(candidate, video, track);
  if (best.deviations < kWorthMeasuring) return std::nullopt;
  Segment segment;
  segment.ordinal = candidate.ordinal;
  segment.offset = best.offset;
  segment.method = candidate.method;
  const std::int64_t from = std::int64_t{candidate.frame} - best.offset;
  segment.first = from;
  segment.end = from + 2 * kStepFrames;
  return measured(segment, video, track, nullptr);
}

std::optional<Segment> verify_unexplained(const Segment& segment, const Sound& video,
                                          const ReferenceTrack& track, const Explained& explained) {
  return measured(segment, video, track, &explained);
}

void explain(const Segment& segment, const Sound& video, const ReferenceTrack& track,
             Explained& explained) {
  for (const ReferencePeak& peak : peaks_between(track.all_peaks, segment.first, segment.end)) {
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
    if (at) gains.push_back(field.level(*at) - peak.level);
  }
  if (gains.empty()) return -kLimit;
  const auto middle = gains.begin() + static_cast<std::ptrdiff_t>(gains.size() / 2);
  std::nth_element(gains.begin(), middle, gains.end());
  double music = 0;
  double all = 0;
  const auto power = [](double half_db) { return std::pow(10.0, half_db / 20); };
  for (std::int64_t frame = segment.first; frame < segment.end; frame += kPeriod) {
    const auto in_track = static_cast<std::size_t>(frame / kPeriod);
    const auto in_video = static_cast<std::size_t>((frame + segment.offset) / kPeriod);
    if (in_track >= track.mid_levels.size() || in_video >= video.mid_levels.size()) continue;
    music += power(track.mid_levels[in_track] + *middle);
    all += power(video.mid_levels[in_video]);
  }
  const double rest = std::max(all - music, 1e-3 * music);
  const double tenth_db = 100 * std::log10(std::max(music, 1e-9) / std::max(rest, 1e-9));
  return static_cast<std::int32_t>(std::clamp(std::lround(tenth_db), -long{kLimit}, long{kLimit}));
}

}  // namespace matcher

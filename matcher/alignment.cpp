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

/// How well the music is heard changes from word to word. So the peaks of half a second are judged
/// at each of these advantages over chance, as multiples of that of the whole stretch, and the
/// average of the likelihoods counts: a loud word over the music is hardly evidence against it.
constexpr std::array<float, 4> kAdvantages = {0.15F, 0.45F, 1, 1.6F};

/// Log-likelihood ratios of one peak, by channel, band and outcome.
struct PeakWeights {
  FindRates::Table found{};
  FindRates::Table missing{};

  PeakWeights() = default;
  PeakWeights(const FindRates& rates, float advantage) {
    // A band in which the alignment does no better than chance says nothing: a telephone has no
    // treble, and what it lacks is no evidence against it.
    constexpr float kLeastAdvantage = 1.3F;
    constexpr float kSurest = 0.98F;
    for (std::size_t c = 0; c < kChannels; ++c) {
      for (std::size_t b = 0; b < grid::kBands; ++b) {
        const float chance = rates.chance[c][b];
        if (rates.here[c][b] < kLeastAdvantage * chance) continue;
        const float here =
            std::clamp(chance + advantage * (rates.here[c][b] - chance), chance, kSurest);
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

/// Log-likelihood ratio of the peaks of one period.
struct Weights {
  std::array<PeakWeights, kAdvantages.size()> at;

  explicit Weights(const FindRates& rates) {
    for (std::size_t i = 0; i < at.size(); ++i) at[i] = PeakWeights(rates, kAdvantages[i]);
  }

  float of_period(const Alignment& alignment, std::int64_t from, std::int64_t to,
                  std::int32_t shift) const {
    std::array<float, kAdvantages.size()> sums{};
    for (const ReferencePeak& peak : alignment.peaks(from, to)) {
      const auto outcome = alignment.look(peak, shift);
      for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += at[i].of(peak, outcome);
    }
    const float most = *std::max_element(sums.begin(), sums.end());
    float likelihood = 0;
    for (const float sum : sums) likelihood += std::exp(sum - most);
    return most + std::log(likelihood / static_cast<float>(sums.size()));
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
    std::int32_t found = 0;
    for (const ReferencePeak& peak : core_of(candidate, offset, track)) {
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
    for (std::int64_t at = from; at < to; at += kPeriod) {
      total += weights_.of_period(alignment_, at, std::min(to, at + kPeriod), shift);
    }
    return total;
  }

 private:
  /// From `start` in one direction, period by period, to where the running sum is largest, until
  /// there has been nothing for about three seconds.
  std::int64_t furthest(std::int64_t start, int direction) const {
    constexpr float kWorstPeriod = -4;
    constexpr float kGiveUp = 8;
    constexpr int kGiveUpPeriods = 12;
    float running = 0;
    float best = 0;
    int without = 0;
    std::int64_t best_at = start;
    const std::int64_t limit = direction > 0 ? alignment_.end() : alignment_.first();
    for (std::int64_t at = start; direction * (limit - at) > 0;) {
      const std::int64_t next = at + direction * kPeriod;
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
    constexpr std::int64_t kNear = 10 * kPeriod;
    constexpr std::int64_t kInwards = 4 * kPeriod;
    const std::int64_t middle = (stretch.first + stretch.end) / 2;
    Stretch refined = stretch;
    const PeakWeights at_end(
        alignment_.measure(std::max(stretch.first, stretch.end - kNear), stretch.end), 1);
    float running = 0;
    float best = 0;
    const auto tail =
        alignment_.peaks(std::max(middle, stretch.end - kInwards), stretch.end + kPeriod);
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
        alignment_.peaks(stretch.first - kPeriod, std::min(middle, stretch.first + kInwards));
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

std::optional<Segment> verify(const Candidate& candidate, const Sound& video,
                              const ReferenceTrack& track) {
  // Of two dozen wrong candidates the best of nine offsets hardly ever gets here.
  constexpr float kWorthMeasuring = 4.5F;
  const std::int32_t offset = best_offset(candidate, video, track);
  const auto core = core_of(candidate, offset, track);
  if (deviations_from_chance(core, offset, video) < kWorthMeasuring) return std::nullopt;
  Segment segment;
  segment.ordinal = candidate.ordinal;
  segment.playing = candidate.playing;
  segment.offset = offset;
  segment.method = candidate.method;
  segment.first = std::int64_t{candidate.frame} - offset;
  segment.end = segment.first + 2 * kStepFrames;
  return measured(segment, video, track, nullptr);
}

std::optional<Segment> measure(const Segment& segment, const Sound& video,
                               const ReferenceTrack& track) {
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

#include "matcher/music_features.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <span>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::SpectralPeak;
using engine::SpectralTrace;
namespace grid = engine::landmark_grid;

constexpr std::size_t kBands = grid::kBands;
constexpr std::size_t kFrames = grid::kLevelPeriodFrames;
constexpr std::size_t kBins = grid::kWindowSamples / 2;

/// Ends of the classes of lag, in frames: 0.26 to 0.75 s is within a note, to 2 s within a bar, to
/// 4 s beyond it. Closer than the first, voices hold their frequencies too.
constexpr std::array<std::uint32_t, kMusicLagClasses + 1> kLagEdges = {16, 48, 126, 250};
constexpr std::uint32_t kLags = kLagEdges.back();
constexpr std::uint32_t kShortestLag = 4;  // Peaks of one tone are no closer (ingest/landmarks).
/// Shortest beat that is looked for: 0.19 s.
constexpr std::uint32_t kShortestBeat = 12;

/// In steps of 1/8 bin. A peak whose nearest neighbour is no farther is held, and one whose
/// neighbour is no farther than the second has moved; beyond, it is another tone.
constexpr int kHeldSteps = 1;
constexpr int kMovedSteps = 16;

/// Counts of one channel in some periods; a peak is of the period that it lies in, and is compared
/// with what comes after it.
struct Counts {
  std::array<int, kBands> peaks{};
  std::array<std::array<int, kMusicLagClasses>, kBands> held{};
  std::array<std::array<int, kMusicLagClasses>, kBands> moved{};
  std::array<int, kLags> repeats{};       ///< Pairs of peaks at one frequency, by lag.
  std::array<int, kLags> coincidences{};  ///< Pairs of peaks at any frequency, by lag.
  std::array<int, kBins> bins{};          ///< Peaks by bin.

  /// Adds `sign` times `other`.
  void add(const Counts& other, int sign) {
    const auto each = [sign](auto& into, const auto& from) {
      for (std::size_t i = 0; i < into.size(); ++i) into[i] += sign * from[i];
    };
    each(peaks, other.peaks);
    for (std::size_t band = 0; band < kBands; ++band) {
      each(held[band], other.held[band]);
      each(moved[band], other.moved[band]);
    }
    each(repeats, other.repeats);
    each(coincidences, other.coincidences);
    each(bins, other.bins);
  }
};

std::size_t band_of_bin(std::size_t bin) {
  const auto end = std::upper_bound(grid::kBandEdges.begin() + 1, grid::kBandEdges.end() - 1, bin);
  return static_cast<std::size_t>(end - grid::kBandEdges.begin()) - 1;
}

/// One channel, counted period by period in order.
class Counter {
 public:
  /// Peaks behind the last period are left out.
  Counter(const SpectralTrace& trace, std::size_t periods)
      : peaks_(trace.peaks), per_frame_(periods * kFrames + kLags) {
    for (const SpectralPeak& peak : peaks_) {
      if (peak.frame < periods * kFrames) ++per_frame_[peak.frame];
    }
  }

  /// The counts of the next period.
  Counts next() {
    Counts counts;
    const std::size_t end = (period_ + 1) * kFrames;
    for (; peak_ < peaks_.size() && peaks_[peak_].frame < end; ++peak_) count(peak_, counts);
    count_coincidences(counts);
    ++period_;
    return counts;
  }

 private:
  void count(std::size_t index, Counts& counts) const {
    const SpectralPeak& peak = peaks_[index];
    const std::size_t bin = peak.frequency / grid::kStepsPerBin;
    const std::size_t band = band_of_bin(bin);
    ++counts.peaks[band];
    ++counts.bins[bin];
    constexpr int kNone = kMovedSteps + 1;
    std::array<int, kMusicLagClasses> nearest;
    nearest.fill(kNone);
    std::size_t lag_class = 0;
    for (std::size_t other = index + 1; other < peaks_.size(); ++other) {
      const std::uint32_t lag = peaks_[other].frame - peak.frame;
      if (lag >= kLags) break;
      const int distance = std::abs(peaks_[other].frequency - peak.frequency);
      if (distance > kMovedSteps || lag < kShortestLag) continue;
      if (distance <= kHeldSteps) ++counts.repeats[lag];
      if (lag < kLagEdges.front()) continue;
      while (lag >= kLagEdges[lag_class + 1]) ++lag_class;
      nearest[lag_class] = std::min(nearest[lag_class], distance);
    }
    for (std::size_t i = 0; i < kMusicLagClasses; ++i) {
      if (nearest[i] <= kHeldSteps) {
        ++counts.held[band][i];
      } else if (nearest[i] <= kMovedSteps) {
        ++counts.moved[band][i];
      }
    }
  }

  void count_coincidences(Counts& counts) const {
    const std::size_t first = period_ * kFrames;
    for (std::size_t frame = first; frame < first + kFrames; ++frame) {
      const int here = per_frame_[frame];
      if (here == 0) continue;
      for (std::size_t lag = 0; lag < kLags; ++lag) {
        counts.coincidences[lag] += here * per_frame_[frame + lag];
      }
    }
  }

  std::span<const SpectralPeak> peaks_;
  std::vector<int> per_frame_;  // How many peaks each frame has.
  std::size_t peak_ = 0;
  std::size_t period_ = 0;
};

/// The counts of the periods around one, moved on period by period.
class Window {
 public:
  Window(const SpectralTrace& trace, std::size_t periods)
      : counter_(trace, periods), periods_(periods) {
    for (std::size_t i = 0; i < std::min(kMusicPeriodsAround, periods); ++i) enter();
  }

  /// Goes to the next period; first to period 0.
  const Counts& advance() {
    if (entered_ < periods_) enter();
    if (middle_ > kMusicPeriodsAround) {
      sum_.add(held_[(middle_ - kMusicPeriodsAround - 1) % held_.size()], -1);
    }
    ++middle_;
    return sum_;
  }

 private:
  void enter() {
    Counts& slot = held_[entered_ % held_.size()];
    slot = counter_.next();
    sum_.add(slot, 1);
    ++entered_;
  }

  Counter counter_;
  std::size_t periods_;
  std::size_t entered_ = 0;
  std::size_t middle_ = 0;
  Counts sum_;
  std::vector<Counts> held_ = std::vector<Counts>(2 * kMusicPeriodsAround + 2);
};

/// Writes a row from left to right.
class Row {
 public:
  explicit Row(MusicFeatures& features) : features_(features) {}
  void put(double value) { features_[next_++] = static_cast<float>(value); }
  /// ln of (part + a half) over (rest + a bit more): few counts say little.
  void put_odds(int part, int rest) { put(std::log((part + 0.5) / (rest + 1.5))); }

 private:
  MusicFeatures& features_;
  std::size_t next_ = 0;
};

/// How far the counts by lag stand out at some lags: the highest against the mean, the scatter
/// against chance, and the highest mean of a lag and twice the lag.
void put_regularity(const std::array<int, kLags>& by_lag, Row& row) {
  constexpr std::size_t kCount = kLags - kShortestBeat - 1;
  std::array<double, kCount> smooth;
  double sum = 0;
  double squares = 0;
  for (std::size_t i = 0; i < kCount; ++i) {
    const std::size_t lag = i + kShortestBeat;
    smooth[i] = (by_lag[lag - 1] + by_lag[lag] + by_lag[lag + 1]) / 3.0;
    sum += smooth[i];
    squares += smooth[i] * smooth[i];
  }
  const double mean = sum / kCount;
  const double scatter = std::sqrt(std::max(0.0, squares / kCount - mean * mean));
  double comb = 0;
  for (std::size_t lag = kShortestBeat; 2 * lag - kShortestBeat < kCount; ++lag) {
    comb = std::max(comb, (smooth[lag - kShortestBeat] + smooth[2 * lag - kShortestBeat]) / 2);
  }
  row.put(std::log((*std::max_element(smooth.begin(), smooth.end()) + 1) / (mean + 1)));
  row.put(std::log(scatter / (std::sqrt(mean) + 0.3) + 0.05));
  row.put(std::log((comb + 1) / (mean + 1)));
}

void put_channel(const Counts& counts, std::size_t periods, Row& row) {
  int all = 0;
  for (std::size_t band = 0; band < kBands; ++band) {
    const int peaks = counts.peaks[band];
    all += peaks;
    row.put(static_cast<double>(peaks) / static_cast<double>(periods));
    for (std::size_t lag_class = 0; lag_class < kMusicLagClasses; ++lag_class) {
      const int held = counts.held[band][lag_class];
      row.put_odds(held, peaks - held);
      row.put_odds(held, counts.moved[band][lag_class]);
    }
  }
  const auto empty = std::count(counts.bins.begin(), counts.bins.end(), 0);
  row.put(std::log(static_cast<double>(kBins) - static_cast<double>(empty) + 1));
  row.put(std::log(all / static_cast<double>(periods) + 1));
  put_regularity(counts.repeats, row);
  put_regularity(counts.coincidences, row);
}

/// Half-open range of periods around one.
struct Around {
  Around(std::size_t period, std::size_t periods)
      : first(period - std::min(period, kMusicPeriodsAround)),
        end(std::min(periods, period + kMusicPeriodsAround + 1)) {}

  std::size_t count() const { return end - first; }

  std::size_t first;
  std::size_t end;
};

void put_levels(const Fingerprint& fingerprint, const Around& around, Row& row) {
  constexpr double kUnitsPerDb = 2;
  constexpr double kLowestDb = -60;
  constexpr double kMostScatterDb = 15;
  double mid = 0;
  double mid_squares = 0;
  double side = 0;
  for (std::size_t period = around.first; period < around.end; ++period) {
    const double level = fingerprint.mid.levels[period] / kUnitsPerDb;
    mid += level;
    mid_squares += level * level;
    if (period < fingerprint.side.levels.size()) {
      side += fingerprint.side.levels[period] / kUnitsPerDb;
    }
  }
  const auto count = static_cast<double>(around.count());
  const double mean = mid / count;
  row.put(std::max(side / count - mean, kLowestDb));
  row.put(std::min(std::sqrt(std::max(0.0, mid_squares / count - mean * mean)), kMostScatterDb));
  row.put(fingerprint.side.peaks.empty() ? 1 : 0);
}

/// Mean number of bits that differ between words that far apart; half of 32 where there are none.
void put_words(const std::vector<std::uint32_t>& words, const Around& around, Row& row) {
  constexpr double kByChance = 16;
  constexpr std::int64_t kPeriodUs = grid::kFramePeriod.count() * grid::kLevelPeriodFrames;
  const std::int64_t word_us = engine::chromaprint_word_start(1).count();
  const auto word_at = [&](std::size_t period) {
    return static_cast<std::size_t>(static_cast<std::int64_t>(period) * kPeriodUs / word_us);
  };
  for (const std::size_t lag : kMusicWordLags) {
    const std::size_t end = words.size() - std::min(words.size(), lag);
    int bits = 0;
    int count = 0;
    for (std::size_t word = word_at(around.first); word < std::min(end, word_at(around.end));
         ++word) {
      bits += std::popcount(words[word] ^ words[word + lag]);
      ++count;
    }
    row.put(count == 0 ? kByChance : static_cast<double>(bits) / count);
  }
}

}  // namespace

std::vector<MusicFeatures> music_features(const Fingerprint& fingerprint) {
  const std::size_t periods = fingerprint.mid.levels.size();
  std::vector<MusicFeatures> rows(periods);
  Window mid(fingerprint.mid, periods);
  Window side(fingerprint.side, periods);
  for (std::size_t period = 0; period < periods; ++period) {
    const Around around(period, periods);
    Row row(rows[period]);
    put_channel(mid.advance(), around.count(), row);
    put_channel(side.advance(), around.count(), row);
    put_levels(fingerprint, around, row);
    put_words(fingerprint.chromaprint, around, row);
  }
  return rows;
}

}  // namespace matcher

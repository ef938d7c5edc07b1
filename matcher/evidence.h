// What a track's peaks say at one place in a video: each found or missing, against how often peaks
// of the same channel and band are found at wrong alignments of the same track on the same stretch.
// Chance is always measured there: voices and drums make regularities of their own.
#pragma once

#include "engine/core/fingerprint.h"
#include "matcher/sound.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace matcher {

/// Evidence is added up by half seconds.
constexpr std::int64_t kPeriodFrames = engine::landmark_grid::kLevelPeriodFrames;

/// Which peaks of the video are already explained by an accepted track, per channel.
using Explained = std::array<std::vector<bool>, kChannels>;

/// How often a peak is found: at this alignment, and by chance; per channel and band.
struct FindRates {
  using Table = std::array<std::array<float, engine::landmark_grid::kBands>, kChannels>;
  Table here{};
  Table chance{};
};

/// Alignments that are 0.3 to 4.5 s off, before and after.
constexpr std::size_t kWrongAlignments = 32;
/// Enough for a rate, where the spread is not asked for.
constexpr std::size_t kFewWrongAlignments = 8;

/// By how many frames wrong alignment `i` is off; the first few are spread over the whole range.
std::int32_t wrong_shift(std::size_t i);

/// One track, as played, against one video at one offset. Lifetime: refers to what it is given.
class Alignment {
 public:
  /// `explained` may be null.
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

  /// Over track frames [from, to).
  FindRates measure(std::int64_t from, std::int64_t to) const;

 private:
  const Sound& video_;
  const ReferenceTrack& track_;
  std::int32_t offset_;
  const Explained* explained_;
};

/// Log-likelihood ratios of one peak, by channel, band and outcome.
struct PeakWeights {
  FindRates::Table found{};
  FindRates::Table missing{};

  PeakWeights() = default;
  /// At `advantage` times the advantage over chance that `rates` have.
  PeakWeights(const FindRates& rates, float advantage);

  float of(const ReferencePeak& peak, Alignment::Outcome outcome) const {
    if (outcome == Alignment::Outcome::kExplained) return 0;
    return (outcome == Alignment::Outcome::kFound ? found : missing)[peak.channel][peak.band];
  }
};

/// How well the music is heard changes from word to word. So the peaks of half a second are judged
/// at each of these advantages over chance, as multiples of that of the whole stretch, and the
/// average of the likelihoods counts: a loud word over the music is hardly evidence against it.
constexpr std::array<float, 4> kAdvantages = {0.15F, 0.45F, 1, 1.6F};

/// Log-likelihood ratio of the peaks of one period.
struct Weights {
  std::array<PeakWeights, kAdvantages.size()> at;

  explicit Weights(const FindRates& rates);

  /// Of those in track frames [from, to), looked for `shift` frames off.
  float of_period(const Alignment& alignment, std::int64_t from, std::int64_t to,
                  std::int32_t shift) const;
};

/// Score of the right alignment above those of the wrong ones, in their standard deviations. The
/// highest tenth of these is left out: where music repeats itself, some wrong alignments are right.
float deviations_among(float score, std::array<float, kWrongAlignments> wrong);

}  // namespace matcher

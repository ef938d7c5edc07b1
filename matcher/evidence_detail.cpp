#include "matcher/evidence_detail.h"

#include <algorithm>
#include <cmath>

namespace matcher {
namespace {

namespace grid = engine::landmark_grid;

constexpr double kHzPerBin = static_cast<double>(grid::kSampleRateHz) / grid::kWindowSamples;

float to_hz(double steps) { return static_cast<float>(steps * kHzPerBin / grid::kStepsPerBin); }

/// Looks at the peaks of one segment and keeps the books.
class Reading {
 public:
  Reading(const Segment& segment, const Sound& video, const ReferenceTrack& track,
          const Explained* explained)
      : segment_(segment),
        video_(video),
        alignment_(video, track, segment.offset, explained),
        rates_(alignment_.measure(segment.first, segment.end)),
        weights_(rates_) {}

  /// From the first frame of the segment on, period by period, as its score is added up.
  float score(std::int32_t shift) const {
    float total = 0;
    for (std::int64_t at = segment_.first; at < segment_.end; at += kPeriodFrames) {
      total +=
          weights_.of_period(alignment_, at, std::min(segment_.end, at + kPeriodFrames), shift);
    }
    return total;
  }

  std::vector<PeriodEvidence> periods() const {
    constexpr std::int64_t kAround = 20;  // Ten seconds.
    std::vector<PeriodEvidence> periods;
    for (std::int64_t i = kAround; i > 0; --i) {
      const std::int64_t at = segment_.first - i * kPeriodFrames;
      if (at >= alignment_.first()) periods.push_back(period(at, at + kPeriodFrames, false));
    }
    for (std::int64_t at = segment_.first; at < segment_.end; at += kPeriodFrames) {
      periods.push_back(period(at, std::min(segment_.end, at + kPeriodFrames), true));
    }
    for (std::int64_t i = 0; i < kAround; ++i) {
      const std::int64_t at = segment_.end + i * kPeriodFrames;
      if (at + kPeriodFrames <= alignment_.end()) {
        periods.push_back(period(at, at + kPeriodFrames, false));
      }
    }
    return periods;
  }

  std::vector<BandEvidence> bands() const {
    std::vector<BandEvidence> bands;
    for (std::size_t c = 0; c < kChannels; ++c) {
      for (std::size_t b = 0; b < grid::kBands; ++b) {
        const PeakCount peaks = count(segment_.first, segment_.end, [&](const ReferencePeak& peak) {
          return peak.channel == c && peak.band == b;
        });
        if (peaks.expected == 0) continue;
        const auto edge = [](std::uint16_t bin) {
          return static_cast<std::int32_t>(std::lround(bin * kHzPerBin));
        };
        bands.push_back({static_cast<std::uint8_t>(c), edge(grid::kBandEdges[b]),
                         edge(grid::kBandEdges[b + 1]), peaks});
      }
    }
    return bands;
  }

  PeakCount all() const {
    return count(segment_.first, segment_.end, [](const ReferencePeak&) { return true; });
  }

  std::vector<SeenPeak> seen() const {
    std::vector<SeenPeak> seen;
    for (const ReferencePeak& peak : alignment_.peaks(segment_.first, segment_.end)) {
      const std::int64_t frame = std::int64_t{peak.frame} + segment_.offset;
      SeenPeak one{frame_time(frame), to_hz(peak.frequency), peak.channel, alignment_.look(peak)};
      const PeakField& field = video_.fields[peak.channel];
      if (const auto at = field.find(frame, peak.frequency)) {
        one.off_frames = static_cast<std::int32_t>(field.peak(*at).frame - frame);
        one.off_hz = to_hz(field.peak(*at).frequency - peak.frequency);
      }
      seen.push_back(one);
    }
    return seen;
  }

 private:
  template <class Counts>
  PeakCount count(std::int64_t first, std::int64_t end, const Counts& counts) const {
    PeakCount total;
    for (const ReferencePeak& peak : alignment_.peaks(first, end)) {
      const auto outcome = alignment_.look(peak);
      if (!counts(peak) || outcome == Alignment::Outcome::kExplained) continue;
      ++total.expected;
      if (outcome == Alignment::Outcome::kFound) ++total.found;
      total.by_chance += rates_.chance[peak.channel][peak.band];
    }
    return total;
  }

  PeriodEvidence period(std::int64_t first, std::int64_t end, bool inside) const {
    return {{frame_time(first + segment_.offset), frame_time(end + segment_.offset)},
            weights_.of_period(alignment_, first, end, 0),
            count(first, end, [](const ReferencePeak&) { return true; }),
            inside};
  }

  const Segment& segment_;
  const Sound& video_;
  const Alignment alignment_;
  const FindRates rates_;
  const Weights weights_;
};

}  // namespace

float PeakCount::times_chance() const {
  return by_chance > 0 ? static_cast<float>(found) / by_chance : 0;
}

EvidenceDetail detail_of(const Segment& segment, const Sound& video, const ReferenceTrack& track,
                         const Explained* explained) {
  const Reading reading(segment, video, track, explained);
  EvidenceDetail detail;
  detail.score = reading.score(0);
  for (std::size_t i = 0; i < kWrongAlignments; ++i) {
    detail.wrong_scores[i] = reading.score(wrong_shift(i));
  }
  detail.deviations = deviations_among(detail.score, detail.wrong_scores);
  detail.peaks = reading.all();
  detail.bands = reading.bands();
  detail.periods = reading.periods();
  detail.seen = reading.seen();
  return detail;
}

}  // namespace matcher

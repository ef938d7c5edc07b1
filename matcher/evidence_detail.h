// The evidence of one segment spread out for people: by band, by half second, peak by peak. It is
// made by the functions that verification decides with, so its sums are verification's figures.
#pragma once

#include "engine/core/media_time.h"
#include "matcher/evidence.h"
#include "matcher/segment.h"

#include <array>
#include <cstdint>
#include <vector>

namespace matcher {

/// Peaks of the track that were looked for, and what came of it.
struct PeakCount {
  std::int32_t expected = 0;
  std::int32_t found = 0;
  float by_chance = 0;  ///< Of the expected, found at wrong alignments on average.

  /// How many times more are found than chance would find; 0 when nothing was expected.
  float times_chance() const;
};

struct BandEvidence {
  std::uint8_t channel = 0;  ///< 0 mid, 1 side.
  std::int32_t low_hz = 0;
  std::int32_t high_hz = 0;
  PeakCount peaks;
};

/// Half a second. The last of a segment may be shorter.
struct PeriodEvidence {
  engine::MediaSpan in_video;
  float ratio = 0;  ///< Log-likelihood ratio, natural log.
  PeakCount peaks;
  bool inside = false;  ///< Of the segment; the others lie before or after it.
};

/// One peak of the track at its place in the video.
struct SeenPeak {
  engine::MediaTime time{0};  ///< In the video.
  float hz = 0;
  std::uint8_t channel = 0;
  Alignment::Outcome outcome = Alignment::Outcome::kMissing;
  /// Of one that was found: how far from its place.
  std::int32_t off_frames = 0;
  float off_hz = 0;
};

struct EvidenceDetail {
  float score = 0;       ///< Sum of the ratios inside.
  float deviations = 0;  ///< As Segment::deviations.
  PeakCount peaks;
  std::vector<BandEvidence> bands;  ///< Those with peaks; mid first, low first.
  std::vector<PeriodEvidence> periods;
  std::array<float, kWrongAlignments> wrong_scores{};
  std::vector<SeenPeak> seen;  ///< Of the segment, by time.
};

/// What is known of the segment when `explained`, which may be null, is left out; and of up to ten
/// seconds before and after it. `track` is the track as `segment` has it played.
EvidenceDetail detail_of(const Segment& segment, const Sound& video, const ReferenceTrack& track,
                         const Explained* explained);

}  // namespace matcher

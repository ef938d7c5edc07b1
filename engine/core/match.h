// What matcher hands on: one stretch of a video in which one track plays.
#pragma once

#include "engine/core/id.h"
#include "engine/core/media_time.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace engine {

/// Which fingerprint proposed a match. Verification at the alignment is the same for both.
enum class MatchMethod : std::uint8_t { kLandmark = 0, kChromaprint = 1 };

constexpr std::string_view to_string(MatchMethod method) {
  return method == MatchMethod::kChromaprint ? "chromaprint" : "landmark";
}

/// Matches of at least this confidence are claims; others are for a person to review.
constexpr std::int32_t kConfidentPpm = 900'000;

/// An alternative is about as good as the match from this share of their evidence on: 0.444 is four
/// fifths of the match's.
constexpr std::int64_t kAmbiguousShareMilli = 444;

/// Another track that explains the same stretch almost as well.
struct MatchAlternative {
  TrackId track;
  std::int32_t confidence_ppm = 0;

  friend bool operator==(const MatchAlternative&, const MatchAlternative&) = default;
};

/// Why a match was believed; shown by reports and `explain`, and recomputable from the archive.
struct MatchEvidence {
  std::int32_t peaks_expected = 0;  ///< Reference peaks within the stretch.
  std::int32_t peaks_found = 0;     ///< Of these, found in the video at this alignment.
  std::int32_t chance_milli = 0;    ///< 1000 x how many would be found at a wrong alignment.
  std::int32_t score_milli = 0;     ///< 1000 x log-likelihood ratio against chance (natural log).

  friend bool operator==(const MatchEvidence&, const MatchEvidence&) = default;
};

/// Integers throughout, so that a stored match equals the computed one bit for bit.
struct Match {
  TrackId track;
  MediaSpan in_video;
  MediaSpan in_track;                  ///< Same stretch on the track's own clock.
  std::int32_t speed_ppm = 1'000'000;  ///< How fast the track plays; 1'050'000 is 5 % faster.
  std::int32_t pitch_cents = 0;
  std::int32_t level_tenth_db = 0;  ///< Music against everything else while it plays.
  std::int32_t confidence_ppm = 0;  ///< 0 to 1'000'000.
  MatchMethod method = MatchMethod::kLandmark;
  std::vector<MatchAlternative> alternatives;  ///< Best first.
  MatchEvidence evidence;

  bool confident() const { return confidence_ppm >= kConfidentPpm; }

  friend bool operator==(const Match&, const Match&) = default;
};

/// The tracks that explain the stretch about as well as the match does, so that sound alone does
/// not tell which of them is used; empty when the match stands alone. An alternative's confidence
/// is to the match's as its evidence is to the sum of both.
inline std::vector<TrackId> ambiguous_among(const Match& match) {
  std::vector<TrackId> tracks;
  for (const MatchAlternative& other : match.alternatives) {
    if (std::int64_t{other.confidence_ppm} * 1000 >=
        std::int64_t{match.confidence_ppm} * kAmbiguousShareMilli) {
      tracks.push_back(other.track);
    }
  }
  return tracks;
}

}  // namespace engine

// Verification: is this track really playing at this offset, from where to where, and how sure is
// that? What decides is one number, the log-likelihood ratio of the track's peaks being found in
// the video, against the rate at which they are found at wrong alignments of the same track on the
// same stretch. Chance is always measured there: voices and drums make regularities of their own.
#pragma once

#include "matcher/candidates.h"
#include "matcher/evidence.h"
#include "matcher/segment.h"
#include "matcher/sound.h"
#include "matcher/verdict.h"

#include <cstdint>
#include <span>

namespace matcher {

/// Segments are claims when all three hold. The score alone is not enough: where peaks are found by
/// chance in clumps, wrong alignments score high as well, and the deviations tell; and a long
/// stretch adds up a little more than chance, which music of the same key and beat gives, to a high
/// score.
constexpr float kClaimScore = 52;
constexpr float kClaimDeviations = 7;
constexpr float kClaimTimesChance = 2.3F;
/// What plays beside an accepted claim must have this much evidence that the claim leaves over:
/// the echo of a repeat, and a shared drum, leave some.
constexpr float kSecondClaimScore = 80;
/// And this share of its other peaks must be found: of a kin of what plays a few are.
constexpr float kSecondClaimFound = 0.2F;
/// And its score must be this share of the one it has alone: 0.9 and more of what plays at once,
/// but a tenth of another copy of what plays.
constexpr float kSecondClaimShare = 0.3F;

/// What a candidate is judged by before it is measured: the track from this long before the step
/// that voted to this long after its start.
constexpr std::int64_t kCoreBeforeFrames = kStepFrames / 2;
constexpr std::int64_t kCoreAfterFrames = 2 * kStepFrames;

/// Verifies one candidate. `track` is the track as the candidate has it played.
Verdict verify(const Candidate& candidate, const Sound& video, const ReferenceTrack& track);

/// Finds the ends and the evidence of `segment`, starting from the ends it has. `track` is the
/// track as `segment` has it played.
Verdict measure(const Segment& segment, const Sound& video, const ReferenceTrack& track);

/// The evidence of `segment` between the ends it has.
Verdict measure_as_cut(const Segment& segment, const Sound& video, const ReferenceTrack& track);

/// How much more often than at wrong offsets the peaks of a track are found at one, in standard
/// deviations. `peaks` are those of the track as played.
float deviations_from_chance(std::span<const ReferencePeak> peaks, std::int32_t offset,
                             const Sound& video);

/// Measures a segment again without the peaks that other tracks explain; its ends move inwards to
/// what is left.
Verdict verify_unexplained(const Segment& segment, const Sound& video, const ReferenceTrack& track,
                           const Explained& explained);

/// Marks what `segment` explains: every peak of the track, of any rank, that is found.
void explain(const Segment& segment, const Sound& video, const ReferenceTrack& track,
             Explained& explained);

/// Level of the track in the video against everything else while it plays, tenths of a decibel,
/// within +-300.
std::int32_t level_tenth_db(const Segment& segment, const Sound& video,
                            const ReferenceTrack& track);

}  // namespace matcher

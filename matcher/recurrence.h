// Whether two stretches of video hold the same recording, and in which archived videos to look for
// one: music that no catalogue has is known by being heard again. The archive's postings propose,
// as for tracks that were added later (matcher/archive_search.h); verification decides, with one
// stretch in the place of the track and the other in that of the video.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/id.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "matcher/index.h"
#include "matcher/sound.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace matcher {

/// Less in common is not the same recording: a jingle, a shared stroke and chord.
constexpr engine::MediaTime kShortestShared{5'000'000};

/// A stretch of a video, laid out to be compared. Stays where it is made.
struct HeardStretch {
  HeardStretch(const engine::Fingerprint& video, engine::MediaSpan span);
  HeardStretch(const HeardStretch&) = delete;
  HeardStretch& operator=(const HeardStretch&) = delete;

  const engine::MediaSpan span;
  const std::uint32_t first_frame;  ///< Of the video.
  const engine::Fingerprint cut;    ///< On a clock of its own, from that frame on.
  const Sound sound;
  const ReferenceTrack reference;
};

/// The same recording in two stretches.
struct SameMusic {
  engine::MediaSpan here;        ///< Where it is heard, in the video of the one,
  engine::MediaTime shift{0};    ///< and this much later in that of the other.
  std::int32_t score_milli = 0;  ///< As engine::MatchEvidence.
};

/// Compares at `shift`, the time in the video of `there` minus that in the video of `here`, give or
/// take 64 ms. Empty unless at least kShortestShared are the same, beyond doubt: with the evidence
/// that a second claim needs (kSecondClaimScore), and tied to this place as a confident match is
/// (matcher/distinctness.h), since different tunes share loops and drums.
/// Cost: some milliseconds for each minute that the two have in common.
std::optional<SameMusic> same_music(const HeardStretch& here, const HeardStretch& there,
                                    engine::MediaTime shift);

/// A place in an archived video that hashes vote for.
struct Echo {
  engine::VideoId video;
  engine::MediaTime shift{0};  ///< As in SameMusic.
  engine::MediaTime at{0};     ///< In the archived video: of the twelve seconds from here on.
  std::uint32_t votes = 0;
};

/// Threads: as ArchiveSearch. Lifetime: `index` must outlive it.
class RecurrenceSearch {
 public:
  explicit RecurrenceSearch(const Index& index) : index_(index) {}

  /// Most votes first, a few hundred at most; the stretch itself, once it is archived, is among
  /// them. Only music that plays at the same speed is sought. Does not depend on the order in which
  /// videos were archived. Errors: kCorrupt, kUnavailable.
  engine::Result<std::vector<Echo>> echoes(const HeardStretch& stretch) const;

 private:
  const Index& index_;
};

}  // namespace matcher

// Where a track that was added later may play in the videos scanned before: asked of the archive's
// postings, not of every fingerprint. Hits vote for (video, offset) as in matcher/candidates.h, the
// other way around: a few hundred hashes of the track are the question, and all videos the index.
//
// The archive holds one hash in 2^kArchiveSampleBits of a video, so the track is asked for densely,
// with far more triplets than it is indexed by. `candidates` is generous: on the exam in
// benchmarks/accuracy it proposes 98 % of what matching finds, and a wrong video for every four
// hours of archive. `plays` then verifies at the alignment, as matching does, and leaves what is
// worth matching against all tracks.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/id.h"
#include "engine/core/result.h"
#include "matcher/candidates.h"
#include "matcher/index.h"

#include <memory>
#include <span>
#include <vector>

namespace matcher {

/// "This track may play in this video, at one of these places."
struct ArchiveCandidate {
  engine::VideoId video;
  engine::TrackId track;
  std::vector<Candidate> places;  ///< Most votes first; few.
};

/// Holds a cache of decoded tracks, so keep one for a whole search.
/// Threads: const functions at once from many, while nobody writes to the index but `archive`s no
/// video. Lifetime: `index` must outlive it.
class ArchiveSearch {
 public:
  explicit ArchiveSearch(const Index& index);
  ~ArchiveSearch();
  ArchiveSearch(const ArchiveSearch&) = delete;
  ArchiveSearch& operator=(const ArchiveSearch&) = delete;

  /// Ordered by video. Does not depend on the order in which videos were archived. Reads nothing of
  /// the videos' fingerprints. The first 51 hours of a video are searched.
  /// Errors: kNotFound (no such track), kCorrupt, kUnavailable.
  engine::Result<std::vector<ArchiveCandidate>> candidates(const engine::TrackId& track) const;

  /// Whether one of `candidates`, all of them of `video`, is verified in its archived fingerprint.
  /// Errors: kNotFound (no such track), kCorrupt, kUnavailable.
  engine::Result<bool> plays(const engine::Fingerprint& video,
                             std::span<const ArchiveCandidate> candidates) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace matcher

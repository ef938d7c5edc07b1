// What an open index holds in memory. Only matcher's own files include this.
#pragma once

#include "matcher/index.h"
#include "matcher/posting_runs.h"
#include "matcher/store.h"
#include "matcher/video_archive.h"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace matcher {

struct Index::State {
  explicit State(Store opened) : store(std::move(opened)) {}

  Store store;
  std::unique_ptr<PostingRuns> runs;
  std::unique_ptr<VideoArchive> archive;
  std::map<engine::TrackId, std::uint32_t> ordinals;
  // By ordinal; those of tracks that were removed have no frames.
  std::vector<engine::TrackId> ids;
  std::vector<std::uint32_t> frames;  ///< As frame_count(), landmark_hash.h.

  std::uint32_t next_ordinal() const { return static_cast<std::uint32_t>(ids.size()); }
  void remember(const engine::TrackId& id, std::uint32_t ordinal, std::uint32_t track_frames);

  /// With the peaks and levels that kKeptOfTrack says (packed_record.h).
  /// Errors: kCorrupt (missing or damaged), kUnavailable.
  engine::Result<engine::FingerprintedMedia> read_track(std::uint32_t ordinal) const;

  /// Puts a track's hashes among the postings, and seals when much is gathered.
  /// Errors: kUnavailable.
  engine::Result<void> gather(std::uint32_t ordinal, const engine::Fingerprint& fingerprint,
                              Access access);
  engine::Result<void> read_ordinals();
  engine::Result<void> build_anew();
};

}  // namespace matcher

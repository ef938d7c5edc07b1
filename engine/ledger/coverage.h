// Which tracks the current scan of each video has taken into account. The sets of tracks that
// videos were matched against are numbered as they come; a video is covered by the set it was
// matched against last, and by a later one when a search of the archive for what the later has more
// says that nothing would change.
#pragma once

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/storage/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine::ledger {

/// A video that is not covered by the present set of tracks.
struct UncoveredVideo {
  VideoId video;
  std::int64_t covered = 0;  ///< Number of the set that covers it; 0 when it is not known.
  bool names_gone = false;   ///< Its current scan names a track that is not there any more.
};

/// A track of the present set.
struct PresentTrack {
  TrackId track;
  std::int64_t since = 0;  ///< Number of the first set that has had it since.
};

/// A current scan that stands for what a scan of today would say.
struct CoveringScan {
  ScanId scan;
  std::string catalogue_digest;  ///< Of the set of tracks it was made with.
};

/// Threads: those of the database, one at a time.
class Coverage {
 public:
  /// `database` has the ledger's schema, and must outlive this.
  explicit Coverage(storage::Database& database) : database_(&database) {}

  /// Makes `tracks`, told by `digest`, the present set: what is posted to the ledger from now on
  /// was matched against it. Nothing is written when it is already.
  Result<void> note_tracks(const std::string& digest, const std::vector<TrackId>& tracks);

  /// The videos with a current scan that the present set does not cover, ordered by location.
  Result<std::vector<UncoveredVideo>> uncovered() const;

  /// The tracks of the present set that set `covered` lacks, ordered by id.
  Result<std::vector<PresentTrack>> tracks_since(std::int64_t covered) const;

  /// From now on the present set covers all videos but those.
  Result<void> cover_all_but(const std::vector<VideoId>& videos);

  /// A video's current scan, if the present set covers it.
  Result<std::optional<CoveringScan>> covering(const VideoId& video) const;

 private:
  storage::Database* database_;
};

}  // namespace engine::ledger

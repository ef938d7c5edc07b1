// What was found where: every scan of every video, kept for good. Posting is idempotent: telling
// the ledger twice changes nothing. A video's newest scan is the current one; older ones are
// history. The views named *_v are documented in ledger_schema.cpp and are there to be queried:
//
//   sqlite3 ledger.db 'select * from usage_v'
#pragma once

#include "engine/catalogue/catalogue.h"
#include "engine/core/result.h"
#include "engine/core/scan_result.h"
#include "engine/core/shared.h"
#include "engine/ledger/amendments.h"
#include "engine/ledger/coverage.h"
#include "engine/ledger/cue_sheets.h"
#include "engine/ledger/events.h"
#include "engine/ledger/found_places.h"
#include "engine/ledger/unknown_clusters.h"
#include "engine/ledger/video_metadata.h"
#include "engine/storage/database.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace engine::ledger {

class LedgerPages;

/// One current use of a track in a video, with what the catalogue knows about the track. Uses that
/// were read together share their videos and recordings.
struct RecordedUse {
  std::string id;  ///< 32 hex digits: digest of scan, track and place. The same for ever.
  Shared<VideoFacts> video;
  Match match;
  Shared<catalogue::Recording> recording;
};

/// A use, and the scan that found it.
struct KnownUse {
  RecordedUse use;
  ScanId scan;
  bool current = false;   ///< False: a later scan of the video has taken this one's place.
  std::string posted_at;  ///< UTC, RFC 3339.
};

/// A stretch of a video with music of nobody in the catalogue.
struct UnknownStretch {
  VideoId video;
  MediaSpan span;
};

/// Which scan, and when it was posted.
struct ScanStamp {
  ScanId scan;
  std::string posted_at;  ///< UTC, RFC 3339.
};

/// The id of the use at `position`, from 0, among the matches of a scan.
std::string usage_id_of(const ScanId& scan, std::size_t position, const Match& match);

/// Threads: those of the database, one at a time.
class Ledger {
 public:
  /// Brings the schema up to date (or checks it, for reading); the catalogue's first, which the
  /// views join. `database` must outlive this.
  static Result<Ledger> open(storage::Database& database);

  /// Records a scan in one transaction and makes it its video's current one. A finished scan that
  /// is there already is only made current again; a failed one with the same id is replaced.
  /// It was matched against the tracks that `coverage()` was told of last, if any. What that
  /// changes in the video's findings goes into `events()`.
  /// `posted_at` is UTC, RFC 3339, for people; nothing depends on it.
  Result<void> post(const ScanResult& scan, const std::string& posted_at);

  /// Equal to what was posted, to the last bit. Empty when there is none.
  Result<std::optional<ScanResult>> find_scan(const ScanId& scan) const;

  /// A video's current scan; empty when it was never scanned.
  Result<std::optional<ScanResult>> current_scan(const VideoId& video) const;

  /// What was last known of a video; empty when it was never scanned.
  Result<std::optional<VideoFacts>> find_video(const VideoId& video) const;

  /// The one video that `text` names: id, prefix of it (6 digits and more), location, title, or end
  /// of a location ("b.mp4" for "/a/b.mp4"). Errors: kNotFound; kUsage when several fit, naming
  /// them.
  Result<VideoFacts> resolve_video(const std::string& text) const;

  /// All current uses, ordered by location of the video, start, end and track. What is for review
  /// is no use, and comes alone.
  Result<std::vector<RecordedUse>> uses() const;
  Result<std::vector<RecordedUse>> for_review() const;
  Result<std::vector<RecordedUse>> uses_in(const VideoId& video) const;
  /// Both kinds.
  Result<std::vector<RecordedUse>> findings_in(const VideoId& video) const;

  /// The one use that `text` names, by its id or the first 6 digits and more of it; of any scan,
  /// also of one that is history. Errors: kNotFound; kUsage when several fit, naming them, or when
  /// fewer digits are given.
  Result<KnownUse> resolve_use(const std::string& text) const;

  /// Videos with a current scan, ordered by location.
  Result<std::vector<VideoFacts>> videos() const;

  /// Of all current scans, by location of the video, then start.
  Result<std::vector<UnknownStretch>> unknown_music() const;

  /// The current scan of every video that has one.
  Result<std::map<VideoId, ScanStamp>> scan_stamps() const;

  /// What people have said of videos: of one (empty when nothing was), and of all that have any.
  Result<VideoMetadata> metadata(const VideoId& video) const;
  Result<std::map<VideoId, VideoMetadata>> metadata() const;

  Amendments amendments() { return Amendments(*database_); }
  CueSheets cue_sheets() { return CueSheets(*database_); }
  LedgerPages pages() const;  ///< engine/ledger/ledger_pages.h
  Events events() { return Events(*database_); }
  Coverage coverage() { return Coverage(*database_); }
  FoundPlaces found_places() const { return FoundPlaces(*database_); }
  UnknownClusters unknown_clusters() { return UnknownClusters(*database_); }

 private:
  explicit Ledger(storage::Database& database, catalogue::Catalogue recordings)
      : database_(&database), catalogue_(recordings) {}
  storage::Database* database_;
  catalogue::Catalogue catalogue_;
};

}  // namespace engine::ledger

// Current findings in a compact form: which track plays where, without what is known of the video
// and the track. For those who go through a million of them; others ask Ledger::uses.
#pragma once

#include "engine/core/id.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "engine/storage/database.h"

#include <cstdint>
#include <functional>

namespace engine::ledger {

/// Fields as those of Match.
struct FoundPlace {
  UsageId id;
  VideoId video;
  TrackId track;
  MediaSpan in_video;
  std::int32_t speed_ppm = 1'000'000;
  std::int32_t pitch_cents = 0;
  std::int32_t level_tenth_db = 0;
  std::int32_t confidence_ppm = 0;
};

/// Threads: those of the database, one at a time. The database must outlive it.
class FoundPlaces {
 public:
  explicit FoundPlaces(const storage::Database& database) : database_(&database) {}

  /// Every finding of a current scan, also what is for review, in the order of ids.
  /// Errors: those of `visit` and of the database; kCorrupt.
  Result<void> each(const std::function<Result<void>(const FoundPlace&)>& visit) const;

 private:
  const storage::Database* database_;
};

}  // namespace engine::ledger

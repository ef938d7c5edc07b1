// Music of nobody in the catalogue, heard again and again: which stretches of which videos are the
// same recording. A cluster has a clock, on which all its places lie, and a core: the stretch of
// that clock that every place of it holds. So no two of them are different tunes, however many
// videos there are between them.
#pragma once

#include "engine/core/id.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "engine/storage/database.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine::ledger {

struct UnknownCluster {
  std::int64_t number = 0;  ///< In the order they were founded.
  ClusterId id;
  std::string name;  ///< That a person gave it; empty until then.
  MediaSpan core;    ///< On the cluster's clock.
};

/// A stretch of unknown music that is of a cluster.
struct UnknownPlace {
  std::int64_t number = 0;  ///< In the order they were put.
  VideoId video;
  std::string location;      ///< Of the video.
  MediaSpan span;            ///< In the video.
  MediaTime offset{0};       ///< Time on the cluster's clock minus that in the video.
  std::string sound_digest;  ///< Of the video as it was heard.
  std::string seen_at;       ///< UTC, RFC 3339: of the scan that found it.
  UnknownCluster cluster;

  MediaSpan on_clock() const { return {span.start + offset, span.end + offset}; }
};

/// What people see of a cluster.
struct UnknownSummary {
  UnknownCluster cluster;
  std::int64_t videos = 0;
  std::int64_t places = 0;
  MediaTime duration{0};  ///< Of all places.
  std::string first_seen;
  std::string last_seen;
};

/// Threads: those of the database, one at a time.
class UnknownClusters {
 public:
  /// `database` has the ledger's schema, and must outlive this.
  explicit UnknownClusters(storage::Database& database) : database_(&database) {}

  /// By start.
  Result<std::vector<UnknownPlace>> places_in(const VideoId& video) const;
  /// In the order they were put; the first `most` of them.
  Result<std::vector<UnknownPlace>> places_of(std::int64_t cluster, std::size_t most) const;

  /// Of every cluster that has a place: most videos first, then most time, then id.
  Result<std::vector<UnknownSummary>> list() const;

  /// The one cluster that `text` names, by its id or the first 6 digits and more of it; also by the
  /// id of one that was merged into it. Errors: kNotFound; kUsage when several fit, naming them, or
  /// when fewer digits are given.
  Result<UnknownCluster> resolve(const std::string& text) const;

  /// Videos whose current scan has unknown music of which nothing has a place; by location.
  Result<std::vector<VideoId>> unplaced() const;

  Result<void> rename(std::int64_t cluster, const std::string& name);

  /// A new cluster of music that was heard first in sound of this digest, at `start`, of which its
  /// id is made; one that was founded there before, and has lost all its places, is taken up again.
  Result<UnknownCluster> found(const std::string& sound_digest, MediaTime start,
                               const MediaSpan& core);
  Result<void> set_core(std::int64_t cluster, const MediaSpan& core);
  /// `place.cluster.number` says of which; its own number is given to it.
  Result<void> put(const UnknownPlace& place);
  Result<void> reshape(std::int64_t place, const MediaSpan& span);
  /// The cluster goes with its last place, unless it has a name.
  Result<void> remove(const UnknownPlace& place);

  /// Makes all of `gone` places of `kept`, whose clock is ahead of that of `gone` by `ahead`. The
  /// id of `gone` goes on naming what it was part of, as do the ids that were merged into it.
  Result<void> merge(const UnknownCluster& gone, const UnknownCluster& kept, MediaTime ahead);

 private:
  Result<bool> is_taken(const ClusterId& id) const;

  storage::Database* database_;
};

}  // namespace engine::ledger

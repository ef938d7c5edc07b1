// What was measured of tracks, in the SQLite file it shares with the catalogue. A component of its
// own: recordings come and go by import, and what was measured of their sound stays true.
#pragma once

#include "engine/core/id.h"
#include "engine/core/result.h"
#include "engine/core/track_measurement.h"
#include "engine/storage/database.h"

#include <map>
#include <optional>

namespace engine::catalogue {

/// The view measurement_v is documented in measurements.cpp, and stays. Every function is one
/// transaction; inside one of the caller's, a part of it. Threads: those of the database.
class Measurements {
 public:
  /// Brings the schema up to date (or checks it, for reading). `database` must outlive this.
  static Result<Measurements> open(storage::Database& database);

  /// Replaces what was measured of the track.
  Result<void> put(const TrackId& track, const TrackMeasurement& measured);

  /// Empty also for what another version of measuring left: it is to be measured anew.
  Result<std::optional<TrackMeasurement>> find(const TrackId& track) const;

  /// All of this version.
  Result<std::map<TrackId, TrackMeasurement>> all() const;

  Result<void> remove(const TrackId& track);

 private:
  explicit Measurements(storage::Database& database) : database_(&database) {}
  storage::Database* database_;
};

}  // namespace engine::catalogue

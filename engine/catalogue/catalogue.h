// The catalogue of recordings, works and parties, in the SQLite file it shares with the ledger.
// Two views are documented in catalogue_schema.cpp, and the ledger's views join them: recording_v,
// a row per recording (track_id, recording_id, title, version, artist, composers as 'A|B', isrc,
// work_title, iswc, path, duration_ms, removed), and recording_writer_v, a row per writer of a
// recording (track_id, recording_id, position, name, ipi, society, role, share_bp).
#pragma once

#include "engine/catalogue/model.h"
#include "engine/core/fingerprint.h"
#include "engine/core/result.h"
#include "engine/storage/database.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace engine::catalogue {

enum class PutOutcome { kNew, kChanged, kUnchanged };

/// Every function is one transaction. Threads: those of the database, one at a time.
class Catalogue {
 public:
  /// Brings the schema up to date (or checks it, for reading). `database` must outlive this.
  static Result<Catalogue> open(storage::Database& database);

  /// Makes a recording of a track that was added to the index: title, artist, album, ISRC and
  /// composer from its tags (the file's name stands in for a missing title; several composers are
  /// separated by ';' or '|'; shares stay unknown). A track that has a recording keeps it.
  Result<PutOutcome> put_track(const TrackId& track, const MediaFacts& facts, MediaTime duration);

  /// Writes a recording and its work as a whole, replacing what there was under its id; with a
  /// track, that of an earlier recording of the same track is merged into it: fields that are empty
  /// in `recording` keep their earlier value. Parties with the same name, IPI and society are one.
  Result<PutOutcome> put(const Recording& recording);

  Result<std::optional<Recording>> find(const TrackId& track) const;

  /// By track id, a prefix of it (6 digits and more), recording id, ISRC or path. Several when the
  /// text does not tell them apart; ordered by id.
  Result<std::vector<Recording>> find_any(const std::string& text) const;

  /// Recordings, ordered by title, then id. Removed ones are left out.
  Result<std::vector<Recording>> list() const;

  Result<std::set<TrackId>> tracks() const;  ///< Of recordings that were not removed.

  /// Takes the track from its recording. A recording that uses in the ledger refer to stays, marked
  /// removed, so that history can be read; any other goes, with its work and parties when nothing
  /// else needs them. Errors: kNotFound.
  Result<void> remove(const TrackId& track);

 private:
  explicit Catalogue(storage::Database& database) : database_(&database) {}
  storage::Database* database_;
};

}  // namespace engine::catalogue

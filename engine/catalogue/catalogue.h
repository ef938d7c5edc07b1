// The catalogue of recordings, works and parties, in the SQLite file it shares with the ledger.
// Its views are documented in catalogue_schema.cpp, and the ledger's views join some of them.
//
// What is said of a recording and of a work is kept with the time since when it is said, and what
// was said before with the time until when. So a statement of yesterday can be made again: ask for
// the recording of a track, or for a work, `as_of` then. Who gets how much: shares.h.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/catalogue/recording_search.h"
#include "engine/catalogue/work_store.h"
#include "engine/core/fingerprint.h"
#include "engine/core/kinship.h"
#include "engine/core/result.h"
#include "engine/core/utc.h"
#include "engine/storage/database.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace engine::catalogue {

enum class PutOutcome { kNew, kChanged, kUnchanged };

/// What becomes of the recording of a track that is taken away.
enum class Removal {
  kForGood,         ///< It goes, with its work and parties when nothing else needs them.
  kKeepForHistory,  ///< It stays, marked removed: uses on record refer to its track.
};

/// Every function is one transaction; inside one of the caller's, a part of it. Text is stored as
/// clean_utf8 leaves it. Threads: those of the database, one at a time.
class Catalogue {
 public:
  /// The present, as utc_now writes it.
  using Clock = std::function<std::string()>;

  /// Brings the schema up to date (or checks it, for reading). `database` must outlive this.
  static Result<Catalogue> open(storage::Database& database, Clock clock = utc_now);

  /// Makes a recording of a track that was added to the index: title, artist, album, ISRC and
  /// composer from its tags (the file's name stands in for a missing title; several composers are
  /// separated by ';' or '|'; shares stay unknown). A track that has a recording keeps it; one that
  /// was removed is made anew from its tags and what was known before.
  Result<PutOutcome> put_track(const TrackId& track, const MediaFacts& facts, MediaTime duration);

  /// Writes a recording, its work and their parties. Whatever is empty in `recording` keeps the
  /// value it has under its id or, with a track, in the track's recording; writers, and publishers,
  /// are replaced as a whole. Parties with the same name, IPI and society are one.
  ///
  /// Without an id it is the track's recording, or else gets the id of recording_id_of. A recording
  /// whose id was made that way is renamed when it gets one from the customer.
  /// Errors: kInvalidInput when the track is already that of another recording of the customer's.
  Result<PutOutcome> put(const Recording& recording);

  /// What `put` would do. Errors: as `put`.
  Result<PutOutcome> foresee(const Recording& recording) const;

  /// Puts on record what a society calls a work, in place of what it called it before, and the ISWC
  /// of a work that has none. An answer without either changes nothing.
  /// Errors: kNotFound for a work that is not there; kInvalidInput when its ISWC is another.
  Result<PutOutcome> put(const Acknowledgement& told);

  /// What `put` would do. Errors: as `put`.
  Result<PutOutcome> foresee(const Acknowledgement& told) const;

  /// Also when it was removed, so that history can be read.
  Result<std::optional<Recording>> find(const TrackId& track) const;

  /// As it was known, with its work, at a time (UTC, as utc_now writes it; "2026-11-21" is its
  /// first second). Empty when it was not known yet.
  Result<std::optional<Recording>> find(const TrackId& track, const std::string& as_of) const;

  Result<std::optional<Work>> work(const std::string& id) const;
  Result<std::optional<Work>> work(const std::string& id, const std::string& as_of) const;

  /// All that was ever said of a work, today's last.
  Result<std::vector<WorkState>> work_states(const std::string& id) const;

  /// By track id, a prefix of it (6 digits and more), recording id, ISRC or path. Several when the
  /// text does not tell them apart; ordered by id. Removed ones are left out.
  Result<std::vector<Recording>> find_any(const std::string& text) const;

  /// Recordings, ordered by title, then id. Removed ones are left out. Errors: kUsage for a filter
  /// that asks for what there is not.
  Result<std::vector<Recording>> list(const RecordingFilter& filter = {}) const;

  Result<std::set<TrackId>> tracks() const;  ///< Of recordings that were not removed.

  /// Puts the kin of a track on record, and that they were sought by this version of comparing;
  /// what other versions found goes. Kinships that are on record already are replaced.
  Result<void> put_kin(const TrackId& track, const std::vector<Kinship>& kin, int version);

  /// The kinships of a track, by id of the other.
  Result<std::vector<Kinship>> kin(const TrackId& track) const;

  /// All kinships, by ids.
  Result<std::vector<Kinship>> kin() const;

  /// Tracks whose kin were sought by this version of comparing.
  Result<std::set<TrackId>> tracks_with_kin_sought(int version) const;

  /// Takes a track out of the catalogue, and its kinships off record. Errors: kNotFound.
  Result<void> remove(const TrackId& track, Removal removal);

 private:
  struct Change;
  Catalogue(storage::Database& database, Clock clock)
      : database_(&database), clock_(std::move(clock)) {}
  Result<Change> change_of(const Recording& given) const;
  Result<Work> acknowledged_work(const Acknowledgement& told) const;

  storage::Database* database_;
  Clock clock_;
};

}  // namespace engine::catalogue

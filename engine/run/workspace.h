// The folder in which cuetrace keeps what it knows: ledger.db (catalogue and ledger, SQLite),
// index/ (tracks' landmarks and scanned videos' fingerprints, RocksDB) and workspace.lock.
//
// One process writes at a time; any number read beside it. Readers open ledger.db alone.
#pragma once

#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/measurements.h"
#include "engine/core/kinship.h"
#include "engine/core/result.h"
#include "engine/ledger/ledger.h"
#include "engine/licences/keys/certificate_store.h"
#include "engine/licences/licence_store.h"
#include "engine/royalties/books.h"
#include "engine/run/known_tracks.h"
#include "engine/run/workspace_lock.h"
#include "engine/run/workspace_turns.h"
#include "engine/storage/database.h"
#include "matcher/index.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace engine::run {

/// `named` (--workspace), else $CUETRACE_WORKSPACE, else $XDG_DATA_HOME/cuetrace, else
/// ~/.local/share/cuetrace; absolute. Errors: kUsage (none of them says anything).
Result<std::filesystem::path> workspace_folder(const std::optional<std::string>& named);

/// Catalogue and ledger of a workspace. Threads: one at a time.
class Records {
 public:
  /// For commands that only look. `named` as for `workspace_folder`. Neither waits for a writer nor
  /// keeps one waiting. Errors: kNoWorkspace, kNewerFormat, kCorrupt, kNotPermitted, kUnavailable.
  static Result<Records> open_for_reading(const std::optional<std::string>& named);

  catalogue::Catalogue& catalogue() { return catalogue_; }
  catalogue::Measurements& measurements() { return measurements_; }
  ledger::Ledger& ledger() { return ledger_; }
  licences::LicenceStore& licences() { return licences_; }
  licences::CertificateStore& certificates() { return certificates_; }
  royalties::Books& books() { return books_; }
  const std::filesystem::path& folder() const { return folder_; }

  /// Opens the index beside them, for reading. Errors: those of matcher::Index::open.
  Result<matcher::Index> index() const;

 private:
  friend class Workspace;
  Records(std::filesystem::path folder, std::unique_ptr<storage::Database> database,
          catalogue::Catalogue catalogue, catalogue::Measurements measurements,
          ledger::Ledger ledger, licences::LicenceStore licences,
          licences::CertificateStore certificates, royalties::Books books);
  static Result<Records> open(const std::filesystem::path& folder, storage::Access access);

  std::filesystem::path folder_;
  std::unique_ptr<storage::Database> database_;  // Stable address: those below refer to it.
  catalogue::Catalogue catalogue_;
  catalogue::Measurements measurements_;
  ledger::Ledger ledger_;
  licences::LicenceStore licences_;
  licences::CertificateStore certificates_;
  royalties::Books books_;
};

/// A workspace opened by its one writer. The lock is held as long as this lives, and whatever was
/// opened `beside` it.
///
/// Threads: one at a time. Where several work in one workspace, each has a Workspace of its own by
/// `beside`, with a connection of its own to catalogue and ledger; they share the index, and take
/// turns.
class Workspace {
 public:
  enum class IfAbsent { kCreate, kRefuse };

  /// Also mends what a crash between two steps left: a track that is in the index and not in the
  /// catalogue gets its row from the tags that the index keeps. Nothing is ever taken out.
  /// Errors: kLocked (another writer, named by its process id), kNoWorkspace (kRefuse, none there),
  /// kNewerFormat, kCorrupt, kNotPermitted, kInvalidInput (a file is in the way), kUnavailable.
  static Result<Workspace> open_for_writing(const std::optional<std::string>& named,
                                            IfAbsent if_absent = IfAbsent::kCreate);

  /// The same workspace for another thread. Errors: as Records::open_for_reading.
  Result<Workspace> beside() const;

  /// A workspace of its own with what is on record now, in a folder that is not there yet, whoever
  /// else works in this one. Media that was uploaded is not in it. The folder appears whole or not
  /// at all. Errors: kInvalidInput (there is something of that name), kUnavailable.
  Result<void> back_up(const std::filesystem::path& folder) const;

  /// Of all who have this workspace open by `beside`.
  WorkspaceTurns& turns() const { return shared_->turns; }

  catalogue::Catalogue& catalogue() { return records_.catalogue(); }
  catalogue::Measurements& measurements() { return records_.measurements(); }
  ledger::Ledger& ledger() { return records_.ledger(); }
  licences::LicenceStore& licences() { return records_.licences(); }
  licences::CertificateStore& certificates() { return records_.certificates(); }
  royalties::Books& books() { return records_.books(); }
  Records& records() { return records_; }
  matcher::Index& index() { return shared_->index; }
  const matcher::Index& index() const { return shared_->index; }
  const std::filesystem::path& folder() const { return records_.folder(); }

  /// Compares a track with the others of the index, puts what they have in common on record, and
  /// returns it. Errors: kNotFound; those of index and catalogue.
  Result<std::vector<Kinship>> seek_kin(const TrackId& track);

  /// Tracks whose kin were not sought by this version of comparing: it is new, or a crash came
  /// between. `add_tracks` makes it good; a scan of a large library does not wait for it.
  Result<std::vector<TrackId>> tracks_with_kin_due();

  /// Makes what follows one change of catalogue and ledger, until it is committed: thousands of
  /// rows in one go to disk.
  Result<storage::Transaction> begin() { return storage::Transaction::begin(*records_.database_); }

  /// Tells the ledger which tracks there are to find, and says what is known of them; call before
  /// videos are matched.
  Result<KnownTracks> note_tracks();

  /// Tracks of the catalogue that the index lacks, because index/ was lost or restored from an
  /// earlier copy. Adding their files again puts them back, under the metadata they have.
  std::size_t tracks_without_sound() const { return tracks_without_sound_; }

 private:
  struct Shared {
    WorkspaceLock lock;  // First, so that it is given back last.
    matcher::Index index;
    WorkspaceTurns turns{};
  };

  Workspace(std::shared_ptr<Shared> shared, Records records);
  Result<void> reconcile();

  std::shared_ptr<Shared> shared_;
  Records records_;
  std::size_t tracks_without_sound_ = 0;
};

}  // namespace engine::run

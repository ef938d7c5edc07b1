#include "engine/run/workspace.h"

#include "engine/core/file.h"
#include "matcher/kinship.h"

#include <cstdlib>
#include <set>
#include <utility>

namespace engine::run {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRecordsFile = "ledger.db";
constexpr const char* kIndexFolder = "index";
constexpr const char* kServiceFile = "service.db";

/// Empty when not set, or set to nothing.
std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

fs::path default_folder() {
  if (const std::string own = environment("CUETRACE_WORKSPACE"); !own.empty()) return own;
  // The XDG base directory specification has relative paths ignored.
  const fs::path data = environment("XDG_DATA_HOME");
  if (data.is_absolute()) return data / "cuetrace";
  const fs::path home = environment("HOME");
  return home.empty() ? fs::path() : home / ".local" / "share" / "cuetrace";
}

bool is_workspace(const fs::path& folder) {
  std::error_code failed;
  return fs::exists(folder / kRecordsFile, failed);
}

Error no_workspace(const fs::path& folder) {
  return {Errc::kNoWorkspace, folder.string() +
                                  ": no workspace here; `cuetrace catalog add` makes one, or name "
                                  "another with --workspace"};
}

Result<void> make_folder(const fs::path& folder) {
  std::error_code failed;
  std::error_code ignored;
  fs::create_directories(folder, failed);
  if (!failed) return {};
  if (fs::exists(folder, ignored)) {
    return fail(
        Errc::kInvalidInput,
        folder.string() + ": is a file; a workspace is a folder, name one with --workspace");
  }
  return fail(file_error(folder, failed.value()));
}

}  // namespace

Result<fs::path> workspace_folder(const std::optional<std::string>& named) {
  const fs::path folder = named ? fs::path(*named) : default_folder();
  if (folder.empty()) {
    return fail(Errc::kUsage, "no workspace named; give --workspace, or set CUETRACE_WORKSPACE");
  }
  std::error_code failed;
  const fs::path absolute = fs::absolute(folder, failed);
  if (failed) return fail(file_error(folder, failed.value()));
  return absolute.lexically_normal();
}

Records::Records(fs::path folder, std::unique_ptr<storage::Database> database,
                 catalogue::Catalogue catalogue, catalogue::Measurements measurements,
                 ledger::Ledger ledger, licences::LicenceStore licences,
                 licences::CertificateStore certificates, royalties::Books books)
    : folder_(std::move(folder)),
      database_(std::move(database)),
      catalogue_(std::move(catalogue)),
      measurements_(std::move(measurements)),
      ledger_(std::move(ledger)),
      licences_(licences),
      certificates_(certificates),
      books_(books) {}

Result<Records> Records::open(const fs::path& folder, storage::Access access) {
  TRY(storage::Database opened, storage::Database::open(folder / kRecordsFile, access));
  auto database = std::make_unique<storage::Database>(std::move(opened));
  TRY(catalogue::Catalogue catalogue, catalogue::Catalogue::open(*database));
  TRY(catalogue::Measurements measurements, catalogue::Measurements::open(*database));
  TRY(ledger::Ledger ledger, ledger::Ledger::open(*database));
  TRY(const licences::LicenceStore licences, licences::LicenceStore::open(*database));
  TRY(const auto certificates, licences::CertificateStore::open(*database));
  TRY(const royalties::Books books, royalties::Books::open(*database));
  return Records(folder, std::move(database), std::move(catalogue), std::move(measurements),
                 std::move(ledger), licences, certificates, books);
}

Result<Records> Records::open_for_reading(const std::optional<std::string>& named) {
  TRY(const fs::path folder, workspace_folder(named));
  if (!is_workspace(folder)) return fail(no_workspace(folder));
  return open(folder, storage::Access::kRead);
}

Result<matcher::Index> Records::index() const {
  return matcher::Index::open(folder_ / kIndexFolder, matcher::Access::kRead);
}

Workspace::Workspace(std::shared_ptr<Shared> shared, Records records)
    : shared_(std::move(shared)), records_(std::move(records)) {}

Result<Workspace> Workspace::open_for_writing(const std::optional<std::string>& named,
                                              IfAbsent if_absent) {
  TRY(const fs::path folder, workspace_folder(named));
  if (if_absent == IfAbsent::kRefuse && !is_workspace(folder)) return fail(no_workspace(folder));
  TRY_VOID(make_folder(folder));
  TRY(WorkspaceLock lock, WorkspaceLock::take(folder));
  TRY(Records records, Records::open(folder, storage::Access::kWrite));
  TRY(matcher::Index index, matcher::Index::open(folder / kIndexFolder, matcher::Access::kWrite));
  // Not make_shared: an aggregate is none of its constructors.
  std::shared_ptr<Shared> shared(new Shared{std::move(lock), std::move(index)});
  Workspace workspace(std::move(shared), std::move(records));
  TRY_VOID(workspace.reconcile());
  return workspace;
}

Result<Workspace> Workspace::beside() const {
  TRY(Records records, Records::open(folder(), storage::Access::kWrite));
  Workspace workspace(shared_, std::move(records));
  workspace.tracks_without_sound_ = tracks_without_sound_;
  return workspace;
}

Result<void> Workspace::back_up(const fs::path& folder) const {
  std::error_code failed;
  if (fs::exists(folder, failed)) {
    return fail(Errc::kInvalidInput, folder.string() + ": is there already; name a new folder");
  }
  const fs::path part = folder.string() + ".part";
  fs::remove_all(part, failed);
  TRY_VOID(make_folder(part));
  // The ledger before the index: a track that only the index has gets its row when it is opened.
  TRY_VOID(records_.database_->copy_to(part / kRecordsFile));
  if (fs::exists(this->folder() / kServiceFile, failed)) {
    TRY(const auto service,
        storage::Database::open(this->folder() / kServiceFile, storage::Access::kWrite));
    TRY_VOID(service.copy_to(part / kServiceFile));
  }
  TRY_VOID(index().copy_to(part / kIndexFolder));
  fs::rename(part, folder, failed);
  if (failed) return fail(file_error(folder, failed.value()));
  return {};
}

Result<KnownTracks> Workspace::note_tracks() {
  TRY(KnownTracks known, known_tracks(catalogue(), index()));
  TRY_VOID(ledger().coverage().note_tracks(known.digest, index().tracks()));
  return known;
}

Result<void> Workspace::reconcile() {
  TRY(std::set<TrackId> known, catalogue().tracks());
  TRY(storage::Transaction rows, begin());  // Thousands may be missing: one go to disk.
  for (const TrackId& track : index().tracks()) {
    if (known.erase(track) != 0) continue;
    TRY(const FingerprintedMedia media, index().track(track));
    TRY_VOID(catalogue().put_track(track, media.facts, media.fingerprint.duration));
  }
  tracks_without_sound_ = known.size();
  return rows.commit();
}

Result<std::vector<TrackId>> Workspace::tracks_with_kin_due() {
  TRY(const auto sought, catalogue().tracks_with_kin_sought(matcher::kKinshipVersion));
  std::vector<TrackId> due = index().tracks();
  std::erase_if(due, [&](const TrackId& track) { return sought.contains(track); });
  return due;
}

Result<std::vector<Kinship>> Workspace::seek_kin(const TrackId& track) {
  TRY(std::vector<Kinship> kin, matcher::kin_of(index(), track));
  TRY_VOID(catalogue().put_kin(track, kin, matcher::kKinshipVersion));
  return kin;
}

}  // namespace engine::run

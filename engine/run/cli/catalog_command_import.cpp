#include "engine/catalogue/catalogue_import.h"
#include "engine/core/text.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/catalog_command.h"
#include "engine/run/workspace.h"

#include <filesystem>
#include <map>
#include <ostream>
#include <set>
#include <utility>
#include <vector>

namespace engine::cli {
namespace {

namespace fs = std::filesystem;
using catalogue::ImportRow;
using catalogue::PutOutcome;

struct ImportOptions {
  std::string file;
  std::string media_root;
  bool dry_run = false;
};

void declare(ImportOptions& options, Arguments& arguments) {
  arguments.positional("FILE", "catalogue CSV; - is standard input", options.file);
  arguments.option("--media-root DIR", "folder that the paths in column \"audio\" start from",
                   options.media_root);
  arguments.flag("--dry-run", "check everything and keep nothing", options.dry_run);
}

/// What the file says, and how it went.
struct Import {
  std::vector<ImportRow> rows;
  std::map<fs::path, TrackId> tracks;  ///< Of audio that is in the index.
  std::set<TrackId> new_tracks;        ///< Of these, added just now.
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
  std::size_t failed = 0;  ///< Rows left out.

  std::size_t done() const { return added + changed + unchanged; }
};

Result<Import> read_rows(const ImportOptions& options, const Session& session) {
  Import import;
  const catalogue::ImportListener listener{
      .row = [&](ImportRow row) -> Result<void> {
        import.rows.push_back(std::move(row));
        return {};
      },
      .problem = [&](const Error& why) { complain(why, session); }};
  TRY(const auto summary, catalogue::read_catalogue(options.file, options.media_root, listener));
  import.failed = summary.rejected;
  return import;
}

Error in_row(const Error& error, const ImportRow& row, const ImportOptions& options) {
  return Error(error).during(options.file + ":" + std::to_string(row.line));
}

Exit check_only(Import import, const ImportOptions& options, const Session& session) {
  std::size_t with_audio = 0;
  std::size_t missing = 0;
  for (const ImportRow& row : import.rows) {
    std::error_code failed;
    if (row.audio.empty()) continue;
    ++with_audio;
    if (fs::is_regular_file(row.audio, failed)) continue;
    complain(
        in_row({Errc::kNotFound, "audio: " + row.audio.string() + ": no such file"}, row, options),
        session);
    ++missing;
  }
  import.failed += missing;
  session.console.out << "dry run: " << counted(import.rows.size(), "row") << " can be read, "
                      << with_audio << " with audio; " << import.failed << " failed\n";
  const run::BatchReport report{.done = import.rows.size() - missing, .failed = import.failed};
  return end_of_batch(report, import.rows.size(), session);
}

/// Audio that is a track already, by its path.
Result<void> find_known_audio(Import& import, run::Workspace& workspace) {
  for (const ImportRow& row : import.rows) {
    if (row.audio.empty()) continue;
    TRY(const auto recordings, workspace.catalogue().find_any(row.audio.string()));
    for (const catalogue::Recording& recording : recordings) {
      if (recording.path != row.audio || !recording.track) continue;
      if (workspace.index().contains(*recording.track)) {
        import.tracks.emplace(row.audio, *recording.track);
      }
    }
  }
  return {};
}

/// Makes tracks of the audio that is none yet.
Result<run::BatchReport> add_audio(Import& import, run::Workspace& workspace,
                                   const Session& session) {
  std::vector<run::MediaItem> items;
  std::set<fs::path> listed;
  for (const ImportRow& row : import.rows) {
    if (row.audio.empty() || import.tracks.contains(row.audio)) continue;
    if (listed.insert(row.audio).second) items.push_back({row.audio.string(), std::nullopt});
  }
  if (items.empty()) return run::BatchReport{};
  return add_with_progress(workspace, items, session,
                           [&](const std::string& path, const run::AddedTrack& track) {
                             import.tracks.emplace(path, track.id);
                             if (track.added) import.new_tracks.insert(track.id);
                           });
}

void count(PutOutcome put, bool new_track, Import& import) {
  if (new_track || put == PutOutcome::kNew) {
    ++import.added;
  } else if (put == PutOutcome::kChanged) {
    ++import.changed;
  } else {
    ++import.unchanged;
  }
}

/// Writes the rows; one whose audio could not be added has been complained of, and is left out.
Result<void> apply(Import& import, run::Workspace& workspace, const ImportOptions& options,
                   const Session& session) {
  TRY(storage::Transaction transaction, workspace.begin());
  for (ImportRow& row : import.rows) {
    bool new_track = false;
    if (!row.audio.empty()) {
      const auto track = import.tracks.find(row.audio);
      if (track == import.tracks.end()) {
        ++import.failed;
        continue;
      }
      row.recording.track = track->second;
      new_track = import.new_tracks.erase(track->second) != 0;
    }
    const Result<PutOutcome> put = workspace.catalogue().put(row.recording);
    if (!put && put.error().code() != Errc::kInvalidInput) return fail(put.error());
    if (put) {
      count(*put, new_track, import);
    } else {
      complain(in_row(put.error(), row, options), session);
      ++import.failed;
    }
  }
  return transaction.commit();
}

Result<Exit> run_import(const ImportOptions& options, const Session& session) {
  TRY(Import import, read_rows(options, session));
  if (options.dry_run) return check_only(std::move(import), options, session);
  TRY(run::Workspace workspace, run::Workspace::open_for_writing(session.global.workspace));
  TRY_VOID(find_known_audio(import, workspace));
  TRY(run::BatchReport report, add_audio(import, workspace, session));
  if (report.interrupted) return end_of_batch(report, import.rows.size(), session);
  TRY_VOID(apply(import, workspace, options, session));
  session.console.out << counted(import.done(), "recording") << ": " << import.added << " new, "
                      << import.changed << " changed, " << import.unchanged << " unchanged";
  if (import.failed > 0) session.console.out << "; " << counted(import.failed, "row") << " failed";
  session.console.out << '\n';
  report = {.done = import.done(), .failed = import.failed};
  return end_of_batch(report, import.rows.size(), session);
}

}  // namespace

const Command kCatalogImportCommand{
    .name = "catalog import",
    .summary = "take works, writers, shares and versions from a CSV file",
    .details =
        "One row for each recording; columns are found by name, in any order, and only \"title\" "
        "is\n"
        "required. An empty cell changes nothing. The columns:\n"
        "\n"
        "  recording_id title work_id work_title iswc isrc version parent_id library album_code\n"
        "  cut label bpm key moods instruments uses audio, and for n = 1, 2, ...:\n"
        "  writer_n_name writer_n_role writer_n_ipi writer_n_society writer_n_share\n"
        "  publisher_n_name publisher_n_ipi publisher_n_society publisher_n_share\n"
        "\n"
        "Audio named in column \"audio\" becomes a track, if it is none yet. Shares are percent,\n"
        "and those of all writers, and of all publishers, add up to 100.",
    .examples =
        "cuetrace catalog import catalogue.csv --media-root music/\n"
        "cuetrace catalog import catalogue.csv --dry-run",
    .bind = bind<ImportOptions, declare, run_import>,
};

}  // namespace engine::cli

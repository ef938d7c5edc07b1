#include "engine/core/text.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/catalog_command.h"
#include "engine/run/track_label.h"
#include "engine/run/workspace.h"

#include <ostream>

namespace engine::cli {
namespace {

using catalogue::Recording;
using catalogue::Removal;

struct RmOptions {
  std::vector<std::string> tracks;
};

void declare(RmOptions& options, Arguments& arguments) {
  arguments.positionals("TRACK", "track id or its first digits, recording id, ISRC, or path",
                        options.tracks);
  arguments.required();
}

/// The one recording with a track that `text` names.
Result<Recording> one_track(const std::string& text, const catalogue::Catalogue& catalogue) {
  TRY(auto found, run::find_recordings(text, catalogue));
  if (found.size() > 1) {
    return fail(Errc::kUsage, text + ": names " + std::to_string(found.size()) +
                                  " tracks; give more digits of the track id");
  }
  if (!found.front().track) {
    return fail(Errc::kNotFound, text + ": has no audio, so there is no track to take out");
  }
  return std::move(found.front());
}

/// The catalogue first: what only the index has left is put back at the next opening, so that a
/// crash in between undoes the removal and leaves nothing that cannot be removed again.
Result<run::BatchReport> remove_tracks(const RmOptions& options, run::Workspace& workspace,
                                       const Session& session) {
  TRY(const auto videos, workspace.ledger().videos());
  const Removal removal = videos.empty() ? Removal::kForGood : Removal::kKeepForHistory;
  run::BatchReport report;
  std::vector<TrackId> removed;
  for (const std::string& text : options.tracks) {
    Result<Recording> recording = one_track(text, workspace.catalogue());
    if (!recording) {
      complain(recording.error(), session);
      ++report.failed;
      continue;
    }
    TRY_VOID(workspace.catalogue().remove(*recording->track, removal));
    TRY_VOID(workspace.measurements().remove(*recording->track));
    removed.push_back(*recording->track);
    session.console.out << clean_utf8(text + ": took out \"" + recording->title) << "\"\n";
    ++report.done;
  }
  TRY_VOID(workspace.index().remove(removed));
  return report;
}

Result<Exit> run_rm(const RmOptions& options, const Session& session) {
  TRY(run::Workspace workspace, run::Workspace::open_for_writing(
                                    session.global.workspace, run::Workspace::IfAbsent::kRefuse));
  TRY(const run::BatchReport report, remove_tracks(options, workspace, session));
  return end_of_batch(report, options.tracks.size(), session);
}

}  // namespace

const Command kCatalogRmCommand{
    .name = "catalog rm",
    .summary = "take tracks out of the catalogue and the index",
    .details =
        "A track that was found in videos stays in their history; the next scan of these videos\n"
        "finds it no more.",
    .examples =
        "cuetrace catalog rm 3f9a02c1\n"
        "cuetrace catalog rm music/theme.flac music/sting.wav",
    .bind = bind<RmOptions, declare, run_rm>,
};

}  // namespace engine::cli

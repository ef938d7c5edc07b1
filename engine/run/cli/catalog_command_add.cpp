#include "engine/run/cli/batch.h"
#include "engine/run/cli/catalog_command.h"
#include "engine/run/cli/inputs.h"
#include "engine/run/cli/rematch.h"
#include "engine/run/pipeline.h"
#include "engine/run/workspace.h"

#include <ostream>

namespace engine::cli {
namespace {

struct AddOptions {
  InputOptions inputs;
  bool rematch = false;
  bool jsonl = false;
};

void declare(AddOptions& options, Arguments& arguments) {
  declare_inputs(options.inputs, "PATH", arguments);
  arguments.flag("--rematch",
                 "then find the tracks in the videos scanned before, as `rematch` does",
                 options.rematch);
  arguments.flag("--jsonl",
                 "with --rematch, print one JSON object a line for each video with something new; "
                 "what is said of the tracks goes to standard error",
                 options.jsonl);
}

/// Says what is said of tracks where it does not mix with JSON.
Result<run::BatchReport> add(run::Workspace& workspace, const std::vector<run::MediaItem>& items,
                             const AddOptions& options, const Session& session) {
  if (!options.jsonl) return add_with_progress(workspace, items, session);
  std::ostream nowhere(nullptr);
  Console aside{.out = session.global.quiet ? nowhere : session.console.log,
                .log = session.console.log,
                .input = session.console.input,
                .log_is_terminal = session.console.log_is_terminal,
                .log_columns = session.console.log_columns};
  return add_with_progress(workspace, items, {aside, session.global});
}

Result<Exit> run_add(const AddOptions& options, const Session& session) {
  if (options.jsonl && !options.rematch) {
    return fail(Errc::kUsage, "--jsonl: is about videos, give --rematch too");
  }
  TRY(const auto inputs, collect_inputs(options.inputs, session.console));
  TRY(run::Workspace workspace, run::Workspace::open_for_writing(session.global.workspace));
  const std::vector<run::MediaItem> items = run::media_items(inputs);
  TRY(run::BatchReport report, add(workspace, items, options, session));
  std::size_t total = items.size();
  if (options.rematch && !report.interrupted) {
    TRY(const RematchEnd end,
        rematch_with_progress(workspace, run::RematchScope::kLaterTracks, options.jsonl, session));
    report.done += end.report.done;
    report.failed += end.report.failed;
    report.interrupted = end.report.interrupted;
    total += end.planned;
  }
  return end_of_batch(report, total, session);
}

}  // namespace

const Command kCatalogAddCommand{
    .name = "catalog add",
    .summary = "make licensed tracks of audio files",
    .details =
        "Every file, and every media file in a folder, becomes a track that `scan` finds in\n"
        "videos. Title, artist, album, composer and ISRC come from its tags. Sound that is there\n"
        "already is not added again, whatever its file is called.\n"
        "\n"
        "Fingerprint files stand for the media they were made of.\n"
        "\n"
        "With --rematch, videos scanned before are searched for the tracks, without their media.",
    .examples =
        "cuetrace catalog add music/\n"
        "cuetrace catalog add theme.flac sting.wav\n"
        "cuetrace catalog add --from-list tracks.txt\n"
        "cuetrace catalog add album/ --rematch",
    .bind = bind<AddOptions, declare, run_add>,
};

}  // namespace engine::cli

#include "engine/run/cli/batch.h"
#include "engine/run/cli/catalog_command.h"
#include "engine/run/cli/inputs.h"
#include "engine/run/cli/progress.h"
#include "engine/run/pipeline.h"
#include "engine/run/workspace.h"

#include <ostream>

namespace engine::cli {
namespace {

void declare(InputOptions& options, Arguments& arguments) {
  declare_inputs(options, "PATH", arguments);
}

Result<Exit> run_add(const InputOptions& options, const Session& session) {
  TRY(const auto inputs, collect_inputs(options, session.console));
  TRY(run::Workspace workspace, run::Workspace::open_for_writing(session.global.workspace));
  const std::vector<run::MediaItem> items = run::media_items(inputs);
  TRY(const run::BatchReport report, add_with_progress(workspace, items, session));
  return end_of_batch(report, items.size(), session);
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
        "Fingerprint files stand for the media they were made of.",
    .examples =
        "cuetrace catalog add music/\n"
        "cuetrace catalog add theme.flac sting.wav\n"
        "cuetrace catalog add --from-list tracks.txt",
    .bind = bind<InputOptions, declare, run_add>,
};

}  // namespace engine::cli

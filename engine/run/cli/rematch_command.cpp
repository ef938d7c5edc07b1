#include "engine/run/cli/rematch_command.h"

#include "engine/run/cli/batch.h"
#include "engine/run/cli/rematch.h"
#include "engine/run/workspace.h"

namespace engine::cli {
namespace {

struct RematchOptions {
  bool all = false;
  bool jsonl = false;
};

void declare(RematchOptions& options, Arguments& arguments) {
  arguments.flag("--all", "match every video again, also where the search finds nothing",
                 options.all);
  arguments.flag("--jsonl", "print one JSON object a line for each video with something new",
                 options.jsonl);
}

Result<Exit> run_rematch(const RematchOptions& options, const Session& session) {
  TRY(run::Workspace workspace, run::Workspace::open_for_writing(
                                    session.global.workspace, run::Workspace::IfAbsent::kRefuse));
  warn_of_lost_tracks(workspace, session);
  const auto scope = options.all ? run::RematchScope::kAll : run::RematchScope::kLaterTracks;
  TRY(const RematchEnd end, rematch_with_progress(workspace, scope, options.jsonl, session));
  return end_of_batch(end.report, end.planned, session);
}

}  // namespace

const Command kRematchCommand{
    .name = "rematch",
    .summary = "find tracks added later in videos scanned before, without the media",
    .details =
        "Searches the sound that is kept of every scanned video for the tracks that were added\n"
        "since it was last matched, and matches it again where one may play. What is new is\n"
        "recorded as a new scan, and printed. A video that names a track which was taken out\n"
        "since is matched again as well.\n"
        "\n"
        "The search is thousands of times faster than matching and can miss a use that is heard\n"
        "only just; --all matches every video again.",
    .examples =
        "cuetrace rematch\n"
        "cuetrace rematch --all --jsonl > changed.jsonl",
    .bind = bind<RematchOptions, declare, run_rematch>,
};

}  // namespace engine::cli

#include "engine/core/text.h"
#include "engine/run/cli/unknown_command.h"
#include "engine/run/workspace.h"

#include <ostream>

namespace engine::cli {
namespace {

struct UnknownNameOptions {
  std::string cluster;
  std::string title;
};

void declare(UnknownNameOptions& options, Arguments& arguments) {
  arguments.positional("ID", "id of unknown music, or its first digits", options.cluster);
  arguments.positional("TITLE", "what it is; an empty one takes the name away", options.title);
}

Result<Exit> run_name(const UnknownNameOptions& options, const Session& session) {
  TRY(run::Workspace workspace, run::Workspace::open_for_writing(
                                    session.global.workspace, run::Workspace::IfAbsent::kRefuse));
  auto clusters = workspace.ledger().unknown_clusters();
  TRY(const ledger::UnknownCluster cluster, clusters.resolve(options.cluster));
  const std::string title = clean_utf8(options.title);
  TRY_VOID(clusters.rename(cluster.number, title));
  session.console.out << to_string(cluster.id)
                      << (title.empty() ? ": has no name now" : ": is \"" + title + "\" now")
                      << '\n';
  return Exit::kDone;
}

}  // namespace

const Command kUnknownNameCommand{
    .name = "unknown name",
    .summary = "tell what a piece of unknown music is",
    .details =
        "The name is shown wherever the music is heard: in the videos it was found in, and in\n"
        "those that are scanned later.",
    .examples =
        "cuetrace unknown name 3f9a02c1 \"Summer Theme, not ours\"\n"
        "cuetrace unknown name 3f9a02c1 \"\"",
    .bind = bind<UnknownNameOptions, declare, run_name>,
};

}  // namespace engine::cli

#include "engine/run/cli/backup_command.h"

#include "engine/run/workspace.h"

#include <ostream>

namespace engine::cli {
namespace {

struct BackupOptions {
  std::string folder;
};

void declare(BackupOptions& options, Arguments& arguments) {
  arguments.positional("DIR", "a folder that is not there yet", options.folder);
}

Result<Exit> run_backup(const BackupOptions& options, const Session& session) {
  TRY(const auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                             run::Workspace::IfAbsent::kRefuse));
  TRY_VOID(workspace.back_up(options.folder));
  session.console.out << options.folder << ": is a workspace as this one is now\n";
  return Exit::kDone;
}

}  // namespace

const Command kBackupCommand{
    .name = "backup",
    .summary = "copy the workspace, as it is now, into a new folder",
    .details =
        "The copy is a workspace: name it with --workspace, or move it to where the lost one was.\n"
        "It holds catalogue, ledger, index, archive and tokens, and no media. While the service\n"
        "runs, have it make one: POST /v1/backups.",
    .examples =
        "cuetrace backup /srv/backups/2026-11-21\n"
        "cuetrace --workspace /srv/backups/2026-11-21 report usage",
    .bind = bind<BackupOptions, declare, run_backup>,
};

}  // namespace engine::cli

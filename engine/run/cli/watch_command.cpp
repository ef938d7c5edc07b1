#include "engine/run/cli/watch_command.h"

#include "engine/core/interrupt.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/duration_option.h"
#include "engine/run/cli/scan_output.h"
#include "engine/run/pipeline.h"
#include "engine/run/watch/folder_watch.h"
#include "engine/run/workspace.h"

#include <algorithm>
#include <ostream>

namespace engine::cli {
namespace {

struct WatchCommandOptions {
  std::vector<std::string> folders;
  bool jsonl = false;
  bool once = false;
  std::string settle = "2";
  std::string rescan = "60";
};

void declare(WatchCommandOptions& options, Arguments& arguments) {
  arguments.positionals("DIR", "folder to watch, with all below it", options.folders);
  arguments.required();
  arguments.flag("--jsonl", "print one JSON object a line for each video, as `scan` does",
                 options.jsonl);
  arguments.flag("--once", "end when all that is there has been looked at", options.once);
  arguments.option("--settle SECONDS",
                   "how long a file must stay the same before it is read; 2 unless said otherwise",
                   options.settle);
  arguments.option("--rescan SECONDS",
                   "how often everything is looked at, whatever the system tells; 60 unless said "
                   "otherwise",
                   options.rescan);
}

Result<run::WatchOptions> watch_options(const WatchCommandOptions& options) {
  run::WatchOptions watch;
  watch.folders = options.folders;
  TRY(watch.settle, parse_duration("--settle", options.settle));
  TRY(watch.rescan, parse_duration("--rescan", options.rescan));
  constexpr std::chrono::milliseconds kShortestRescan{1000};
  watch.rescan = std::max(watch.rescan, kShortestRescan);
  return watch;
}

struct WatchTally {
  std::size_t videos = 0;
  std::size_t failed = 0;
};

/// Scans what has settled. A video whose scan is on record is not told of again.
Result<void> scan_settled(run::Workspace& workspace, const std::vector<std::string>& paths,
                          const WatchCommandOptions& options, const Session& session,
                          WatchTally& tally) {
  const std::vector<run::MediaItem> items = run::media_items(paths);
  const run::ScanListener listener{
      .progress = {}, .done = [&](const std::vector<run::ScanOutcome>& outcomes) {
        for (const run::ScanOutcome& outcome : outcomes) {
          if (outcome.source == run::ScanSource::kLedger && outcome.warnings.empty()) continue;
          ++(failed(outcome) ? tally.failed : tally.videos);
          print_outcome(outcome, {options.jsonl, false}, session);
        }
      }};
  TRY_VOID(run::scan_videos(workspace, items, run::AudioChoice{}, listener));
  return {};
}

Result<Exit> run_watch(const WatchCommandOptions& options, const Session& session) {
  constexpr std::chrono::milliseconds kTurn{200};
  TRY(run::WatchOptions watch_for, watch_options(options));
  TRY(run::FolderWatch watch, run::FolderWatch::open(std::move(watch_for)));
  TRY(run::Workspace workspace, run::Workspace::open_for_writing(session.global.workspace));
  warn_of_lost_tracks(workspace, session);
  warn_of_empty_catalogue(workspace, session);
  WatchTally tally;
  bool done = false;
  while (!done && !interrupted()) {
    TRY(const auto settled, watch.next(kTurn));
    for (const Error& warning : watch.take_warnings()) complain(warning, session);
    if (!settled.empty()) {
      TRY_VOID(scan_settled(workspace, settled, options, session, tally));
    }
    done = options.once && watch.idle();
  }
  if (!options.jsonl) {
    session.console.out << counted(tally.videos, "video") << " scanned";
    if (tally.failed > 0) session.console.out << ", " << tally.failed << " failed";
    session.console.out << '\n';
  }
  if (!done) return Exit::kInterrupted;
  if (tally.failed == 0) return Exit::kDone;
  return tally.videos == 0 ? Exit::kFailed : Exit::kSomeFailed;
}

}  // namespace

const Command kWatchCommand{
    .name = "watch",
    .summary = "scan videos as they come into folders",
    .details =
        "Scans what is in the folders and was not scanned before, then waits, and scans each file\n"
        "that comes or changes, once it has stayed the same for the settle time. VIDEO.json "
        "beside\n"
        "a video is read when it comes or changes, too. A file that fails is tried again when it\n"
        "changes. Hidden files and unfinished downloads (.part, .crdownload, .tmp) are left "
        "alone;\n"
        "no file is moved, renamed or written.\n"
        "\n"
        "The system tells of changes at once on local disks; on network file systems, and where "
        "it\n"
        "loses some, the next look at everything finds them. Ctrl-C ends it.",
    .examples =
        "cuetrace watch /srv/incoming\n"
        "cuetrace watch /srv/incoming /srv/archive --jsonl >> found.jsonl\n"
        "cuetrace watch /mnt/nfs/uploads --settle 30 --rescan 5m",
    .bind = bind<WatchCommandOptions, declare, run_watch>,
};

}  // namespace engine::cli

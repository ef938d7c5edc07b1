#include "engine/run/cli/live_command.h"

#include "engine/core/interrupt.h"
#include "engine/core/parallel.h"
#include "engine/core/text.h"
#include "engine/core/waiting_threads.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/duration_option.h"
#include "engine/run/live/live_monitor.h"
#include "engine/run/workspace.h"

#include <algorithm>
#include <mutex>
#include <ostream>

namespace engine::cli {
namespace {

struct LiveCommandOptions {
  std::vector<std::string> sources;
  std::optional<std::string> listen_for;
  std::string channel;
  bool jsonl = false;
};

void declare(LiveCommandOptions& options, Arguments& arguments) {
  arguments.positionals("URL", "stream to listen to", options.sources);
  arguments.required();
  arguments.option("--for DURATION",
                   "how long to listen, such as 90, 10m or 1:30:00; else for ever",
                   options.listen_for);
  arguments.option("--channel NAME", "the channel that is put on record with what is heard",
                   options.channel);
  arguments.flag("--jsonl", "print one JSON object a line for each event", options.jsonl);
}

/// "Song by Composer".
std::string name_of(const run::ToldCue& cue) {
  std::string name = cue.label.title.empty() ? to_string(cue.match.track) : cue.label.title;
  if (!cue.label.composer.empty()) name += " by " + cue.label.composer;
  return clean_utf8(name);
}

/// What became of a cue; empty for what nobody reads.
std::string told(run::LiveEventKind kind, const run::ToldCue& cue) {
  constexpr unsigned kPercentPlaces = 4;  // Millionths as percent.
  if (kind == run::LiveEventKind::kCueExtended) return {};
  if (kind == run::LiveEventKind::kCueOpened) {
    return name_of(cue) + ": plays since " + run::to_text(cue.started_at);
  }
  if (cue.withdrawn) return name_of(cue) + ": taken back, it was something else";
  const std::string percent = fixed_point(cue.match.confidence_ppm, kPercentPlaces);
  return name_of(cue) + ": played from " + run::to_text(cue.started_at) + " to " +
         run::to_text(cue.heard_until) + ", " + to_clock(cue.match.in_video.length()) + ", " +
         percent.substr(0, percent.size() - 3) + (cue.match.confident() ? " %" : " % (for review)");
}

std::string told(const run::LiveEvent& event) {
  switch (event.kind) {
    case run::LiveEventKind::kStarted: return "listening";
    case run::LiveEventKind::kResumed: return "is back";
    case run::LiveEventKind::kLost: return "lost: " + clean_utf8(event.reason) + "; trying again";
    case run::LiveEventKind::kEnded: return "ended: " + event.reason;
    default: return told(event.kind, *event.cue);
  }
}

/// Prints what several monitors tell.
class Reporter {
 public:
  Reporter(const LiveCommandOptions& options, const Session& session)
      : options_(options), session_(session) {}

  void event(const run::LiveEvent& event) {
    const std::lock_guard lock(mutex_);
    std::ostream& out = session_.console.out;
    if (options_.jsonl) {
      out << run::live_event_json(event) << '\n' << std::flush;
      return;
    }
    const std::string words = told(event);
    if (words.empty()) return;
    out << run::to_text(event.at) << "  ";
    if (options_.sources.size() > 1) out << event.title << "  ";
    out << words << '\n' << std::flush;
  }

  void failure(const Error& error) {
    const std::lock_guard lock(mutex_);
    complain(error, session_);
    failures_.push_back(error.code());
  }

  Exit exit() const {
    if (interrupted()) return Exit::kInterrupted;
    if (failures_.empty()) return Exit::kDone;
    if (failures_.size() < options_.sources.size()) return Exit::kSomeFailed;
    return exit_for(failures_.front());
  }

 private:
  const LiveCommandOptions& options_;
  const Session& session_;
  std::mutex mutex_;
  std::vector<Errc> failures_;
};

Result<Exit> run_live(const LiveCommandOptions& options, const Session& session) {
  run::LiveOptions common;
  common.channel = options.channel;
  if (options.listen_for) {
    TRY(common.listen_for, parse_duration("--for", *options.listen_for));
  }
  TRY(run::Workspace workspace, run::Workspace::open_for_writing(session.global.workspace));
  warn_of_lost_tracks(workspace, session);
  warn_of_empty_catalogue(workspace, session);

  Reporter reporter(options, session);
  run::WorkspaceTurns turns;
  run::LiveScanner scanner(workspace, turns);
  std::vector<std::function<void()>> tasks;
  for (const std::string& source : options.sources) {
    run::LiveOptions one = common;
    one.address = source;
    tasks.emplace_back([&, one] {
      const auto ended = guarded([&]() -> Result<void> {
        return run::LiveMonitor(scanner, one,
                                [&](const run::LiveEvent& event) { reporter.event(event); })
            .run();
      });
      if (!ended) reporter.failure(ended.error());
    });
  }
  run_waiting(tasks);
  return reporter.exit();
}

}  // namespace

const Command kLiveCommand{
    .name = "live",
    .summary = "listen to live streams, and tell whose music plays",
    .details =
        "Listens to each stream, prints when licensed music begins and when it has ended, and\n"
        "records it: every quarter of an hour or so, at a moment when none plays, what was heard\n"
        "becomes a video, \"ADDRESS#TIME\", which reports, licences and cue sheets know as any\n"
        "other. Only its fingerprint is kept.\n"
        "\n"
        "A stream that is lost is asked for again, for ever. Ctrl-C ends it; what plays then is\n"
        "closed and recorded.\n"
        "\n"
        "Takes HLS and DASH playlists and endless files (Icecast) at http(s) URLs, rtmp(s) and "
        "srt\n"
        "URLs, named pipes, and - for standard input; files are played as fast as they are read.",
    .examples =
        "cuetrace live https://radio.example/stream.m3u8\n"
        "cuetrace live http://radio.example:8000/one.mp3 --channel \"Radio One\" --for 8h\n"
        "cuetrace live 'srt://0.0.0.0:9000?mode=listener' --jsonl >> heard.jsonl\n"
        "arecord -f cd -t wav - | cuetrace live -",
    .bind = bind<LiveCommandOptions, declare, run_live>,
};

}  // namespace engine::cli

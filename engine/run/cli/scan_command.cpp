#include "engine/run/cli/scan_command.h"

#include "engine/core/text.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/inputs.h"
#include "engine/run/cli/progress.h"
#include "engine/run/cli/scan_output.h"
#include "engine/run/pipeline.h"
#include "engine/run/workspace.h"

#include <algorithm>
#include <functional>
#include <ostream>
#include <set>

namespace engine::cli {
namespace {

struct ScanOptions {
  InputOptions inputs;
  bool jsonl = false;
  bool timeline = false;
  std::optional<std::string> audio_stream;
};

void declare(ScanOptions& options, Arguments& arguments) {
  declare_inputs(options.inputs, "PATH|URL", arguments);
  arguments.flag("--jsonl", "print one JSON object a line for each video, as it is done",
                 options.jsonl);
  arguments.flag("--timeline", "draw what plays when in each video; a terminal gets it anyway",
                 options.timeline);
  arguments.option("--audio-stream N|all",
                   "scan audio stream N, counted from 0, or each of them; not the best one",
                   options.audio_stream);
}

Result<run::AudioChoice> audio_choice(const std::optional<std::string>& word) {
  constexpr std::int64_t kStreamMax = 1023;
  if (!word) return run::AudioChoice{};
  if (*word == "all") return run::AudioChoice{.all = true, .stream = std::nullopt};
  const auto number = parse_fixed_point(*word, 0);
  if (!number || *number < 0 || *number > kStreamMax) {
    return fail(Errc::kUsage, "--audio-stream: \"" + *word + "\" is neither \"all\" nor a number " +
                                  "from 0 to " + std::to_string(kStreamMax));
  }
  return run::AudioChoice{.all = false, .stream = static_cast<int>(*number)};
}

/// What is said at the end, in table mode.
struct Tally {
  std::size_t videos = 0;
  std::size_t segments = 0;
  std::set<TrackId> tracks;

  void add(const run::ScanOutcome& outcome) {
    ++videos;
    for (const Match& match : outcome.result.matches) {
      if (!match.confident()) continue;
      ++segments;
      tracks.insert(match.track);
    }
  }
};

/// Prints each outcome as it comes, under a progress bar that is gone when this returns.
Result<run::BatchReport> scan_with_progress(
    run::Workspace& workspace, const std::vector<run::MediaItem>& items,
    const run::AudioChoice& audio, const std::function<void(const run::ScanOutcome&)>& each,
    const Session& session) {
  Progress progress(session, items.size());
  const run::ScanListener listener{
      .progress = [&](const std::string& given, MediaTime decoded,
                      MediaTime declared) { progress.advance(given, decoded, declared); },
      .done =
          [&](const std::vector<run::ScanOutcome>& outcomes) {
            progress.finish(outcomes.front().given);
            progress.aside([&] { std::for_each(outcomes.begin(), outcomes.end(), each); });
          }};
  return run::scan_videos(workspace, items, audio, listener);
}

Result<Exit> run_scan(const ScanOptions& options, const Session& session) {
  if (options.jsonl && options.timeline) {
    return fail(Errc::kUsage, "--jsonl is for programs, --timeline for people; give one of them");
  }
  TRY(const run::AudioChoice audio, audio_choice(options.audio_stream));
  TRY(const auto inputs, collect_inputs(options.inputs, session.console));
  TRY(run::Workspace workspace, run::Workspace::open_for_writing(session.global.workspace));
  warn_of_lost_tracks(workspace, session);
  warn_of_empty_catalogue(workspace, session);

  const std::vector<run::MediaItem> items = run::media_items(inputs);
  Tally tally;
  const auto each = [&](const run::ScanOutcome& outcome) {
    if (!failed(outcome)) tally.add(outcome);
    print_outcome(outcome, {options.jsonl, options.timeline}, session);
  };
  TRY(const run::BatchReport report, scan_with_progress(workspace, items, audio, each, session));
  if (!options.jsonl) {
    session.console.out << counted(tally.videos, "video") << ", "
                        << counted(tally.segments, "segment") << " of "
                        << counted(tally.tracks.size(), "track") << "\n";
  }
  return end_of_batch(report, items.size(), session);
}

}  // namespace

const Command kScanCommand{
    .name = "scan",
    .summary = "find licensed music in videos, and record it",
    .details =
        "Decodes each video, matches its sound against the catalogue, records what was found in\n"
        "the ledger, and prints it. What was scanned before is not decoded again, so a run that\n"
        "was stopped goes on where it was, and after a new track only the matching is redone.\n"
        "\n"
        "VIDEO.json beside a video (clip.mp4.json, or clip.json) says of it what `video set` "
        "does,\n"
        "and is read at every scan; keys of licences are taken from there and from the video's "
        "own\n"
        "metadata. What people have said by `video set` stays.\n"
        "\n"
        "Takes whatever holds sound: video and audio files, fingerprint files, folders, http(s)\n"
        "URLs, and - for standard input.",
    .examples =
        "cuetrace scan episodes/\n"
        "cuetrace scan --from-list videos.txt --jsonl > found.jsonl\n"
        "cuetrace scan film.mkv --audio-stream all\n"
        "ffmpeg -i ... -f wav - | cuetrace scan -",
    .bind = bind<ScanOptions, declare, run_scan>,
};

}  // namespace engine::cli

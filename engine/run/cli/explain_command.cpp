#include "engine/run/cli/explain_command.h"

#include "engine/core/file.h"
#include "engine/core/text.h"
#include "engine/run/cli/progress.h"
#include "engine/run/explain/evidence_plot.h"
#include "engine/run/explain/explained_video.h"
#include "engine/run/explain/explanation_json.h"
#include "engine/run/explain/explanation_text.h"
#include "engine/run/heard_video.h"
#include "engine/run/track_label.h"
#include "engine/run/workspace.h"

#include <ostream>

namespace engine::cli {
namespace {

struct ExplainOptions {
  std::string video;
  std::optional<std::string> track;
  bool json = false;
  std::optional<std::string> plot;
  int refused = 3;
};

void declare(ExplainOptions& options, Arguments& arguments) {
  constexpr Arguments::Range kRefused{0, 1000};
  arguments.positional("VIDEO", "a scanned video: its path, title or id; or any media",
                       options.video);
  arguments.positional("TRACK", "track id or its first digits, recording id, ISRC, path or title",
                       options.track);
  arguments.flag("--json", "print one JSON object", options.json);
  arguments.option("--plot FILE", "draw the evidence; FILE ends in .svg or .png", options.plot);
  arguments.number("--refused N", "show the N that came nearest to a claim; 3 by default", kRefused,
                   options.refused);
}

/// As find_recordings has it, else those of this title.
Result<std::vector<catalogue::Recording>> find_by_any_name(const std::string& text,
                                                           const catalogue::Catalogue& catalogue) {
  auto found = run::find_recordings(text, catalogue);
  if (found || found.error().code() != Errc::kNotFound) return found;
  TRY(auto titled, catalogue.list());
  const std::string title = to_lower_ascii(text);
  std::erase_if(titled, [&](const catalogue::Recording& recording) {
    return to_lower_ascii(recording.title) != title;
  });
  if (titled.empty()) return found;
  return titled;
}

/// The one track with sound that `text` names.
Result<TrackId> find_track(const std::string& text, const catalogue::Catalogue& catalogue) {
  TRY(const auto found, find_by_any_name(text, catalogue));
  if (found.size() > 1) {
    return fail(Errc::kUsage, text + ": several tracks fit, such as " + found[0].id + " and " +
                                  found[1].id + "; name one by its id");
  }
  if (!found.front().track) {
    return fail(Errc::kNotFound, text + ": has no audio yet; add it with `cuetrace catalog add`");
  }
  return *found.front().track;
}

Result<Exit> run_explain(const ExplainOptions& options, const Session& session) {
  if (options.plot) TRY_VOID(explain::plot_kind(*options.plot));
  TRY(run::Records records, run::Records::open_for_reading(session.global.workspace));
  TRY(const matcher::Index index, records.index());
  matcher::ExplanationScope scope;
  scope.refused_most = static_cast<std::size_t>(options.refused);
  if (options.track) {
    TRY(scope.track, find_track(*options.track, records.catalogue()));
  }

  Progress progress(session, 1);
  TRY(const run::HeardVideo heard,
      run::hear_video(options.video, records, index, [&](MediaTime decoded, MediaTime declared) {
        progress.advance(options.video, decoded, declared);
      }));
  progress.finish(options.video);
  TRY(const auto video, explain::explain_video(heard, records, index, scope));
  session.console.out << (options.json ? explain::explanation_json(video) + "\n"
                                       : explain::explanation_text(video));
  if (options.plot) {
    TRY(const std::string picture,
        explain::evidence_plot(video, *explain::plot_kind(*options.plot)));
    TRY_VOID(write_file(*options.plot, picture));
  }
  return Exit::kDone;
}

}  // namespace

const Command kExplainCommand{
    .name = "explain",
    .summary = "say why a track was claimed in a video, or refused",
    .details =
        "Looks at the video again as a scan does, from its archived fingerprint, and shows what\n"
        "each claim stands on, and which rule the nearest of the others did not pass. With TRACK,\n"
        "says so of that track, whatever came of it. Nothing is recorded.\n"
        "\n"
        "Score is the evidence in natural logarithms: that so many of the track's spectral peaks\n"
        "are found is e^score times likelier if it plays than by chance. Chance is what the same\n"
        "track finds a few seconds off its place; deviations are how far the score stands above\n"
        "those, in their standard deviations.",
    .examples =
        "cuetrace explain episode.mp4\n"
        "cuetrace explain episode.mp4 3f9a02c1 --plot evidence.svg\n"
        "cuetrace explain episode.mp4 music/theme.flac --json",
    .bind = bind<ExplainOptions, declare, run_explain>,
};

}  // namespace engine::cli

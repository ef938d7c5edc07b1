#include "engine/run/cli/scan_output.h"

#include "engine/core/text.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/segment_table.h"
#include "engine/run/cli/timeline_option.h"
#include "engine/run/scan_json.h"
#include "reports/table.h"

#include <algorithm>
#include <ostream>

namespace engine::cli {
namespace {

/// "(unknown music 3f9a02c1)", or the name that it was given.
std::string unknown_title(const ledger::UnknownCluster& cluster) {
  constexpr std::size_t kTellingDigits = 8;  // Enough for `unknown show`.
  const std::string digits = to_string(cluster.id).substr(0, kTellingDigits);
  return cluster.name.empty() ? "(unknown music " + digits + ")"
                              : cluster.name + " (unknown music)";
}

/// Licensed and unknown music, by start.
reports::Table music_table(const run::ScanOutcome& outcome) {
  reports::Table table(segment_columns());
  auto match = outcome.result.matches.begin();
  const auto add_matches_before = [&](MediaTime start) {
    for (; match != outcome.result.matches.end() && match->in_video.start < start; ++match) {
      table.add(segment_cells(*match, outcome.labels));
    }
  };
  const auto add_unknown = [&](const MediaSpan& span, const std::string& title) {
    add_matches_before(span.start);
    table.add({to_timecode(span.start), to_timecode(span.end), title, "", "", ""});
  };
  for (const ledger::UnknownPlace& place : outcome.unknown) {
    add_unknown(place.span, unknown_title(place.cluster));
  }
  if (outcome.unknown.empty()) {
    for (const MediaSpan& span : outcome.result.unknown_music) add_unknown(span, "(unknown music)");
  }
  add_matches_before(MediaTime::max());
  return table;
}

/// The lanes of the video, with a line end behind; empty for output that nobody looks at.
std::string lanes(const run::ScanOutcome& outcome, bool asked, const Console& console) {
  if (!asked && !console.out_is_terminal) return {};
  const std::string lines = timeline_lines(timeline_of(outcome), console);
  return lines.empty() ? lines : lines + "\n";
}

std::string readable(const run::ScanOutcome& outcome, const std::string& lanes) {
  const ScanResult& result = outcome.result;
  std::string text = heading(outcome) + "  " + to_clock(result.video.duration);
  if (!result.complete) text += " (cut off)";
  const auto claims =
      static_cast<std::size_t>(std::count_if(result.matches.begin(), result.matches.end(),
                                             [](const Match& match) { return match.confident(); }));
  text += claims == 0 ? "  no licensed music" : "  " + counted(claims, "segment");
  if (claims < result.matches.size()) {
    text += ", " + std::to_string(result.matches.size() - claims) + " to review";
  }
  if (result.note) text += ", " + note_text(*result.note);
  if (!result.unknown_music.empty()) {
    const std::size_t spans = std::max(result.unknown_music.size(), outcome.unknown.size());
    text += ", " + counted(spans, "span") + " of unknown music";
  } else if (result.matches.empty()) {
    return text + "\n\n";
  }
  return text + "\n" + lanes + music_table(outcome).text() + "\n";
}

}  // namespace

bool failed(const run::ScanOutcome& outcome) {
  return outcome.result.error && outcome.result.error->code() != Errc::kTruncated;
}

void print_outcome(const run::ScanOutcome& outcome, const ScanOutput& options,
                   const Session& session) {
  if (options.jsonl) {
    session.console.out << run::scan_json(outcome) << '\n' << std::flush;
  } else if (!failed(outcome)) {
    const std::string drawn = lanes(outcome, options.timeline, session.console);
    session.console.out << readable(outcome, drawn) << std::flush;
  }
  if (outcome.result.error) complain(*outcome.result.error, session);
  for (const Error& warning : outcome.warnings) complain(warning, session);
}

}  // namespace engine::cli

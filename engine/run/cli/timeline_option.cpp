#include "engine/run/cli/timeline_option.h"

#include "engine/core/text.h"

#include <algorithm>

namespace engine::cli {

reports::Timeline timeline_of(const run::ScanOutcome& outcome) {
  reports::Timeline timeline{outcome.given, outcome.result.video.duration, {}};
  for (const Match& match : outcome.result.matches) {
    if (!match.confident()) continue;
    const auto label = outcome.labels.find(match.track);
    timeline.blocks.push_back({match.in_video, label == outcome.labels.end()
                                                   ? to_string(match.track)
                                                   : label->second.title});
  }
  for (const ledger::UnknownPlace& place : outcome.unknown) {
    const std::string& name = place.cluster.name;
    timeline.blocks.push_back({place.span, name.empty() ? "unknown" : name, true});
  }
  if (outcome.unknown.empty()) {
    for (const MediaSpan& span : outcome.result.unknown_music) {
      timeline.blocks.push_back({span, "unknown", true});
    }
  }
  std::stable_sort(timeline.blocks.begin(), timeline.blocks.end(),
                   [](const reports::TimelineBlock& a, const reports::TimelineBlock& b) {
                     return a.span.start < b.span.start;
                   });
  return timeline;
}

std::string timeline_heading(const reports::Timeline& timeline) {
  return clean_utf8(timeline.title) + "  " + to_clock(timeline.duration) + "\n";
}

std::string timeline_lines(const reports::Timeline& timeline, const Console& console) {
  return reports::timeline_text(timeline, {console.out_columns, console.out_is_utf8});
}

}  // namespace engine::cli

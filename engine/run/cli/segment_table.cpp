#include "engine/run/cli/segment_table.h"

#include "engine/core/text.h"

namespace engine::cli {

std::vector<reports::Column> segment_columns() {
  return {{"Start", true}, {"End", true},   {"Title"},
          {"Composer"},    {"Level", true}, {"Confidence", true}};
}

std::vector<std::string> segment_cells(const Match& match, const run::TrackLabels& labels) {
  constexpr unsigned kPercentPlaces = 4;  // Millionths as percent.
  const auto label = labels.find(match.track);
  const bool known = label != labels.end();
  const std::string percent = fixed_point(match.confidence_ppm, kPercentPlaces);
  return {to_timecode(match.in_video.start),
          to_timecode(match.in_video.end),
          known ? label->second.title : to_string(match.track),
          known ? label->second.composer : "",
          fixed_point(match.level_tenth_db, 1) + " dB",
          percent.substr(0, percent.size() - 3) + (match.confident() ? " %" : " % (review)")};
}

std::string segment_table(std::span<const Match> segments, const run::TrackLabels& labels) {
  reports::Table table(segment_columns());
  for (const Match& match : segments) table.add(segment_cells(match, labels));
  return table.text();
}

std::string heading(const run::ScanOutcome& outcome) {
  std::string text = clean_utf8(outcome.given);
  if (outcome.audio_stream) text += ", audio stream " + std::to_string(*outcome.audio_stream);
  return text;
}

}  // namespace engine::cli

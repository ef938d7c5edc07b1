#include "engine/run/cli/segment_table.h"

#include "engine/core/text.h"

namespace engine::cli {

std::vector<reports::Column> segment_columns() {
  return {{"Start", true}, {"End", true},   {"Title"},
          {"Composer"},    {"Level", true}, {"Confidence", true}};
}

namespace {

std::string title_of(const TrackId& track, const run::TrackLabels& labels) {
  const auto label = labels.find(track);
  return label != labels.end() ? label->second.title : to_string(track);
}

/// With the others that it may be as well.
std::string title_of(const Match& match, const run::TrackLabels& labels) {
  const std::vector<TrackId> others = ambiguous_among(match);
  std::string title = title_of(match.track, labels);
  if (others.size() == 1) title += ", or " + title_of(others.front(), labels);
  if (others.size() > 1) title += ", or one of " + std::to_string(others.size()) + " others";
  return title;
}

}  // namespace

std::vector<std::string> segment_cells(const Match& match, const run::TrackLabels& labels) {
  constexpr unsigned kPercentPlaces = 4;  // Millionths as percent.
  const auto label = labels.find(match.track);
  const bool known = label != labels.end();
  const std::string percent = fixed_point(match.confidence_ppm, kPercentPlaces);
  return {to_timecode(match.in_video.start),
          to_timecode(match.in_video.end),
          title_of(match, labels),
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

#include "engine/run/scan_json.h"

#include <nlohmann/json.hpp>

namespace engine::run {
namespace {

using Json = nlohmann::ordered_json;

/// A quotient of an integer by a power of ten is the double nearest to that decimal, and such a
/// double is printed as that decimal again: no noise behind the last place.
double decimal(std::int32_t value, double scale) { return static_cast<double>(value) / scale; }

double from_ppm(std::int32_t ppm) { return decimal(ppm, 1e6); }

Json span_json(const MediaSpan& span) {
  return {{"start_ms", to_ms(span.start)}, {"end_ms", to_ms(span.end)}};
}

/// Empty text for a track the catalogue no longer knows.
TrackLabel label_of(const TrackId& track, const TrackLabels& labels) {
  const auto found = labels.find(track);
  return found == labels.end() ? TrackLabel{} : found->second;
}

Json alternatives_json(const Match& match, const TrackLabels& labels) {
  Json alternatives = Json::array();
  for (const MatchAlternative& other : match.alternatives) {
    alternatives.push_back({{"track_id", to_string(other.track)},
                            {"version", label_of(other.track, labels).version},
                            {"confidence", from_ppm(other.confidence_ppm)}});
  }
  return alternatives;
}

Json evidence_json(const MatchEvidence& evidence) {
  constexpr double kMilli = 1e3;
  return {{"peaks_expected", evidence.peaks_expected},
          {"peaks_found", evidence.peaks_found},
          {"peaks_by_chance", decimal(evidence.chance_milli, kMilli)},
          {"score", decimal(evidence.score_milli, kMilli)}};
}

Json segment_json(const Match& match, const TrackLabels& labels) {
  const TrackLabel label = label_of(match.track, labels);
  Json segment = span_json(match.in_video);
  segment["track_id"] = to_string(match.track);
  segment["track_path"] = label.path;
  segment["title"] = label.title;
  segment["version"] = label.version;
  segment["track_start_ms"] = to_ms(match.in_track.start);
  segment["track_end_ms"] = to_ms(match.in_track.end);
  segment["speed"] = from_ppm(match.speed_ppm);
  segment["pitch_cents"] = match.pitch_cents;
  segment["level_db"] = decimal(match.level_tenth_db, 10);
  segment["confidence"] = from_ppm(match.confidence_ppm);
  segment["method"] = to_string(match.method);
  segment["alternatives"] = alternatives_json(match, labels);
  segment["evidence"] = evidence_json(match.evidence);
  return segment;
}

}  // namespace

std::string scan_json(const ScanOutcome& outcome) {
  const ScanResult& result = outcome.result;
  Json object = {{"schema", "cuetrace.scan/1"}, {"video", outcome.given}};
  if (outcome.audio_stream) object["audio_stream"] = *outcome.audio_stream;
  object["video_id"] = to_string(result.video.id);
  object["duration_ms"] = to_ms(result.video.duration);
  object["complete"] = result.complete;
  if (result.error) {
    object["error"] = {{"code", error_name(result.error->code())},
                       {"message", result.error->message()}};
  }
  object["segments"] = Json::array();
  for (const Match& match : result.matches) {
    object["segments"].push_back(segment_json(match, outcome.labels));
  }
  object["unknown_music"] = Json::array();
  for (const MediaSpan& span : result.unknown_music) {
    object["unknown_music"].push_back(span_json(span));
  }
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace engine::run

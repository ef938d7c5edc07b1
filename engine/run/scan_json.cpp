#include "engine/run/scan_json.h"

#include "engine/ledger/ledger.h"
#include "engine/run/json_text.h"

#include <algorithm>
#include <array>

namespace engine::run {
namespace {

JsonText span_json(const MediaSpan& span) {
  return JsonText::object()
      .add("start_ms", std::to_string(to_ms(span.start)))
      .add("end_ms", std::to_string(to_ms(span.end)));
}

/// Empty text for a track the catalogue no longer knows.
TrackLabel label_of(const TrackId& track, const TrackLabels& labels) {
  const auto found = labels.find(track);
  return found == labels.end() ? TrackLabel{} : found->second;
}

std::string alternatives_json(const Match& match, const TrackLabels& labels) {
  JsonText alternatives = JsonText::array();
  for (const MatchAlternative& other : match.alternatives) {
    alternatives.add(JsonText::object()
                         .add("track_id", text_json(to_string(other.track)))
                         .add("version", text_json(label_of(other.track, labels).version))
                         .add("confidence", from_ppm(other.confidence_ppm))
                         .text());
  }
  return alternatives.text();
}

std::string evidence_json(const MatchEvidence& evidence) {
  return JsonText::object()
      .add("peaks_expected", std::to_string(evidence.peaks_expected))
      .add("peaks_found", std::to_string(evidence.peaks_found))
      .add("peaks_by_chance", decimal(evidence.chance_milli, 3))
      .add("score", decimal(evidence.score_milli, 3))
      .text();
}

JsonText segment_json(const Match& match, const TrackLabels& labels) {
  const TrackLabel label = label_of(match.track, labels);
  JsonText json = span_json(match.in_video);
  json.add("track_id", text_json(to_string(match.track)))
      .add("track_path", text_json(label.path))
      .add("title", text_json(label.title))
      .add("version", text_json(label.version))
      .add("track_start_ms", std::to_string(to_ms(match.in_track.start)))
      .add("track_end_ms", std::to_string(to_ms(match.in_track.end)))
      .add("speed", from_ppm(match.speed_ppm))
      .add("pitch_cents", std::to_string(match.pitch_cents))
      .add("level_db", decimal(match.level_tenth_db, 1))
      .add("confidence", from_ppm(match.confidence_ppm))
      .add("method", text_json(to_string(match.method)))
      .add("alternatives", alternatives_json(match, labels));
  if (const auto tracks = ambiguous_among(match); !tracks.empty()) {
    JsonText ids = JsonText::array();
    for (const TrackId& track : tracks) ids.add(text_json(to_string(track)));
    json.add("ambiguous_among", ids.text());
  }
  json.add("evidence", evidence_json(match.evidence));
  return json;
}

std::string error_json(const Error& error) {
  return JsonText::object()
      .add("code", text_json(error_name(error.code())))
      .add("message", text_json(error.message()))
      .text();
}

std::string unknown_json(const ScanOutcome& outcome) {
  JsonText list = JsonText::array();
  for (const ledger::UnknownPlace& place : outcome.unknown) {
    list.add(span_json(place.span)
                 .add("cluster", text_json(to_string(place.cluster.id)))
                 .add("name", text_json(place.cluster.name))
                 .text());
  }
  if (!outcome.unknown.empty()) return list.text();
  for (const MediaSpan& span : outcome.result.unknown_music) list.add(span_json(span).text());
  return list.text();
}

JsonText scan_object(const ScanOutcome& outcome) {
  const ScanResult& result = outcome.result;
  JsonText segments = JsonText::array();
  JsonText review = JsonText::array();
  for (std::size_t i = 0; i < result.matches.size(); ++i) {
    const Match& match = result.matches[i];
    JsonText segment = segment_json(match, outcome.labels);
    segment.add("usage_id", text_json(ledger::usage_id_of(result.id, i, match)));
    (match.confident() ? segments : review).add(segment.text());
  }
  JsonText object = JsonText::object();
  object.add("schema", text_json("cuetrace.scan/1")).add("video", text_json(outcome.given));
  if (outcome.audio_stream) object.add("audio_stream", std::to_string(*outcome.audio_stream));
  object.add("video_id", text_json(to_string(result.video.id)));
  object.add("duration_ms", std::to_string(to_ms(result.video.duration)));
  object.add("complete", result.complete ? "true" : "false");
  if (result.error) object.add("error", error_json(*result.error));
  if (result.note) object.add("note", text_json(to_string(result.note->kind)));
  return object.add("segments", segments.text())
      .add("review", review.text())
      .add("unknown_music", unknown_json(outcome));
}

/// What is new, as indexes into the lists of the object.
JsonText new_object(const RematchOutcome& outcome) {
  JsonText segments = JsonText::array();
  JsonText review = JsonText::array();
  std::array<std::size_t, 2> next{};
  const std::vector<Match>& matches = outcome.scan.result.matches;
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const bool confident = matches[i].confident();
    const std::size_t index = next[confident ? 0 : 1]++;
    if (!std::binary_search(outcome.found.begin(), outcome.found.end(), i)) continue;
    (confident ? segments : review).add(std::to_string(index));
  }
  return JsonText::object().add("segments", segments.text()).add("review", review.text());
}

JsonText lost_object(const RematchOutcome& outcome) {
  JsonText segments = JsonText::array();
  JsonText review = JsonText::array();
  for (const Match& match : outcome.lost) {
    (match.confident() ? segments : review).add(segment_json(match, outcome.scan.labels).text());
  }
  return JsonText::object().add("segments", segments.text()).add("review", review.text());
}

}  // namespace

std::string scan_json(const ScanOutcome& outcome) { return scan_object(outcome).text(); }

std::string rematch_json(const RematchOutcome& outcome) {
  return scan_object(outcome.scan)
      .add("new", new_object(outcome).text())
      .add("lost", lost_object(outcome).text())
      .text();
}

}  // namespace engine::run

// The quality report as JSON: integers with their unit in the name, as they are on record.
#include "reports/quality_report.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;
using engine::to_ms;
using engine::catalogue::Finding;

Json or_null(const std::optional<std::int32_t>& value) { return value ? Json(*value) : Json(); }

Json json_of(const engine::SoundFormat& format) {
  return {{"codec", format.codec},
          {"layout", format.layout},
          {"channels", format.channels},
          {"rate_hz", format.rate_hz},
          {"bits", format.bits}};
}

Json json_of(const engine::TrackMeasurement& measured) {
  Json json{{"format", json_of(measured.format)},
            {"complete", measured.complete},
            {"decode_errors", measured.decode_errors},
            {"integrated_centi_lufs", or_null(measured.integrated_centi_lufs)},
            {"range_centi_lu", or_null(measured.range_centi_lu)},
            {"max_momentary_centi_lufs", or_null(measured.max_momentary_centi_lufs)},
            {"max_short_term_centi_lufs", or_null(measured.max_short_term_centi_lufs)},
            {"true_peak_centi_db", or_null(measured.true_peak_centi_db)},
            {"sample_peak_centi_db", or_null(measured.sample_peak_centi_db)},
            {"clip_runs", measured.clip_runs},
            {"clipped_samples", measured.clipped_samples},
            {"unplayable_samples", measured.unplayable_samples},
            {"dc_ppm", measured.dc_ppm},
            {"head_silence_ms", to_ms(measured.head_silence)},
            {"tail_silence_ms", to_ms(measured.tail_silence)},
            {"correlation_permille", or_null(measured.correlation_permille)},
            {"side_centi_db", or_null(measured.side_centi_db)},
            {"balance_centi_db", or_null(measured.balance_centi_db)},
            {"tempo", nullptr},
            {"key", nullptr}};
  if (const auto& tempo = measured.tempo) {
    json["tempo"] = {{"centi_bpm", tempo->centi_bpm},
                     {"confidence_permille", tempo->confidence_permille}};
  }
  if (const auto& heard = measured.key) {
    json["key"] = {{"name", to_string(heard->key)},
                   {"confidence_permille", heard->confidence_permille}};
  }
  return json;
}

Json json_of(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    list.push_back({{"rule", name_of(finding.rule)},
                    {"level", to_string(finding.severity)},
                    {"found", finding.measured},
                    {"wanted", finding.wanted},
                    {"remedy", finding.remedy}});
  }
  return list;
}

}  // namespace

std::string quality_json(const QualityReport& report) {
  Json tracks = Json::array();
  for (const CheckedTrack& track : report.tracks) {
    const engine::catalogue::Recording& recording = track.recording;
    tracks.push_back({{"track_id", recording.track ? to_string(*recording.track) : ""},
                      {"recording_id", recording.id},
                      {"work_id", recording.work.id},
                      {"title", recording.title},
                      {"version", recording.version},
                      {"path", recording.path},
                      {"measured", track.measured ? json_of(*track.measured) : Json()},
                      {"findings", json_of(track.findings)}});
  }
  Json works = Json::array();
  for (const CheckedWork& work : report.works) {
    works.push_back({{"work_id", work.work.id},
                     {"title", work.work.title},
                     {"findings", json_of(work.findings)}});
  }
  const Json json{
      {"schema", "cuetrace.quality/1"}, {"tracks", std::move(tracks)}, {"works", std::move(works)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace reports

// A cue sheet as JSON, whole: what is printed can be read again, and is equal.
#include "reports/cue_sheet.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;
using engine::to_ms;

Json json_of(const engine::MediaSpan& span) {
  return {{"start_ms", to_ms(span.start)}, {"end_ms", to_ms(span.end)}};
}

Json json_of(const Contributor& one) {
  Json json{{"kind", one.is_publisher ? "publisher" : "writer"},
            {"name", one.name},
            {"role", one.role},
            {"ipi", one.ipi},
            {"society", one.society},
            {"share_bp", nullptr}};
  if (one.share_bp) json["share_bp"] = *one.share_bp;
  return json;
}

Json track_of(const Cue& cue) {
  const CueRecording& recording = cue.recording;
  Json json{{"track_id", recording.track_id},
            {"recording_id", recording.recording_id},
            {"title", recording.title},
            {"artist", recording.artist},
            {"album", recording.album},
            {"version", recording.version},
            {"isrc", recording.isrc},
            {"work_id", cue.work_id},
            {"iswc", cue.iswc},
            {"library", recording.library},
            {"album_code", recording.album_code},
            {"cut", recording.cut},
            {"label", recording.label},
            {"duration_ms", to_ms(recording.duration)},
            {"contributors", Json::array()}};
  for (const Contributor& one : cue.contributors) json["contributors"].push_back(json_of(one));
  return json;
}

Json json_of(const Cue& cue) {
  Json json{{"cue", cue.number},
            {"title", cue.title},
            {"start_ms", to_ms(cue.in_video.start)},
            {"end_ms", to_ms(cue.in_video.end)},
            {"exact_ms", to_ms(cue.length)},
            {"duration_s", cue.printed_seconds},
            {"layered", cue.layered},
            {"usage",
             {{"function", word(cue.usage.function)},
              {"perception", word(cue.usage.perception)},
              {"vocality", word(cue.usage.vocality)},
              {"position", word(cue.usage.position)},
              {"origin", word(cue.usage.origin)}}},
            {"track", track_of(cue)},
            {"merged_from", Json::array()}};
  for (const CuePart& part : cue.evidence.parts) {
    json["merged_from"].push_back(json_of(part.in_video));
  }
  return json;
}

Json json_of(const Finding& item) {
  Json json{{"rule", item.rule},
            {"cue", nullptr},
            {"field", item.field},
            {"message", item.message},
            {"remedy", item.remedy}};
  if (item.cue > 0) json["cue"] = item.cue;
  return json;
}

}  // namespace

std::string cue_sheet_json(const CueSheet& sheet) {
  Json json{{"schema", "cuetrace.cuesheet/1"},
            {"status", printed_state(sheet)},
            {"video",
             {{"video_id", engine::to_string(sheet.video.id)},
              {"location", sheet.video.location},
              {"title", sheet.video.title},
              {"duration_ms", to_ms(sheet.video.duration)}}},
            {"policy",
             {{"merge_gap_ms", to_ms(sheet.policy.merge_gap)},
              {"shortest_cue_ms", to_ms(sheet.policy.shortest_cue)},
              {"rounding", "half up, at least 1 s a cue"}}},
            {"total_s", sheet.total_seconds},
            {"cues", Json::array()},
            {"left_out", Json::array()},
            {"unresolved", Json::array()}};
  for (const Cue& cue : sheet.cues) json["cues"].push_back(json_of(cue));
  for (const Cue& cue : sheet.left_out) json["left_out"].push_back(json_of(cue));
  for (const Finding& item : sheet.findings) json["unresolved"].push_back(json_of(item));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace reports

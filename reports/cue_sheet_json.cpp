// A cue sheet as JSON, whole: what is written here, cue_sheet_from_json.cpp reads, and it is equal.
// Times are there twice: in milliseconds for people and programs, in microseconds to be exact.
#include "engine/ledger/video_facts.h"
#include "reports/cue_sheet.h"
#include "reports/usage_code.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;
using engine::to_ms;

Json json_of(const engine::MediaSpan& span) {
  return {{"start_ms", to_ms(span.start)},
          {"end_ms", to_ms(span.end)},
          {"start_us", span.start.count()},
          {"end_us", span.end.count()}};
}

Json json_of(const Contributor& one) {
  Json json{{"kind", one.is_publisher ? "publisher" : "writer"},
            {"name", one.name},
            {"family_name", one.family_name},
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
            {"duration_us", recording.duration.count()},
            {"contributors", Json::array()}};
  for (const Contributor& one : cue.contributors) json["contributors"].push_back(json_of(one));
  return json;
}

Json json_of(const UsageAxes& usage) {
  return {{"function", word(usage.function)}, {"perception", word(usage.perception)},
          {"vocality", word(usage.vocality)}, {"position", word(usage.position)},
          {"origin", word(usage.origin)},     {"rolled_up", usage.rolled_up}};
}

/// The codes of every set that has one, for those who read nothing else.
Json codes_of(const UsageAxes& usage) {
  Json json = Json::object();
  for (const CodeSet set : {CodeSet::kUsTemplate, CodeSet::kUsExtended, CodeSet::kBmiClass,
                            CodeSet::kApra, CodeSet::kUk, CodeSet::kCwr, CodeSet::kDdex}) {
    const UsageCode code = usage_code(usage, set);
    if (!code.text.empty()) json[std::string(code_set_name(set))] = code.text;
  }
  return json;
}

Json json_of(const CueEvidence& evidence) {
  Json json{{"uses", Json::array()},
            {"ambiguous_among", evidence.ambiguous_among},
            {"theme_candidate", evidence.theme_candidate},
            {"logo_candidate", evidence.logo_candidate},
            {"remarks", evidence.remarks}};
  for (const CuePart& part : evidence.parts) {
    json["uses"].push_back({{"usage_id", part.usage_id},
                            {"in_video", json_of(part.in_video)},
                            {"in_track", json_of(part.in_track)},
                            {"confidence_ppm", part.confidence_ppm}});
  }
  return json;
}

Json json_of(const Cue& cue) {
  return {{"cue", cue.number},
          {"id", cue.id},
          {"title", cue.title},
          {"akas", cue.akas},
          {"start_ms", to_ms(cue.in_video.start)},
          {"end_ms", to_ms(cue.in_video.end)},
          {"start_us", cue.in_video.start.count()},
          {"end_us", cue.in_video.end.count()},
          {"exact_ms", to_ms(cue.length)},
          {"exact_us", cue.length.count()},
          {"time_in", cue.time_in},
          {"time_out", cue.time_out},
          {"duration_s", cue.printed_seconds},
          {"layered", cue.layered},
          {"usage", json_of(cue.usage)},
          {"codes", codes_of(cue.usage)},
          {"track", track_of(cue)},
          {"evidence", json_of(cue.evidence)},
          {"notes", cue.notes}};
}

Json json_of(const std::vector<Cue>& cues) {
  Json list = Json::array();
  for (const Cue& cue : cues) list.push_back(json_of(cue));
  return list;
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

Json json_of(const SheetIdentity& identity) {
  return {{"id", identity.id},
          {"revision", identity.revision},
          {"supersedes", identity.supersedes},
          {"classification", to_string(identity.classification)},
          {"state", to_string(identity.state)}};
}

Json json_of(const Production& production) {
  Json json = Json::object();
  for (const auto& [name, value] : engine::ledger::values_of({production, {}})) json[name] = value;
  return json;
}

Json json_of(const engine::VideoFacts& video) {
  return {{"video_id", engine::to_string(video.id)},
          {"location", video.location},
          {"title", video.title},
          {"duration_ms", to_ms(video.duration)},
          {"duration_us", video.duration.count()}};
}

}  // namespace

std::string cue_sheet_json(const CueSheet& sheet) {
  Json json{{"schema", "cuetrace.cuesheet/2"},
            {"status", printed_state(sheet)},
            {"sheet", json_of(sheet.identity)},
            {"production", json_of(sheet.production)},
            {"video", json_of(sheet.video)},
            {"policy",
             {{"merge_gap_ms", to_ms(sheet.policy.merge_gap)},
              {"shortest_cue_ms", to_ms(sheet.policy.shortest_cue)},
              {"roll_up", sheet.policy.roll_up},
              {"rounding", "half up, at least 1 s a cue"}}},
            {"total_s", sheet.total_seconds},
            {"cues", json_of(sheet.cues)},
            {"left_out", json_of(sheet.left_out)},
            {"struck_out", json_of(sheet.struck_out)},
            {"findings", Json::array()}};
  for (const Finding& item : sheet.findings) json["findings"].push_back(json_of(item));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace reports

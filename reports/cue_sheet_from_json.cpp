// The inverse of cue_sheet_json.cpp.
#include "engine/core/text.h"
#include "engine/ledger/video_facts.h"
#include "reports/cue_sheet.h"

#include <nlohmann/json.hpp>

#include <map>

namespace reports {
namespace {

using engine::Errc;
using engine::fail;
using engine::MediaSpan;
using engine::MediaTime;
using engine::Result;
using Json = nlohmann::ordered_json;

std::string text(const Json& json, const char* name) { return json.at(name).get<std::string>(); }

MediaTime time(const Json& json, const char* name) {
  return MediaTime{json.at(name).get<std::int64_t>()};
}

MediaSpan span_of(const Json& json) { return {time(json, "start_us"), time(json, "end_us")}; }

/// A word that is none of the axis, of a newer cuetrace, counts as unknown.
template <class Axis>
Axis axis(const Json& json, const char* name) {
  return axis_named<Axis>(text(json, name)).value_or(Axis{});
}

UsageAxes usage_of(const Json& json) {
  UsageAxes usage;
  usage.function = axis<Function>(json, "function");
  usage.perception = axis<Perception>(json, "perception");
  usage.vocality = axis<Vocality>(json, "vocality");
  usage.position = axis<Position>(json, "position");
  usage.origin = axis<Origin>(json, "origin");
  usage.rolled_up = json.at("rolled_up").get<bool>();
  return usage;
}

Contributor contributor_of(const Json& json) {
  Contributor one;
  one.is_publisher = text(json, "kind") == "publisher";
  one.name = text(json, "name");
  one.family_name = text(json, "family_name");
  one.role = text(json, "role");
  one.ipi = text(json, "ipi");
  one.society = text(json, "society");
  if (!json.at("share_bp").is_null()) one.share_bp = json.at("share_bp").get<std::int32_t>();
  return one;
}

CueRecording recording_of(const Json& json) {
  return {.track_id = text(json, "track_id"),
          .recording_id = text(json, "recording_id"),
          .title = text(json, "title"),
          .artist = text(json, "artist"),
          .album = text(json, "album"),
          .version = text(json, "version"),
          .isrc = text(json, "isrc"),
          .library = text(json, "library"),
          .album_code = text(json, "album_code"),
          .cut = text(json, "cut"),
          .label = text(json, "label"),
          .duration = time(json, "duration_us")};
}

CueEvidence evidence_of(const Json& json) {
  CueEvidence evidence;
  for (const Json& part : json.at("uses")) {
    evidence.parts.push_back({text(part, "usage_id"), span_of(part.at("in_video")),
                              span_of(part.at("in_track")),
                              part.at("confidence_ppm").get<std::int32_t>()});
  }
  json.at("ambiguous_among").get_to(evidence.ambiguous_among);
  json.at("theme_candidate").get_to(evidence.theme_candidate);
  json.at("logo_candidate").get_to(evidence.logo_candidate);
  json.at("remarks").get_to(evidence.remarks);
  return evidence;
}

Cue cue_of(const Json& json) {
  const Json& track = json.at("track");
  Cue cue;
  cue.id = text(json, "id");
  cue.number = json.at("cue").get<std::size_t>();
  cue.title = text(json, "title");
  json.at("akas").get_to(cue.akas);
  cue.usage = usage_of(json.at("usage"));
  cue.in_video = span_of(json);
  cue.length = time(json, "exact_us");
  cue.time_in = text(json, "time_in");
  cue.time_out = text(json, "time_out");
  cue.printed_seconds = json.at("duration_s").get<std::int64_t>();
  cue.layered = json.at("layered").get<bool>();
  cue.recording = recording_of(track);
  cue.work_id = text(track, "work_id");
  cue.iswc = text(track, "iswc");
  for (const Json& one : track.at("contributors")) cue.contributors.push_back(contributor_of(one));
  cue.evidence = evidence_of(json.at("evidence"));
  cue.notes = text(json, "notes");
  return cue;
}

std::vector<Cue> cues_of(const Json& json) {
  std::vector<Cue> cues;
  for (const Json& one : json) cues.push_back(cue_of(one));
  return cues;
}

Finding finding_of(const Json& json) {
  Finding finding;
  finding.rule = text(json, "rule");
  if (!json.at("cue").is_null()) finding.cue = json.at("cue").get<std::size_t>();
  finding.field = text(json, "field");
  finding.message = text(json, "message");
  finding.remedy = text(json, "remedy");
  return finding;
}

SheetIdentity identity_of(const Json& json) {
  SheetIdentity identity;
  identity.id = text(json, "id");
  identity.revision = json.at("revision").get<int>();
  identity.supersedes = text(json, "supersedes");
  identity.classification =
      classification_named(text(json, "classification")).value_or(Classification::kOriginal);
  identity.state = sheet_state_named(text(json, "state")).value_or(SheetState::kDraft);
  return identity;
}

Result<CueSheet> sheet_of(const Json& json) {
  CueSheet sheet;
  sheet.identity = identity_of(json.at("sheet"));
  std::map<std::string, std::string> values;
  json.at("production").get_to(values);
  TRY(const auto metadata, engine::ledger::metadata_of(values));
  sheet.production = metadata.production;
  const Json& video = json.at("video");
  const auto id = engine::parse_id<engine::VideoId>(text(video, "video_id"));
  if (id) sheet.video.id = *id;
  sheet.video.location = text(video, "location");
  sheet.video.title = text(video, "title");
  sheet.video.duration = time(video, "duration_us");
  const Json& policy = json.at("policy");
  sheet.policy.merge_gap = engine::from_ms(policy.at("merge_gap_ms").get<std::int64_t>());
  sheet.policy.shortest_cue = engine::from_ms(policy.at("shortest_cue_ms").get<std::int64_t>());
  sheet.policy.roll_up = policy.at("roll_up").get<bool>();
  sheet.total_seconds = json.at("total_s").get<std::int64_t>();
  sheet.cues = cues_of(json.at("cues"));
  sheet.left_out = cues_of(json.at("left_out"));
  sheet.struck_out = cues_of(json.at("struck_out"));
  for (const Json& one : json.at("findings")) sheet.findings.push_back(finding_of(one));
  return sheet;
}

}  // namespace

Result<CueSheet> cue_sheet_of_json(std::string_view given) {
  try {
    const Json json = Json::parse(given);
    const std::string schema = json.is_object() ? json.value("schema", "") : "";
    if (schema != "cuetrace.cuesheet/2") {
      return fail(Errc::kInvalidInput, "no cue sheet of cuetrace: the schema is '" +
                                           engine::clean_utf8(schema) +
                                           "' and should be cuetrace.cuesheet/2");
    }
    return sheet_of(json);
  } catch (const Json::exception& error) {
    return fail(Errc::kInvalidInput, std::string("no cue sheet of cuetrace: ") + error.what());
  }
}

}  // namespace reports

#include "reports/cue_correction.h"

#include "engine/core/digest.h"
#include "engine/core/text.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using engine::Errc;
using engine::fail;
using engine::MediaTime;
using engine::Result;
using Json = nlohmann::ordered_json;

template <class Axis>
void put_axis(Json& json, const char* name, const std::optional<Axis>& value) {
  if (value) json[name] = word(*value);
}

template <class Axis>
void get_axis(const Json& json, const char* name, std::optional<Axis>& value) {
  if (json.contains(name)) value = axis_named<Axis>(json.at(name).get<std::string>());
}

void put_time(Json& json, const char* name, const std::optional<MediaTime>& value) {
  if (value) json[name] = value->count();
}

void get_time(const Json& json, const char* name, std::optional<MediaTime>& value) {
  if (json.contains(name)) value = MediaTime{json.at(name).get<std::int64_t>()};
}

template <class T>
void get(const Json& json, const char* name, T& value) {
  if (json.contains(name)) value = json.at(name).get<T>();
}

template <class T>
void get(const Json& json, const char* name, std::optional<T>& value) {
  if (json.contains(name)) value = json.at(name).get<T>();
}

Json json_of(const CueCorrection& one) {
  Json json{{"track", one.track_id},
            {"found_start_us", one.found.start.count()},
            {"found_end_us", one.found.end.count()}};
  if (one.by_hand) json["by_hand"] = true;
  if (!one.split_from.empty()) json["split_from"] = one.split_from;
  if (!one.merged_into.empty()) json["merged_into"] = one.merged_into;
  if (one.struck_out) json["struck_out"] = true;
  if (one.order) json["order"] = *one.order;
  if (one.title) json["title"] = *one.title;
  if (one.notes) json["notes"] = *one.notes;
  put_time(json, "start_us", one.start);
  put_time(json, "end_us", one.end);
  put_axis(json, "function", one.function);
  put_axis(json, "perception", one.perception);
  put_axis(json, "vocality", one.vocality);
  put_axis(json, "position", one.position);
  put_axis(json, "origin", one.origin);
  return json;
}

CueCorrection correction_of_json(const std::string& cue, const Json& json) {
  CueCorrection one;
  one.cue = cue;
  one.track_id = json.at("track").get<std::string>();
  one.found = {MediaTime{json.at("found_start_us").get<std::int64_t>()},
               MediaTime{json.at("found_end_us").get<std::int64_t>()}};
  get(json, "by_hand", one.by_hand);
  get(json, "split_from", one.split_from);
  get(json, "merged_into", one.merged_into);
  get(json, "struck_out", one.struck_out);
  get(json, "order", one.order);
  get(json, "title", one.title);
  get(json, "notes", one.notes);
  get_time(json, "start_us", one.start);
  get_time(json, "end_us", one.end);
  get_axis(json, "function", one.function);
  get_axis(json, "perception", one.perception);
  get_axis(json, "vocality", one.vocality);
  get_axis(json, "position", one.position);
  get_axis(json, "origin", one.origin);
  return one;
}

}  // namespace

bool CueCorrection::says_nothing() const {
  CueCorrection silent;
  silent.cue = cue;
  silent.track_id = track_id;
  silent.found = found;
  return *this == silent;
}

engine::ledger::Amendment amendment_of(const CueCorrection& correction) {
  engine::ledger::Amendment amendment{engine::ledger::AmendmentKind::kCue, correction.cue, {}};
  if (!correction.says_nothing()) {
    amendment.value = json_of(correction).dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  return amendment;
}

Result<CueCorrection> correction_of(const std::string& cue, const std::string& text) {
  try {
    return correction_of_json(cue, Json::parse(text));
  } catch (const Json::exception&) {
    return fail(Errc::kCorrupt, "the ledger's correction of cue " + engine::clean_utf8(cue) +
                                    " cannot be read; take it back with `cuetrace review undo`");
  }
}

Result<std::vector<CueCorrection>> corrections_of(const engine::ledger::AmendmentValues& values) {
  std::vector<CueCorrection> corrections;
  for (const auto& [cue, text] : values) {
    TRY(CueCorrection one, correction_of(cue, text));
    corrections.push_back(std::move(one));
  }
  return corrections;
}

std::string cue_id_of(const engine::VideoId& video, const std::string& track_id, MediaTime start) {
  constexpr std::size_t kDigits = 16;
  engine::Sha256 digest;
  digest.add_field("cue").add_field(engine::to_string(video)).add_field(track_id);
  digest.add_field(std::to_string(engine::to_ms(start)));
  return engine::to_hex(digest.finish_id()).substr(0, kDigits);
}

}  // namespace reports

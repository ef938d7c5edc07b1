// Every report as JSON: integers with their unit in the name, the same words everywhere.
// Cue sheets and the quality of tracks have files of their own.
#include "reports/composer_report.h"
#include "reports/usage_report.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;
using engine::to_ms;

/// Indented and ended by a newline; bytes of strangers' tags that are no UTF-8 are replaced.
std::string document(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json json_of(const engine::VideoFacts& video) {
  return {{"video_id", engine::to_string(video.id)},
          {"location", video.location},
          {"title", video.title},
          {"duration_ms", to_ms(video.duration)}};
}

Json json_of(const std::vector<Contribution>& contributions) {
  Json list = Json::array();
  for (const Contribution& one : contributions) {
    Json json{{"kind", is_publisher(one) ? "publisher" : "writer"},
              {"name", one.party.name},
              {"role", one.role},
              {"ipi", one.party.ipi},
              {"society", one.party.society},
              {"share_bp", nullptr}};
    if (one.share_bp) json["share_bp"] = *one.share_bp;
    list.push_back(std::move(json));
  }
  return list;
}

Json track_of(const Use& use) {
  const engine::catalogue::Recording& recording = use.recording;
  return {{"track_id", engine::to_string(use.match.track)},
          {"recording_id", recording.id},
          {"title", recording.title},
          {"artist", recording.artist},
          {"album", recording.album},
          {"version", recording.version},
          {"isrc", recording.isrc},
          {"work_id", recording.work.id},
          {"work_title", recording.work.title},
          {"iswc", recording.work.iswc},
          {"library", recording.library},
          {"album_code", recording.album_code},
          {"cut", recording.cut},
          {"label", recording.label},
          {"duration_ms", to_ms(recording.duration)},
          {"contributors", json_of(recording.work.contributions)}};
}

Json json_of(const Use& use) {
  const engine::Match& match = use.match;
  Json json{{"usage_id", use.id},
            {"video", json_of(use.video)},
            {"start_ms", to_ms(match.in_video.start)},
            {"end_ms", to_ms(match.in_video.end)},
            {"duration_ms", to_ms(match.in_video.length())},
            {"track_start_ms", to_ms(match.in_track.start)},
            {"track_end_ms", to_ms(match.in_track.end)},
            {"of_video_bp", share_bp(match.in_video.length(), use.video.duration)},
            {"of_track_bp", share_bp(match.in_track.length(), use.recording.duration)},
            {"confidence_ppm", match.confidence_ppm},
            {"score_milli", match.evidence.score_milli},
            {"method", engine::to_string(match.method)},
            {"speed_ppm", match.speed_ppm},
            {"pitch_cents", match.pitch_cents},
            {"level_tenth_db", match.level_tenth_db},
            {"track", track_of(use)},
            {"alternatives", Json::array()}};
  for (const engine::MatchAlternative& other : match.alternatives) {
    json["alternatives"].push_back(
        {{"track_id", engine::to_string(other.track)}, {"confidence_ppm", other.confidence_ppm}});
  }
  for (const engine::TrackId& track : ambiguous_among(match)) {
    json["ambiguous_among"].push_back(engine::to_string(track));
  }
  return json;
}

Json json_of(const std::vector<Use>& uses) {
  Json list = Json::array();
  for (const Use& use : uses) list.push_back(json_of(use));
  return list;
}

}  // namespace

std::string usage_json(const std::vector<Use>& uses) {
  return document({{"schema", "cuetrace.usage/1"}, {"uses", json_of(uses)}});
}

std::string composer_json(const std::vector<ComposerUsage>& composers) {
  Json list = Json::array();
  for (const ComposerUsage& composer : composers) {
    list.push_back({{"name", composer.name},
                    {"ipi", composer.ipi},
                    {"videos", composer.videos},
                    {"tracks", composer.tracks},
                    {"music_ms", to_ms(composer.music)},
                    {"uses", json_of(composer.uses)}});
  }
  return document({{"schema", "cuetrace.composer_usage/1"}, {"composers", std::move(list)}});
}

}  // namespace reports

// Lists of uses as JSON, put together of one use after another.
#include "reports/composer_report.h"
#include "reports/contributor_report.h"
#include "reports/json_parts.h"
#include "reports/usage_report.h"
#include "reports/usage_rows.h"

#include <nlohmann/json.hpp>

#include <numeric>

namespace reports {
namespace {

using Json = nlohmann::ordered_json;
using engine::to_ms;

Json json_of(const engine::VideoFacts& video, const VideoRecord& record) {
  const engine::ledger::Publication& publication = record.publication;
  return {{"video_id", engine::to_string(video.id)},
          {"location", video.location},
          {"title", video.title},
          {"duration_ms", to_ms(video.duration)},
          {"programme", record.programme},
          {"channel", publication.channel},
          {"platform", publication.platform},
          {"published_at", publication.published_at},
          {"territories", publication.territories},
          {"media", publication.media},
          {"uploader", publication.uploader},
          {"scan_id", record.scan_id},
          {"scanned_at", record.scanned_at},
          {"sound_digest", video.sound_digest}};
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
  const engine::catalogue::Recording& recording = *use.recording;
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

/// Integers with their unit in the name, the same words everywhere.
Json use_json(const UsageRow& row) {
  const Use& use = row.use;
  const engine::Match& match = use.match;
  Json json{{"usage_id", use.id},
            {"video", json_of(*use.video, row.record)},
            {"cue", row.place.cue},
            {"overlap_group", nullptr},
            {"start_ms", to_ms(match.in_video.start)},
            {"end_ms", to_ms(match.in_video.end)},
            {"duration_ms", to_ms(match.in_video.length())},
            {"track_start_ms", to_ms(match.in_track.start)},
            {"track_end_ms", to_ms(match.in_track.end)},
            {"of_video_bp", share_bp(match.in_video.length(), use.video->duration)},
            {"of_track_bp", share_bp(match.in_track.length(), use.recording->duration)},
            {"query_match_percent", query_match_percent(use)},
            {"asset_match_percent", asset_match_percent(use)},
            {"needs_review", !match.confident()},
            {"confidence_ppm", match.confidence_ppm},
            {"score_milli", match.evidence.score_milli},
            {"method", engine::to_string(match.method)},
            {"speed_ppm", match.speed_ppm},
            {"pitch_cents", match.pitch_cents},
            {"level_tenth_db", match.level_tenth_db},
            {"track", track_of(use)},
            {"alternatives", Json::array()}};
  if (row.place.overlap_group > 0) json["overlap_group"] = row.place.overlap_group;
  for (const engine::MatchAlternative& other : match.alternatives) {
    json["alternatives"].push_back(
        {{"track_id", engine::to_string(other.track)}, {"confidence_ppm", other.confidence_ppm}});
  }
  for (const engine::TrackId& track : ambiguous_among(match)) {
    json["ambiguous_among"].push_back(engine::to_string(track));
  }
  return json;
}

/// Laid out; bytes of strangers' tags that are no UTF-8 are replaced.
std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

/// Appends the uses `at` those indices, each indented by `indent`, with commas between them.
/// `places` are those of all uses of the report.
void append_uses(const ReportedUses& report, const std::vector<UsePlace>& places,
                 const std::vector<std::size_t>& at, std::size_t indent, std::string& text) {
  bool first = true;
  for (const std::size_t i : at) {
    const Use& use = report.uses[i];
    text += first ? "\n" : ",\n";
    first = false;
    text += indented(text_of(use_json({use, report.record_of(use), places[i]})), indent);
  }
}

constexpr std::string_view kEnd = "\n  ]\n}\n";

}  // namespace

std::string usage_json(const ReportedUses& report) {
  Json head{{"schema", "cuetrace.usage/1"}, {"period", to_string(report.period)}};
  if (!report.uses.empty()) head["period_basis"] = day_basis(report);
  std::vector<std::size_t> all(report.uses.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::string text = with_list(text_of(head), "uses");
  append_uses(report, places_of(report.uses), all, 4, text);
  return text.append(kEnd);
}

std::string composer_json(const std::vector<ComposerUsage>& composers, const ReportedUses& report) {
  const std::vector<UsePlace> places = places_of(report.uses);
  const Json about{{"schema", "cuetrace.composer_usage/1"}, {"period", to_string(report.period)}};
  std::string text = with_list(text_of(about), "composers");
  bool first = true;
  for (const ComposerUsage& composer : composers) {
    const Json head{{"name", composer.name},       {"ipi", composer.ipi},
                    {"society", composer.society}, {"videos", composer.videos},
                    {"tracks", composer.tracks},   {"music_ms", to_ms(composer.music)}};
    std::string one = indented(text_of(head), 4);
    one.resize(one.size() - std::string_view("\n    }").size());
    text += (first ? "\n" : ",\n") + one + ",\n      \"uses\": [";
    first = false;
    append_uses(report, places, composer.uses, 8, text);
    text += "\n      ]\n    }";
  }
  return text.append(kEnd);
}

std::string contributor_json(const std::vector<ContributorRow>& rows) {
  std::string text = "{\n  \"schema\": \"cuetrace.usage_contributors/1\",\n  \"contributors\": [";
  bool first = true;
  for (const ContributorRow& row : rows) {
    nlohmann::ordered_json json{
        {"usage_id", row.usage_id}, {"party_id", row.party_id}, {"name", row.name},
        {"ipi", row.ipi},           {"society", row.society},   {"role", row.role},
        {"right", row.right},       {"share_bp", nullptr},      {"claim", row.claim}};
    if (row.share_bp) json["share_bp"] = *row.share_bp;
    text += (first ? "\n" : ",\n") + indented(text_of(json), 4);
    first = false;
  }
  return text + (first ? "]\n}\n" : "\n  ]\n}\n");
}

}  // namespace reports

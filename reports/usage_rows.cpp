#include "reports/usage_rows.h"

#include "engine/core/text.h"
#include "reports/usage_report.h"

#include <algorithm>
#include <array>

namespace reports {
namespace {

using engine::fixed_point;

std::string ms(engine::MediaTime time) { return std::to_string(engine::to_ms(time)); }

std::string ids_of(const std::vector<engine::TrackId>& tracks) {
  std::vector<std::string> ids;
  for (const engine::TrackId& track : tracks) ids.push_back(engine::to_string(track));
  return engine::joined(ids, "|");
}

std::string alternatives(const engine::Match& match) {
  std::vector<engine::TrackId> tracks;
  for (const engine::MatchAlternative& other : match.alternatives) tracks.push_back(other.track);
  return ids_of(tracks);
}

std::string of_video(const Use& use) {
  return fixed_point(share_bp(use.match.in_video.length(), use.video->duration), 2);
}

std::string of_track(const Use& use) {
  return fixed_point(share_bp(use.match.in_track.length(), use.recording->duration), 2);
}

std::string number_or_nothing(std::size_t number) {
  return number == 0 ? std::string() : std::to_string(number);
}

using Row = const UsageRow&;
constexpr int kText = -1;

const std::array kColumns = std::to_array<UsageColumn>({
    {"usage_id", kText, [](Row row) { return row.use.id; }},
    {"video_id", kText, [](Row row) { return engine::to_string(row.use.video->id); }},
    {"video", kText, [](Row row) { return row.use.video->location; }},
    {"video_title", kText, [](Row row) { return row.use.video->title; }},
    {"video_duration_ms", 0, [](Row row) { return ms(row.use.video->duration); }},
    {"in_ms", 0, [](Row row) { return ms(row.use.match.in_video.start); }},
    {"out_ms", 0, [](Row row) { return ms(row.use.match.in_video.end); }},
    {"duration_ms", 0, [](Row row) { return ms(row.use.match.in_video.length()); }},
    {"track_in_ms", 0, [](Row row) { return ms(row.use.match.in_track.start); }},
    {"track_out_ms", 0, [](Row row) { return ms(row.use.match.in_track.end); }},
    {"of_video_percent", 2, [](Row row) { return of_video(row.use); }},
    {"of_track_percent", 2, [](Row row) { return of_track(row.use); }},
    {"track_id", kText, [](Row row) { return engine::to_string(row.use.match.track); }},
    {"track_title", kText, [](Row row) { return row.use.recording->title; }},
    {"artist", kText, [](Row row) { return row.use.recording->artist; }},
    {"album", kText, [](Row row) { return row.use.recording->album; }},
    {"version", kText, [](Row row) { return row.use.recording->version; }},
    {"isrc", kText, [](Row row) { return row.use.recording->isrc; }},
    {"work_title", kText, [](Row row) { return row.use.recording->work.title; }},
    {"iswc", kText, [](Row row) { return row.use.recording->work.iswc; }},
    {"library", kText, [](Row row) { return row.use.recording->library; }},
    {"album_code", kText, [](Row row) { return row.use.recording->album_code; }},
    {"cut", kText, [](Row row) { return row.use.recording->cut; }},
    {"label", kText, [](Row row) { return row.use.recording->label; }},
    {"composers", kText, [](Row row) { return writers_of(*row.use.recording); }},
    {"confidence", 6, [](Row row) { return fixed_point(row.use.match.confidence_ppm, 6); }},
    {"score", 3, [](Row row) { return fixed_point(row.use.match.evidence.score_milli, 3); }},
    {"method", kText, [](Row row) { return std::string(to_string(row.use.match.method)); }},
    {"speed", 6, [](Row row) { return fixed_point(row.use.match.speed_ppm, 6); }},
    {"pitch_cents", 0, [](Row row) { return std::to_string(row.use.match.pitch_cents); }},
    {"level_db", 1, [](Row row) { return fixed_point(row.use.match.level_tenth_db, 1); }},
    {"alternatives", kText, [](Row row) { return alternatives(row.use.match); }},
    {"ambiguous_among", kText, [](Row row) { return ids_of(ambiguous_among(row.use.match)); }},
    {"recording_id", kText, [](Row row) { return row.use.recording->id; }},
    {"work_id", kText, [](Row row) { return row.use.recording->work.id; }},
    {"cue", 0, [](Row row) { return std::to_string(row.place.cue); }},
    {"overlap_group", 0, [](Row row) { return number_or_nothing(row.place.overlap_group); }},
    {"query_match_percent", 0,
     [](Row row) { return std::to_string(query_match_percent(row.use)); }},
    {"asset_match_percent", 0,
     [](Row row) { return std::to_string(asset_match_percent(row.use)); }},
    {"needs_review", kText,
     [](Row row) { return std::string(row.use.match.confident() ? "N" : "Y"); }},
    {"programme", kText, [](Row row) { return row.record.programme; }},
    {"channel", kText, [](Row row) { return row.record.publication.channel; }},
    {"platform", kText, [](Row row) { return row.record.publication.platform; }},
    {"published_at", kText, [](Row row) { return row.record.publication.published_at; }},
    {"territories", kText,
     [](Row row) { return engine::joined(row.record.publication.territories, "|"); }},
    {"media", kText, [](Row row) { return row.record.publication.media; }},
    {"uploader", kText, [](Row row) { return row.record.publication.uploader; }},
    {"scanned_at", kText, [](Row row) { return row.record.scanned_at; }},
    {"scan_id", kText, [](Row row) { return row.record.scan_id; }},
    {"sound_digest", kText, [](Row row) { return row.use.video->sound_digest; }},
});

/// Numbers the uses [first, end) of one video.
void number(const std::vector<Use>& uses, std::size_t first, std::size_t end,
            std::vector<UsePlace>& places) {
  std::size_t groups = 0;
  for (std::size_t i = first; i < end;) {
    engine::MediaTime until = uses[i].match.in_video.end;
    std::size_t next = i + 1;
    while (next < end && uses[next].match.in_video.start < until) {
      until = std::max(until, uses[next].match.in_video.end);
      ++next;
    }
    if (next > i + 1) ++groups;
    for (std::size_t k = i; k < next; ++k) {
      places[k] = {k - first + 1, next > i + 1 ? groups : 0};
    }
    i = next;
  }
}

}  // namespace

std::vector<UsePlace> places_of(const std::vector<Use>& uses) {
  std::vector<UsePlace> places(uses.size());
  for (std::size_t first = 0; first < uses.size();) {
    std::size_t end = first + 1;
    while (end < uses.size() && uses[end].video->id == uses[first].video->id) ++end;
    number(uses, first, end, places);
    first = end;
  }
  return places;
}

std::span<const UsageColumn> usage_columns() { return kColumns; }

std::int64_t query_match_percent(const Use& use) {
  return share_bp(use.match.in_video.length(), use.video->duration) / 100;
}

std::int64_t asset_match_percent(const Use& use) {
  return share_bp(use.match.in_track.length(), use.recording->duration) / 100;
}

}  // namespace reports

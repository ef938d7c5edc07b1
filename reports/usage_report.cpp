#include "reports/usage_report.h"

#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "reports/table.h"

#include <filesystem>

namespace reports {
namespace {

using engine::fixed_point;
using engine::to_ms;

std::string percent(std::int64_t bp) { return fixed_point(bp, 2); }

std::string ms(engine::MediaTime time) { return std::to_string(to_ms(time)); }

}  // namespace

std::int64_t share_bp(engine::MediaTime part, engine::MediaTime whole) {
  // Multiplied first, in milliseconds: 10'000 times the microseconds of 100 years would overflow.
  const std::int64_t whole_ms = to_ms(whole);
  return whole_ms <= 0 ? 0 : to_ms(part) * 10'000 / whole_ms;
}

std::string writers_of(const engine::catalogue::Recording& recording) {
  std::string names;
  for (const std::string& name : engine::catalogue::writer_names(recording.work)) {
    names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

std::string usage_table(const std::vector<Use>& uses) {
  Table table({{"Video"},
               {"In"},
               {"Out"},
               {"Length", true},
               {"Track"},
               {"Version"},
               {"Composer"},
               {"Of video %", true},
               {"Of track %", true},
               {"Confidence", true}});
  engine::MediaTime total{0};
  for (const Use& use : uses) {
    const engine::MediaSpan& span = use.match.in_video;
    total += span.length();
    table.add({std::filesystem::path(use.video.location).filename().string(),
               engine::to_timecode(span.start), engine::to_timecode(span.end),
               engine::to_clock(span.length()), use.recording.title, use.recording.version,
               writers_of(use.recording), percent(share_bp(span.length(), use.video.duration)),
               percent(share_bp(use.match.in_track.length(), use.recording.duration)),
               fixed_point(use.match.confidence_ppm / 1000, 3)});
  }
  return table.text() + "\nUses " + std::to_string(uses.size()) + ", music " +
         engine::to_clock(total) + "\n";
}

std::vector<std::string> usage_columns() {
  return {"usage_id",
          "video_id",
          "video",
          "video_title",
          "video_duration_ms",
          "in_ms",
          "out_ms",
          "duration_ms",
          "track_in_ms",
          "track_out_ms",
          "of_video_percent",
          "of_track_percent",
          "track_id",
          "track_title",
          "artist",
          "album",
          "version",
          "isrc",
          "work_title",
          "iswc",
          "library",
          "album_code",
          "cut",
          "label",
          "composers",
          "confidence",
          "score",
          "method",
          "speed",
          "pitch_cents",
          "level_db",
          "alternatives",
          "ambiguous_among"};
}

std::string joined(const std::vector<engine::TrackId>& tracks) {
  std::string text;
  for (const engine::TrackId& track : tracks) {
    text += (text.empty() ? "" : "|") + engine::to_string(track);
  }
  return text;
}

std::vector<std::string> usage_cells(const Use& use) {
  const engine::Match& match = use.match;
  const engine::catalogue::Recording& track = use.recording;
  std::vector<engine::TrackId> alternatives;
  for (const engine::MatchAlternative& other : match.alternatives) {
    alternatives.push_back(other.track);
  }
  return {use.id,
          engine::to_string(use.video.id),
          use.video.location,
          use.video.title,
          ms(use.video.duration),
          ms(match.in_video.start),
          ms(match.in_video.end),
          ms(match.in_video.length()),
          ms(match.in_track.start),
          ms(match.in_track.end),
          percent(share_bp(match.in_video.length(), use.video.duration)),
          percent(share_bp(match.in_track.length(), track.duration)),
          engine::to_string(match.track),
          track.title,
          track.artist,
          track.album,
          track.version,
          track.isrc,
          track.work.title,
          track.work.iswc,
          track.library,
          track.album_code,
          track.cut,
          track.label,
          writers_of(track),
          fixed_point(match.confidence_ppm, 6),
          fixed_point(match.evidence.score_milli, 3),
          std::string(engine::to_string(match.method)),
          fixed_point(match.speed_ppm, 6),
          std::to_string(match.pitch_cents),
          fixed_point(match.level_tenth_db, 1),
          joined(alternatives),
          joined(ambiguous_among(match))};
}

std::string usage_csv(const std::vector<Use>& uses) {
  std::string text = engine::csv_row(usage_columns());
  for (const Use& use : uses) text += engine::csv_row(usage_cells(use));
  return text;
}

}  // namespace reports

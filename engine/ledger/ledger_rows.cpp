#include "engine/ledger/ledger_rows.h"

namespace engine::ledger {

Result<VideoFacts> read_video(const storage::Row& row) {
  VideoFacts video;
  TRY(video.id, id_of<VideoId>(row.text(0)));
  video.location = row.text(1);
  video.title = row.text(2);
  video.duration = MediaTime{row.integer(3)};
  video.declared = MediaTime{row.integer(4)};
  video.size_bytes = static_cast<std::uint64_t>(row.integer(5));
  video.modified_ns = row.integer(6);
  video.sound_digest = row.text(7);
  return video;
}

Result<Match> read_match(const storage::Database& database, const storage::Row& row, int first) {
  const auto integer = [&](int column) { return row.integer(first + column); };
  const auto integer32 = [&](int column) { return static_cast<std::int32_t>(integer(column)); };
  Match match;
  TRY(match.track, id_of<TrackId>(row.text(first + 1)));
  match.in_video = {MediaTime{integer(2)}, MediaTime{integer(3)}};
  match.in_track = {MediaTime{integer(4)}, MediaTime{integer(5)}};
  match.speed_ppm = integer32(6);
  match.pitch_cents = integer32(7);
  match.level_tenth_db = integer32(8);
  match.confidence_ppm = integer32(9);
  match.method = row.text(first + 10) == to_string(MatchMethod::kChromaprint)
                     ? MatchMethod::kChromaprint
                     : MatchMethod::kLandmark;
  match.evidence = {integer32(11), integer32(12), integer32(13), integer32(14)};
  TRY_VOID(database.each(
      "SELECT track_id, confidence_ppm FROM usage_alternative WHERE usage_id = ? ORDER BY position",
      {row.text(first)}, [&](const storage::Row& other) -> Result<void> {
        TRY(const TrackId track, id_of<TrackId>(other.text(0)));
        match.alternatives.push_back({track, static_cast<std::int32_t>(other.integer(1))});
        return {};
      }));
  return match;
}

std::string text(std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (const std::string_view part : parts) joined += part;
  return joined;
}

}  // namespace engine::ledger

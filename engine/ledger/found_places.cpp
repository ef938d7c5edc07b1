#include "engine/ledger/found_places.h"

#include <cstring>
#include <string>
#include <unordered_map>

namespace engine::ledger {
namespace {

using storage::Row;

/// Digests are spread evenly already.
struct HashOfScan {
  std::size_t operator()(const ScanId& scan) const {
    std::size_t hash = 0;
    std::memcpy(&hash, scan.bytes.data(), sizeof hash);
    return hash;
  }
};

using VideoOfScan = std::unordered_map<ScanId, VideoId, HashOfScan>;

template <class Id>
Result<Id> id_at(const Row& row, int column) {
  if (const auto id = parse_id<Id>(row.text(column))) return *id;
  return fail(Errc::kCorrupt, "the ledger holds '" + row.text(column) + "' where an id should be");
}

Result<VideoOfScan> current_scans(const storage::Database& database) {
  VideoOfScan videos;
  TRY_VOID(database.each("SELECT current_scan, video_id FROM video WHERE current_scan IS NOT NULL",
                         {}, [&](const Row& row) -> Result<void> {
                           TRY(const ScanId scan, id_at<ScanId>(row, 0));
                           TRY(videos[scan], id_at<VideoId>(row, 1));
                           return {};
                         }));
  return videos;
}

}  // namespace

Result<void> FoundPlaces::each(const std::function<Result<void>(const FoundPlace&)>& visit) const {
  TRY(const VideoOfScan videos, current_scans(*database_));
  // The table is in the order of its ids: it is walked through once, and nothing is looked up.
  return database_->each(
      "SELECT usage_id, scan_id, track_id, video_start_us, video_end_us, speed_ppm, pitch_cents, "
      "level_tenth_db, confidence_ppm FROM usage ORDER BY usage_id",
      {}, [&](const Row& row) -> Result<void> {
        TRY(const ScanId scan, id_at<ScanId>(row, 1));
        const auto video = videos.find(scan);
        if (video == videos.end()) return {};
        const auto integer32 = [&](int column) {
          return static_cast<std::int32_t>(row.integer(column));
        };
        FoundPlace place;
        place.video = video->second;
        TRY(place.id, id_at<UsageId>(row, 0));
        TRY(place.track, id_at<TrackId>(row, 2));
        place.in_video = {MediaTime{row.integer(3)}, MediaTime{row.integer(4)}};
        place.speed_ppm = integer32(5);
        place.pitch_cents = integer32(6);
        place.level_tenth_db = integer32(7);
        place.confidence_ppm = integer32(8);
        return visit(place);
      });
}

}  // namespace engine::ledger

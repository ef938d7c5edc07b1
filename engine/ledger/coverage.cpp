#include "engine/ledger/coverage.h"

#include <algorithm>
#include <iterator>

namespace engine::ledger {
namespace {

using storage::Row;
using storage::Transaction;

template <class Id>
Result<Id> id_of(const Row& row, int column) {
  if (const auto id = parse_id<Id>(row.text(column))) return *id;
  return fail(Errc::kCorrupt, "the ledger holds '" + row.text(column) + "' where an id should be");
}

/// Empty before the first set.
struct Present {
  std::int64_t number = 0;
  std::string digest;
};

Result<Present> present_set(const storage::Database& database) {
  Present present;
  TRY_VOID(
      database.each("SELECT set_number, digest FROM track_set ORDER BY set_number DESC LIMIT 1", {},
                    [&](const Row& row) -> Result<void> {
                      present = {row.integer(0), row.text(1)};
                      return {};
                    }));
  return present;
}

Result<std::vector<TrackId>> present_tracks(const storage::Database& database) {
  std::vector<TrackId> tracks;
  TRY_VOID(
      database.each("SELECT track_id FROM track_presence WHERE until_set IS NULL ORDER BY track_id",
                    {}, [&](const Row& row) -> Result<void> {
                      TRY(const TrackId track, id_of<TrackId>(row, 0));
                      tracks.push_back(track);
                      return {};
                    }));
  return tracks;
}

std::vector<TrackId> difference(const std::vector<TrackId>& of, const std::vector<TrackId>& less) {
  std::vector<TrackId> rest;
  std::set_difference(of.begin(), of.end(), less.begin(), less.end(), std::back_inserter(rest));
  return rest;
}

}  // namespace

Result<void> Coverage::note_tracks(const std::string& digest, const std::vector<TrackId>& tracks) {
  TRY(Transaction transaction, Transaction::begin(*database_));
  TRY(const Present present, present_set(*database_));
  if (present.number > 0 && present.digest == digest) return {};
  const std::int64_t number = present.number + 1;
  TRY(const std::vector<TrackId> before, present_tracks(*database_));
  std::vector<TrackId> now = tracks;
  std::sort(now.begin(), now.end());
  TRY_VOID(database_->run("INSERT INTO track_set VALUES (?, ?)", {number, digest}));
  for (const TrackId& track : difference(before, now)) {
    TRY_VOID(database_->run(
        "UPDATE track_presence SET until_set = ? WHERE track_id = ? AND until_set IS NULL",
        {number, to_string(track)}));
  }
  for (const TrackId& track : difference(now, before)) {
    TRY_VOID(database_->run("INSERT INTO track_presence VALUES (?, ?, NULL)",
                            {to_string(track), number}));
  }
  return transaction.commit();
}

Result<std::vector<UncoveredVideo>> Coverage::uncovered() const {
  std::vector<UncoveredVideo> videos;
  TRY(const Present present, present_set(*database_));
  TRY_VOID(database_->each(
      "WITH named AS (SELECT track_id, scan_id FROM usage UNION ALL "
      "  SELECT a.track_id, usage.scan_id FROM usage_alternative AS a JOIN usage USING (usage_id)),"
      " stale AS (SELECT DISTINCT scan_id FROM named WHERE track_id IN "
      "  (SELECT track_id FROM track_presence WHERE until_set IS NOT NULL) AND track_id NOT IN "
      "  (SELECT track_id FROM track_presence WHERE until_set IS NULL)) "
      "SELECT video_id, covered_by, current_scan IN stale FROM video "
      "WHERE current_scan IS NOT NULL AND covered_by IS NOT ? ORDER BY location, video_id",
      {present.number}, [&](const Row& row) -> Result<void> {
        TRY(const VideoId video, id_of<VideoId>(row, 0));
        videos.push_back({video, row.integer(1), row.integer(2) != 0});
        return {};
      }));
  return videos;
}

Result<std::vector<PresentTrack>> Coverage::tracks_since(std::int64_t covered) const {
  std::vector<PresentTrack> tracks;
  TRY_VOID(database_->each(
      "SELECT track_id, since_set FROM track_presence WHERE since_set > ? AND until_set IS NULL "
      "ORDER BY track_id",
      {covered}, [&](const Row& row) -> Result<void> {
        TRY(const TrackId track, id_of<TrackId>(row, 0));
        tracks.push_back({track, row.integer(1)});
        return {};
      }));
  return tracks;
}

Result<void> Coverage::cover_all_but(const std::vector<VideoId>& videos) {
  std::string list = "[";
  for (const VideoId& video : videos) {
    list += (list.size() > 1 ? ",\"" : "\"") + to_string(video) + "\"";
  }
  TRY(const Present present, present_set(*database_));
  TRY(Transaction transaction, Transaction::begin(*database_));
  TRY_VOID(database_->run(
      "UPDATE video SET covered_by = ?1 WHERE current_scan IS NOT NULL AND covered_by IS NOT ?1 "
      "AND video_id NOT IN (SELECT value FROM json_each(?2))",
      {present.number, list + "]"}));
  return transaction.commit();
}

Result<std::optional<CoveringScan>> Coverage::covering(const VideoId& video) const {
  std::optional<CoveringScan> found;
  TRY_VOID(database_->each(
      "SELECT scan.scan_id, track_set.digest FROM video JOIN scan ON scan.scan_id = current_scan "
      "JOIN track_set ON track_set.set_number = scan.made_with WHERE video.video_id = ? "
      "AND covered_by = (SELECT max(set_number) FROM track_set)",
      {to_string(video)}, [&](const Row& row) -> Result<void> {
        TRY(const ScanId scan, id_of<ScanId>(row, 0));
        found = CoveringScan{scan, row.text(1)};
        return {};
      }));
  return found;
}

}  // namespace engine::ledger

#include "engine/ledger/unknown_clusters.h"

#include "engine/core/digest.h"
#include "engine/core/text.h"
#include "engine/core/utc.h"

#include <utility>

namespace engine::ledger {
namespace {

using storage::Row;
using storage::Transaction;

template <class Id>
Result<Id> id_of(const Row& row, int column) {
  if (const auto id = parse_id<Id>(row.text(column))) return *id;
  return fail(Errc::kCorrupt, "the ledger holds '" + row.text(column) + "' where an id should be");
}

MediaSpan span_of(const Row& row, int column) {
  return {MediaTime{row.integer(column)}, MediaTime{row.integer(column + 1)}};
}

/// Columns of every query for a cluster, in this order.
constexpr std::string_view kClusterColumns =
    "cluster_number, unknown_cluster.cluster_id, name, core_start_us, core_end_us";
constexpr int kClusterColumnCount = 5;

Result<UnknownCluster> read_cluster(const Row& row) {
  UnknownCluster cluster;
  cluster.number = row.integer(0);
  TRY(cluster.id, id_of<ClusterId>(row, 1));
  cluster.name = row.text(2);
  cluster.core = span_of(row, 3);
  return cluster;
}

/// Places with their clusters; `rest` follows FROM.
Result<std::vector<UnknownPlace>> read_places(const storage::Database& database,
                                              std::string_view rest,
                                              const storage::Values& values) {
  const std::string sql =
      "SELECT " + std::string(kClusterColumns) +
      ", place_number, video_id, start_us, end_us, offset_us, sound_digest, seen_at, location "
      "FROM unknown_place JOIN unknown_cluster USING (cluster_number) JOIN video USING "
      "(video_id) " +
      std::string(rest);
  std::vector<UnknownPlace> places;
  TRY_VOID(database.each(sql, values, [&](const Row& row) -> Result<void> {
    UnknownPlace place;
    TRY(place.cluster, read_cluster(row));
    constexpr int kFirst = kClusterColumnCount;
    place.number = row.integer(kFirst);
    TRY(place.video, id_of<VideoId>(row, kFirst + 1));
    place.span = span_of(row, kFirst + 2);
    place.offset = MediaTime{row.integer(kFirst + 4)};
    place.sound_digest = row.text(kFirst + 5);
    place.seen_at = row.text(kFirst + 6);
    place.location = row.text(kFirst + 7);
    places.push_back(std::move(place));
    return {};
  }));
  return places;
}

}  // namespace

Result<std::vector<UnknownPlace>> UnknownClusters::places_in(const VideoId& video) const {
  return read_places(*database_, "WHERE video_id = ? ORDER BY start_us", {to_string(video)});
}

Result<std::vector<UnknownPlace>> UnknownClusters::places_of(std::int64_t cluster,
                                                             std::size_t most) const {
  return read_places(*database_, "WHERE cluster_number = ? ORDER BY place_number LIMIT ?",
                     {cluster, static_cast<std::int64_t>(most)});
}

Result<std::vector<UnknownSummary>> UnknownClusters::list() const {
  std::vector<UnknownSummary> list;
  const std::string sql =
      "SELECT " + std::string(kClusterColumns) +
      ", videos, places, duration_us, first_seen, last_seen FROM unknown_cluster JOIN "
      "(SELECT cluster_number, count(DISTINCT video_id) AS videos, count(*) AS places, "
      "sum(end_us - start_us) AS duration_us, min(seen_at) AS first_seen, "
      "max(seen_at) AS last_seen FROM unknown_place GROUP BY cluster_number) "
      "USING (cluster_number) ORDER BY videos DESC, duration_us DESC, cluster_id";
  TRY_VOID(database_->each(sql, {}, [&](const Row& row) -> Result<void> {
    UnknownSummary summary;
    TRY(summary.cluster, read_cluster(row));
    constexpr int kFirst = kClusterColumnCount;
    summary.videos = row.integer(kFirst);
    summary.places = row.integer(kFirst + 1);
    summary.duration = MediaTime{row.integer(kFirst + 2)};
    summary.first_seen = row.text(kFirst + 3);
    summary.last_seen = row.text(kFirst + 4);
    list.push_back(std::move(summary));
    return {};
  }));
  return list;
}

Result<UnknownCluster> UnknownClusters::resolve(const std::string& text) const {
  constexpr std::size_t kShortestPrefix = 6;
  if (text.size() < kShortestPrefix) {
    return fail(Errc::kUsage, text + ": give 6 digits or more; `cuetrace unknown ls` lists them");
  }
  const std::string prefix = to_lower_ascii(text);
  std::vector<UnknownCluster> found;
  const std::string sql =
      "SELECT " + std::string(kClusterColumns) +
      " FROM unknown_cluster WHERE substr(cluster_id, 1, ?1) = ?2 OR cluster_number IN "
      "(SELECT cluster_number FROM unknown_cluster_alias WHERE substr(cluster_id, 1, ?1) = ?2) "
      "ORDER BY cluster_id LIMIT 3";
  TRY_VOID(database_->each(sql, {static_cast<std::int64_t>(prefix.size()), prefix},
                           [&](const Row& row) -> Result<void> {
                             TRY(UnknownCluster cluster, read_cluster(row));
                             found.push_back(std::move(cluster));
                             return {};
                           }));
  if (found.size() == 1) return std::move(found.front());
  if (found.empty()) {
    return fail(Errc::kNotFound,
                text + ": no unknown music has this id; `cuetrace unknown ls` lists what there is");
  }
  return fail(Errc::kUsage, text + ": several fit, such as " + to_string(found[0].id) + " and " +
                                to_string(found[1].id) + "; give more digits");
}

Result<std::vector<VideoId>> UnknownClusters::unplaced() const {
  std::vector<VideoId> videos;
  TRY_VOID(database_->each(
      "SELECT video_id FROM video WHERE EXISTS (SELECT 1 FROM unknown_music "
      "  WHERE scan_id = current_scan) "
      "AND NOT EXISTS (SELECT 1 FROM unknown_place WHERE unknown_place.video_id = video.video_id) "
      "ORDER BY location, video_id",
      {}, [&](const Row& row) -> Result<void> {
        TRY(const VideoId video, id_of<VideoId>(row, 0));
        videos.push_back(video);
        return {};
      }));
  return videos;
}

Result<void> UnknownClusters::rename(std::int64_t cluster, const std::string& name) {
  TRY(storage::Transaction transaction, storage::Transaction::begin(*database_));
  TRY(const std::int64_t changed,
      database_->run(
          "UPDATE unknown_cluster SET name = ?1 WHERE cluster_number = ?2 AND name <> ?1",
          {name, cluster}));
  if (changed > 0) {
    TRY_VOID(
        database_->run("INSERT INTO event (kind, at, data) SELECT 'unknown.named', ?1, "
                       "json_object('cluster', cluster_id, 'name', name) FROM unknown_cluster "
                       "WHERE cluster_number = ?2",
                       {utc_now(), cluster}));
  }
  return transaction.commit();
}

Result<bool> UnknownClusters::is_taken(const ClusterId& id) const {
  bool taken = false;
  TRY_VOID(database_->each(
      "SELECT 1 FROM unknown_cluster JOIN unknown_place USING (cluster_number) "
      "WHERE cluster_id = ?1 UNION SELECT 1 FROM unknown_cluster_alias WHERE cluster_id = ?1",
      {to_string(id)}, [&](const Row&) -> Result<void> {
        taken = true;
        return {};
      }));
  return taken;
}

Result<UnknownCluster> UnknownClusters::found(const std::string& sound_digest, MediaTime start,
                                              const MediaSpan& core) {
  ClusterId id;
  for (int attempt = 0;; ++attempt) {
    Sha256 digest;
    digest.add_field("unknown music").add_field(sound_digest);
    digest.add_field(std::to_string(start.count())).add_field(std::to_string(attempt));
    id.bytes = digest.finish_id();
    TRY(const bool taken, is_taken(id));
    if (!taken) break;
  }
  TRY_VOID(
      database_->run("INSERT INTO unknown_cluster (cluster_id, name, core_start_us, core_end_us) "
                     "VALUES (?, '', ?, ?) ON CONFLICT (cluster_id) DO UPDATE SET "
                     "core_start_us = excluded.core_start_us, core_end_us = excluded.core_end_us",
                     {to_string(id), core.start.count(), core.end.count()}));
  return resolve(to_string(id));
}

Result<void> UnknownClusters::set_core(std::int64_t cluster, const MediaSpan& core) {
  TRY_VOID(database_->run(
      "UPDATE unknown_cluster SET core_start_us = ?, core_end_us = ? WHERE cluster_number = ?",
      {core.start.count(), core.end.count(), cluster}));
  return {};
}

Result<void> UnknownClusters::put(const UnknownPlace& place) {
  TRY_VOID(database_->run(
      "INSERT INTO unknown_place (cluster_number, video_id, start_us, end_us, offset_us, "
      "sound_digest, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {place.cluster.number, to_string(place.video), place.span.start.count(),
       place.span.end.count(), place.offset.count(), place.sound_digest, place.seen_at}));
  return {};
}

Result<void> UnknownClusters::reshape(std::int64_t place, const MediaSpan& span) {
  TRY_VOID(
      database_->run("UPDATE unknown_place SET start_us = ?, end_us = ? WHERE place_number = ?",
                     {span.start.count(), span.end.count(), place}));
  return {};
}

Result<void> UnknownClusters::remove(const UnknownPlace& place) {
  TRY_VOID(database_->run("DELETE FROM unknown_place WHERE place_number = ?", {place.number}));
  TRY_VOID(database_->run(
      "DELETE FROM unknown_cluster WHERE cluster_number = ?1 AND name = '' AND NOT EXISTS "
      "(SELECT 1 FROM unknown_place WHERE cluster_number = ?1)",
      {place.cluster.number}));
  return {};
}

Result<void> UnknownClusters::merge(const UnknownCluster& gone, const UnknownCluster& kept,
                                    MediaTime ahead) {
  TRY(Transaction transaction, Transaction::begin(*database_));
  TRY_VOID(
      database_->run("UPDATE unknown_place SET cluster_number = ?, offset_us = offset_us + ? "
                     "WHERE cluster_number = ?",
                     {kept.number, ahead.count(), gone.number}));
  TRY_VOID(
      database_->run("UPDATE unknown_cluster_alias SET cluster_number = ? WHERE cluster_number = ?",
                     {kept.number, gone.number}));
  TRY_VOID(database_->run("INSERT INTO unknown_cluster_alias VALUES (?, ?)",
                          {to_string(gone.id), kept.number}));
  if (kept.name.empty()) TRY_VOID(rename(kept.number, gone.name));
  TRY_VOID(database_->run("DELETE FROM unknown_cluster WHERE cluster_number = ?", {gone.number}));
  return transaction.commit();
}

}  // namespace engine::ledger

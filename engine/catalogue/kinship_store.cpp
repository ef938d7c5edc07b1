#include "engine/catalogue/kinship_store.h"

#include <string>
#include <string_view>

namespace engine::catalogue {
namespace {

using storage::Database;
using storage::Row;

std::int32_t narrow(std::int64_t value) { return static_cast<std::int32_t>(value); }

/// Columns as `load` selects them.
SharedRegion region_of(const Row& row) {
  return {.in_first = {MediaTime{row.integer(3)}, MediaTime{row.integer(4)}},
          .in_second = {MediaTime{row.integer(5)}, MediaTime{row.integer(6)}},
          .speed_ppm = narrow(row.integer(7)),
          .pitch_cents = narrow(row.integer(8)),
          .found_in_first_ppm = narrow(row.integer(9)),
          .found_in_second_ppm = narrow(row.integer(10)),
          .score_milli = narrow(row.integer(11))};
}

Result<void> add_region(Database& database, const Kinship& kinship, std::size_t position) {
  const SharedRegion& region = kinship.regions[position];
  TRY_VOID(database.run(
      "INSERT INTO shared_region VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {to_string(kinship.first), to_string(kinship.second), static_cast<std::int64_t>(position),
       std::int64_t{region.in_first.start.count()}, std::int64_t{region.in_first.end.count()},
       std::int64_t{region.in_second.start.count()}, std::int64_t{region.in_second.end.count()},
       std::int64_t{region.speed_ppm}, std::int64_t{region.pitch_cents},
       std::int64_t{region.found_in_first_ppm}, std::int64_t{region.found_in_second_ppm},
       std::int64_t{region.score_milli}}));
  return {};
}

/// `condition` is what follows the tables.
Result<std::vector<Kinship>> load(const Database& database, std::string_view condition,
                                  const storage::Values& values) {
  std::vector<Kinship> kin;
  const std::string sql =
      "SELECT first_track, second_track, kind, first_start_us, first_end_us, second_start_us, "
      "second_end_us, speed_ppm, pitch_cents, found_in_first_ppm, found_in_second_ppm, "
      "score_milli FROM kinship JOIN shared_region USING (first_track, second_track) " +
      std::string(condition) + " ORDER BY first_track, second_track, position";
  TRY_VOID(database.each(sql, values, [&](const Row& row) -> Result<void> {
    const auto first = parse_id<TrackId>(row.text(0));
    const auto second = parse_id<TrackId>(row.text(1));
    if (!first || !second) return fail(Errc::kCorrupt, "kinship: a track id is malformed");
    if (kin.empty() || kin.back().first != *first || kin.back().second != *second) {
      kin.push_back({.first = *first,
                     .second = *second,
                     .kind = static_cast<KinshipKind>(row.integer(2)),
                     .regions = {}});
    }
    kin.back().regions.push_back(region_of(row));
    return {};
  }));
  return kin;
}

}  // namespace

Result<std::vector<Kinship>> load_kin(const Database& database, const TrackId& track) {
  return load(database, "WHERE first_track = ?1 OR second_track = ?1", {to_string(track)});
}

Result<std::vector<Kinship>> load_kin(const Database& database) { return load(database, "", {}); }

Result<void> save_kinship(Database& database, const Kinship& kinship) {
  const storage::Values pair = {to_string(kinship.first), to_string(kinship.second)};
  TRY_VOID(database.run("DELETE FROM kinship WHERE first_track = ? AND second_track = ?", pair));
  TRY_VOID(database.run("INSERT INTO kinship (first_track, second_track, kind) VALUES (?, ?, ?)",
                        {pair[0], pair[1], static_cast<std::int64_t>(kinship.kind)}));
  for (std::size_t i = 0; i < kinship.regions.size(); ++i) {
    TRY_VOID(add_region(database, kinship, i));
  }
  return {};
}

Result<void> erase_kin(Database& database, const TrackId& track) {
  TRY_VOID(database.run("DELETE FROM kinship WHERE first_track = ?1 OR second_track = ?1",
                        {to_string(track)}));
  TRY_VOID(database.run("DELETE FROM kin_sought WHERE track_id = ?", {to_string(track)}));
  return {};
}

Result<void> erase_kin_of_other_versions(Database& database, int version) {
  TRY(const auto erased,
      database.run("DELETE FROM kin_sought WHERE version <> ?", {std::int64_t{version}}));
  if (erased > 0) TRY_VOID(database.run("DELETE FROM kinship"));
  return {};
}

}  // namespace engine::catalogue

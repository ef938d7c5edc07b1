// Rows of the ledger's tables as values; for the files of the ledger alone.
#pragma once

#include "engine/core/match.h"
#include "engine/core/result.h"
#include "engine/core/scan_result.h"
#include "engine/storage/database.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace engine::ledger {

/// What this program wrote as an id is one; anything else was not written by it.
template <class Id>
Result<Id> id_of(const std::string& text) {
  if (const auto id = parse_id<Id>(text)) return *id;
  return fail(Errc::kCorrupt, "the ledger holds '" + text + "' where an id should be");
}

/// Columns of every query for VideoFacts, in this order.
constexpr std::string_view kVideoColumns =
    "video.video_id, video.location, scan.title, scan.duration_us, scan.declared_us, "
    "scan.size_bytes, scan.modified_ns, scan.sound_digest";
constexpr int kVideoColumnCount = 8;

Result<VideoFacts> read_video(const storage::Row& row);

/// Columns of every query for a Match; the first is the id of the use.
constexpr std::string_view kMatchColumns =
    "usage.usage_id, usage.track_id, usage.video_start_us, usage.video_end_us, "
    "usage.track_start_us, usage.track_end_us, usage.speed_ppm, usage.pitch_cents, "
    "usage.level_tenth_db, usage.confidence_ppm, usage.method, usage.peaks_expected, "
    "usage.peaks_found, usage.chance_milli, usage.score_milli";
constexpr int kMatchColumnCount = 15;

/// Reads kMatchColumns from column `first` on.
Result<Match> read_match(const storage::Database& database, const storage::Row& row, int first);

std::string text(std::initializer_list<std::string_view> parts);

}  // namespace engine::ledger

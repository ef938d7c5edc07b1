// What a use says in each column, for files that are one row a use: the CSV and the workbook.
#pragma once

#include "reports/reported_uses.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reports {

/// Where a use stands among the uses of its video.
struct UsePlace {
  std::size_t cue = 0;  ///< From 1, by start.
  /// Uses that play at once, or are tied by others that do, have one number, from 1; 0: alone.
  std::size_t overlap_group = 0;
};

/// One for each use. `uses` in the order of ReportedUses.
std::vector<UsePlace> places_of(const std::vector<Use>& uses);

struct UsageRow {
  const Use& use;
  const VideoRecord& record;
  UsePlace place;
};

struct UsageColumn {
  std::string_view name;  ///< With its unit: "in_ms".
  /// Decimals of a number; -1 for text.
  int places;
  std::string (*cell)(const UsageRow& row);
};

/// In the order of the file. Columns may be added at the end; none is renamed.
std::span<const UsageColumn> usage_columns();

/// Whole percent, rounded down, as Pex defines them: how much of the video the use is, and how much
/// of the track.
std::int64_t query_match_percent(const Use& use);
std::int64_t asset_match_percent(const Use& use);

}  // namespace reports

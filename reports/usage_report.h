// One row per use: which track, in which video, from when to when, how sure, by whom.
#pragma once

#include "reports/use.h"

#include <cstdint>
#include <string>
#include <vector>

namespace reports {

/// `uses` in the order they are to be shown.
std::string usage_table(const std::vector<Use>& uses);
std::string usage_csv(const std::vector<Use>& uses);
std::string usage_json(const std::vector<Use>& uses);

/// Part of `whole` that `part` is, in basis points, rounded down; 0 when `whole` is.
std::int64_t share_bp(engine::MediaTime part, engine::MediaTime whole);

/// Writers' names in the catalogue's order: "A. Writer, B. Writer".
std::string writers_of(const engine::catalogue::Recording& recording);

/// Columns and cells of the csv, for reports that add their own before them.
std::vector<std::string> usage_columns();
std::vector<std::string> usage_cells(const Use& use);

}  // namespace reports

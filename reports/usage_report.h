// One row per use: which track, in which video, from when to when, how sure, by whom.
#pragma once

#include "reports/reported_uses.h"

#include <cstdint>
#include <string>

namespace reports {

std::string usage_table(const ReportedUses& report);
/// The columns of usage_rows.h.
std::string usage_csv(const ReportedUses& report);
std::string usage_json(const ReportedUses& report);

/// Part of `whole` that `part` is, in basis points, rounded down; 0 when `whole` is.
std::int64_t share_bp(engine::MediaTime part, engine::MediaTime whole);

/// Writers' names in the catalogue's order: "A. Writer, B. Writer".
std::string writers_of(const engine::catalogue::Recording& recording);

}  // namespace reports

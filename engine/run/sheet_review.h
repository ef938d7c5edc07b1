// What a review of a cue sheet works on, and what is kept of it: on the command line, by files, and
// through the service.
#pragma once

#include "engine/core/author.h"
#include "engine/core/result.h"
#include "engine/core/scan_result.h"
#include "engine/run/workspace.h"
#include "reports/cue_review.h"

#include <cstddef>
#include <vector>

namespace engine::run {

/// Every cue by itself, none rolled up.
struct SheetReview {
  VideoFacts video;
  reports::SheetMatter matter;
  reports::CueSheetPolicy policy;
  std::vector<reports::ReviewRow> rows;
};

/// Errors: those of the ledger.
Result<SheetReview> sheet_review(const VideoFacts& video, Records& records);

/// Keeps what `rows` say in other words than the cues by themselves do; returns how many cues
/// changed. Errors: those of reports::check_editable and reports::amendments_of.
Result<std::size_t> keep_rows(const SheetReview& review,
                              const std::vector<reports::ReviewRow>& rows, const Author& author,
                              ledger::Ledger& ledger);

}  // namespace engine::run

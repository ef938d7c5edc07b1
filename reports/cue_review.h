// The cues of a sheet as rows that people edit, in a file or on the command line, and the way back:
// what a row says in other words than the cue by itself does is a correction.
//
// A row is found again by its id, and by its track and the place it was found at when a later scan
// has made other ids. Two rows of one id split the cue; a row without an id is a cue by hand.
#pragma once

#include "engine/core/result.h"
#include "engine/ledger/amendments.h"
#include "reports/cue_sheet.h"
#include "reports/cue_sheet_making.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reports {

/// Text by column, as review_columns has them, and where the row stands in its file.
struct ReviewRow {
  std::map<std::string, std::string, std::less<>> cells;
  std::uint64_t line = 0;  ///< From 1; of JSON the number of the cue. 0: not from a file.

  const std::string& operator[](std::string_view column) const;
};

/// Those that may be edited come first, up to `notes`; the rest tells what was found.
std::span<const std::string_view> review_columns();

/// Struck-out cues have their rows, so that they can be restored.
std::vector<ReviewRow> review_rows(const CueSheet& sheet,
                                   const std::vector<CueCorrection>& corrections);

std::string review_csv(const std::vector<ReviewRow>& rows);
std::string review_json(const std::vector<ReviewRow>& rows, const engine::VideoFacts& video);

/// CSV or JSON, found out by its first letter. Errors: kInvalidInput with the line.
engine::Result<std::vector<ReviewRow>> read_review(std::string_view text);

/// What is to be kept so that the cues say what the rows say. The same rows twice come to the same.
/// Cues without a row stay as they are. Errors: kInvalidInput with all that is wrong, each with its
/// line; then nothing is to be kept.
engine::Result<std::vector<engine::ledger::Amendment>> amendments_of(
    const std::vector<ReviewRow>& rows, const SheetMatter& matter, const CueSheetPolicy& policy);

}  // namespace reports

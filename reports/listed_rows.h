// The rows of cue sheets in the two layouts that are read: a contributor a row, what belongs to the
// cue on its first row alone.
#pragma once

#include "reports/listed_sheet.h"

#include <optional>

namespace reports {

/// Our own CSV. Empty when the grid has other columns.
std::optional<ListedSheet> own_rows(const CellGrid& grid, const SheetClock& clock);

/// The template of ASCAP and BMI and tables laid out like it: times and durations in cells for
/// hours, minutes and seconds, or as one text. Empty when the grid has other columns.
std::optional<ListedSheet> template_rows(const CellGrid& grid, const SheetClock& clock);

}  // namespace reports

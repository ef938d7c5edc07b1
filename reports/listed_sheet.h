// Cue sheets that others have made, read into our model so that they can be compared: our own CSV
// and JSON, the template of ASCAP and BMI as XLSX, and tables laid out like it. What such a sheet
// says of usage is read back from its code as far as the code tells.
#pragma once

#include "engine/core/result.h"
#include "reports/cue_sheet.h"
#include "reports/sheet_clock.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace reports {

/// Cells by row and column; rows may be of any length.
using CellGrid = std::vector<std::vector<std::string>>;

struct ListedSheet {
  CueSheet sheet;      ///< `total_seconds` is the total it states; the sum where it states none.
  std::string layout;  ///< "cuetrace csv", "us template", ...
  /// What is wrong in itself: a cue that ends before it starts, one without a title. Each with the
  /// row it stands in.
  std::vector<std::string> problems;
};

/// `clock` reads its times, which count from the start of the programme or are timecode. Errors:
/// kNotFound, kNotPermitted; kInvalidInput when it is no such sheet, or over 64 MB; kUnsupported
/// for a workbook that is protected by a password.
engine::Result<ListedSheet> read_listed_sheet(const std::filesystem::path& file,
                                              const SheetClock& clock);

/// The same of a text, CSV or JSON, that is no workbook.
engine::Result<ListedSheet> listed_sheet_of_text(std::string_view text, const SheetClock& clock);

/// The same of cells. Errors: kInvalidInput, saying which columns it looked for.
engine::Result<ListedSheet> listed_sheet_of(const CellGrid& grid, const SheetClock& clock);

/// Usage as far as one of the codes of the template tells it: BI, BV, VI, VV, MT, ET, Logo.
UsageAxes usage_of_code(std::string_view code);

}  // namespace reports

// Workbooks that others made: what their cells hold, and filling empty ones in place. The only door
// to pugixml.
#pragma once

#include "engine/core/result.h"
#include "reports/documents/workbook.h"
#include "reports/documents/zip_archive.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace reports::documents {

struct ReadCell {
  /// Text as it is shown, but numbers as they are stored ("0.5" where 50 % is seen) and of a
  /// formula what it came to last.
  std::string text;
  bool is_formula = false;
};

struct ReadSheet {
  std::string name;
  bool is_hidden = false;
  std::string part;                 ///< Its name in the archive.
  std::map<Place, ReadCell> cells;  ///< Those that hold something, or a formula.
};

/// What is put into a cell: text, or a number as a spreadsheet stores it ("0.5").
struct Filling {
  Place place;
  std::string text;
  bool is_number = false;
};

class WorkbookReader {
 public:
  /// Errors: as read_zip; kInvalidInput for what is no XLSX, for workbooks with macros, with a
  /// password, and for more than a million cells.
  static engine::Result<WorkbookReader> open(const std::filesystem::path& path);

  const std::vector<ReadSheet>& sheets() const { return sheets_; }
  /// Null when there is none of this name.
  const ReadSheet* sheet(std::string_view name) const;

  /// The bytes of a copy with cells of one sheet filled. Nothing else of the sheet changes by a
  /// byte, and of the other parts only that the workbook is calculated when it is opened. Cells
  /// with formulas are left as they are. Errors: kInvalidInput when a cell holds something already
  /// (a number 0 counts as nothing).
  engine::Result<std::string> filled(const ReadSheet& sheet,
                                     const std::vector<Filling>& fillings) const;

 private:
  WorkbookReader() = default;
  std::string file_;
  std::vector<ZipPart> parts_;
  std::vector<ReadSheet> sheets_;
};

}  // namespace reports::documents

// What a report says, apart from how it is written down: a head of facts, pictures, and tables.
// Each report builds one of these, and the writers make a page, a file for printing or a workbook
// of it, so that the same figures stand in all of them.
#pragma once

#include "engine/core/day.h"
#include "engine/core/result.h"
#include "reports/documents/drawing.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace reports::documents {

/// What stands in one place of a table: text for people, and the exact number for programs.
struct Cell {
  std::string text;
  /// In 10^-places of the column's unit; what a workbook holds in place of the text.
  std::optional<std::int64_t> number{};
  unsigned places = 0;

  Cell() = default;
  Cell(std::string words) : text(std::move(words)) {}  // NOLINT: rows are lists of words.
  Cell(const char* words) : text(words) {}             // NOLINT
};

/// A whole number: "42".
Cell count_cell(std::int64_t number);
/// With decimals: fixed_cell(1250, 2) is "12.50".
Cell fixed_cell(std::int64_t number, unsigned places);
/// Seconds, read as a clock by people: seconds_cell(83) is "1:23" and 83.
Cell seconds_cell(std::int64_t seconds);

struct Column {
  std::string heading;
  bool is_number = false;      ///< Lined up at the right.
  std::string unit{};          ///< Of the numbers in a workbook, told in its heading: "s", "%".
  bool workbook_only = false;  ///< Too much for a page: ids, and figures of figures.
};

struct Row {
  std::vector<Cell> cells;  ///< One a column.
  /// Belongs to the row above (another writer of the same cue): stays on its page, without a rule.
  bool continues = false;
  bool is_total = false;
};

struct Section {
  std::string heading;
  std::string text{};  ///< A paragraph under the heading.
  std::vector<Drawing> pictures{};
  std::vector<Column> columns{};
  std::vector<Row> rows{};
  std::vector<std::string> footnotes{};
};

struct Document {
  std::string title;
  std::string subtitle{};
  /// Across every page, and first in a page's head: "DRAFT". Empty for what is final.
  std::string mark{};
  std::vector<std::pair<std::string, std::string>> facts{};  ///< Label, value; none is empty.
  std::vector<Section> sections{};
  std::string language = "en";           ///< BCP 47.
  std::optional<engine::Day> made_on{};  ///< What the file says of itself.
};

enum class Paper { kA4, kLetter };

/// One page that needs nothing else: no script, no file, no font from anywhere.
std::string html_of(const Document& document);

/// Landscape pages; table heads are repeated. Text keeps its order and can be searched, in whatever
/// script, if the machine has a font for it. Errors: kUnavailable (no memory).
engine::Result<std::string> pdf_of(const Document& document, Paper paper = Paper::kA4);

/// A sheet "About" with the facts, and one for each section that has columns, its heading in row 1.
/// Errors: kUnavailable (no place for a temporary file).
engine::Result<std::string> xlsx_of(const Document& document);

}  // namespace reports::documents

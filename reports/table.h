// Rows for people: columns lined up, numbers to the right.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace reports {

struct Column {
  std::string title;
  bool is_number = false;  ///< Lined up at the right.
};

/// Collects rows and sets them in columns as wide as their widest cell.
class Table {
 public:
  explicit Table(std::vector<Column> columns);

  /// One cell a column. Cells are cleaned: what a stranger's tag holds cannot move the cursor.
  void add(const std::vector<std::string>& cells);

  /// Titles, a rule and the rows, each line ended; two blanks between columns, none at line ends.
  std::string text() const;

 private:
  void append_line(const std::vector<std::string_view>& cells, std::string& text) const;

  std::vector<Column> columns_;
  std::vector<std::size_t> widths_;  // Of the widest cell, or the title.
  // A report may have a million rows: their cells are one text, and where each ends in it.
  std::string cells_;
  std::vector<std::size_t> ends_;
};

}  // namespace reports

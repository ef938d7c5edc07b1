// Rows for people: columns lined up, numbers to the right.
#pragma once

#include <string>
#include <vector>

namespace reports {

struct Column {
  std::string title;
  bool is_number = false;  ///< Lined up at the right.
};

/// Collects rows and sets them in columns as wide as their widest cell.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// One cell a column. Cells are cleaned: what a stranger's tag holds cannot move the cursor.
  void add(const std::vector<std::string>& cells);

  /// Titles, a rule and the rows, each line ended; two blanks between columns, none at line ends.
  std::string text() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace reports

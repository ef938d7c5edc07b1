#include "reports/table.h"

#include "engine/core/text.h"

#include <algorithm>

namespace reports {
namespace {

std::string line(const std::vector<std::string>& cells, const std::vector<Column>& columns,
                 const std::vector<std::size_t>& widths) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string padding(widths[i] - engine::display_width(cells[i]), ' ');
    if (i > 0) text += "  ";
    text += columns[i].is_number ? padding + cells[i] : cells[i] + padding;
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

}  // namespace

void Table::add(const std::vector<std::string>& cells) {
  std::vector<std::string>& row = rows_.emplace_back();
  for (const std::string& cell : cells) row.push_back(engine::clean_utf8(cell));
  row.resize(columns_.size());
}

std::string Table::text() const {
  std::vector<std::string> titles;
  std::vector<std::string> rules;
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = engine::display_width(columns_[i].title);
    for (const auto& row : rows_) width = std::max(width, engine::display_width(row[i]));
    titles.push_back(columns_[i].title);
    rules.emplace_back(width, '-');
    widths.push_back(width);
  }
  std::string text = line(titles, columns_, widths) + line(rules, columns_, widths);
  for (const auto& row : rows_) text += line(row, columns_, widths);
  return text;
}

}  // namespace reports

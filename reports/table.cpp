#include "reports/table.h"

#include "engine/core/text.h"

#include <algorithm>

namespace reports {

using engine::display_width;

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
  for (const Column& column : columns_) widths_.push_back(display_width(column.title));
}

void Table::add(const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i < cells.size()) {
      const std::string cell = engine::clean_utf8(cells[i]);
      widths_[i] = std::max(widths_[i], display_width(cell));
      cells_ += cell;
    }
    ends_.push_back(cells_.size());
  }
}

void Table::append_line(const std::vector<std::string_view>& cells, std::string& text) const {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::size_t blanks = widths_[i] - display_width(cells[i]);
    if (i > 0) text += "  ";
    if (columns_[i].is_number) text.append(blanks, ' ');
    text += cells[i];
    if (!columns_[i].is_number) text.append(blanks, ' ');
  }
  text.erase(text.find_last_not_of(' ') + 1);
  text += '\n';
}

std::string Table::text() const {
  std::vector<std::string> rules;
  for (const std::size_t width : widths_) rules.emplace_back(width, '-');
  std::string text;
  std::vector<std::string_view> line;
  for (const Column& column : columns_) line.emplace_back(column.title);
  append_line(line, text);
  append_line({rules.begin(), rules.end()}, text);
  const std::string_view all = cells_;
  std::size_t begin = 0;
  for (std::size_t first = 0; first < ends_.size(); first += columns_.size()) {
    line.clear();
    for (std::size_t i = first; i < first + columns_.size(); ++i) {
      line.push_back(all.substr(begin, ends_[i] - begin));
      begin = ends_[i];
    }
    append_line(line, text);
  }
  return text;
}

}  // namespace reports

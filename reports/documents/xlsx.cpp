#include "engine/core/text.h"
#include "reports/documents/document.h"
#include "reports/documents/workbook.h"

#include <algorithm>

namespace reports::documents {
namespace {

using engine::Result;

const CellStyle kHeading{.heading = true};
const CellStyle kBold{.bold = true};

std::string heading_of(const Column& column) {
  return column.unit.empty() ? column.heading : column.heading + " (" + column.unit + ")";
}

/// "0.00" for two places: decimals that a cell has are seen, also when they are zeros.
std::string format_of(const Cell& cell) {
  return cell.places == 0 ? "0" : "0." + std::string(cell.places, '0');
}

void put(Sheet& sheet, Place place, const Cell& cell, bool bold) {
  if (cell.number) {
    return sheet.number(place, *cell.number, cell.places,
                        {.bold = bold, .number_format = format_of(cell)});
  }
  if (!cell.text.empty()) sheet.text(place, cell.text, {.bold = bold});
}

void add_about(const Document& document, Workbook& book) {
  Sheet sheet = book.add_sheet("About");
  sheet.set_width(0, 0, 28);
  sheet.set_width(1, 1, 60);
  sheet.text({0, 0}, document.title, {.large = true});
  std::uint32_t row = 1;
  if (!document.subtitle.empty()) sheet.text({row++, 0}, document.subtitle);
  if (!document.mark.empty()) sheet.text({row++, 0}, document.mark, kBold);
  ++row;
  for (const auto& [label, value] : document.facts) {
    sheet.text({row, 0}, label, {.faint = true});
    sheet.text({row++, 1}, value);
  }
  for (const Section& section : document.sections) {
    if (section.text.empty() && section.footnotes.empty()) continue;
    sheet.text({++row, 0}, section.heading, kBold);
    if (!section.text.empty()) sheet.text({++row, 0}, section.text);
    for (const std::string& note : section.footnotes) sheet.text({++row, 0}, note);
    ++row;
  }
}

void add_table(const Section& section, Workbook& book) {
  Sheet sheet = book.add_sheet(section.heading);
  for (std::uint16_t column = 0; column < section.columns.size(); ++column) {
    const std::string heading = heading_of(section.columns[column]);
    std::size_t widest = engine::display_width(heading);
    sheet.text({0, column}, heading, kHeading);
    for (std::uint32_t row = 0; row < section.rows.size(); ++row) {
      const Cell& cell = section.rows[row].cells[column];
      put(sheet, {row + 1, column}, cell, section.rows[row].is_total);
      widest = std::max(widest, engine::display_width(cell.text));
    }
    constexpr std::size_t kWidest = 50;
    sheet.set_width(column, column, static_cast<double>(std::min(widest, kWidest)) + 2);
  }
  sheet.freeze({1, 0});
  sheet.set_print(0, 0);
}

}  // namespace

Result<std::string> xlsx_of(const Document& document) {
  TRY(Workbook book, Workbook::create({document.title, document.made_on}));
  add_about(document, book);
  for (const Section& section : document.sections) {
    if (!section.columns.empty()) add_table(section, book);
  }
  return book.finish();
}

}  // namespace reports::documents

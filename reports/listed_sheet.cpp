#include "reports/listed_sheet.h"

#include "engine/core/delimited.h"
#include "engine/core/file.h"
#include "engine/core/text.h"
#include "engine/core/text_decoder.h"
#include "reports/documents/workbook_reader.h"
#include "reports/listed_rows.h"

#include <algorithm>

namespace reports {
namespace {

using engine::Errc;
using engine::Error;
using engine::fail;
using engine::Result;

constexpr std::size_t kRowsMax = 20'000;

class OneRow final : public engine::CsvSink {
 public:
  void on_row(std::uint64_t, std::vector<std::string> fields) override { row = std::move(fields); }
  void on_reject(std::uint64_t, const Error&) override {}

  std::vector<std::string> row;
};

/// The separator of the line that has the most of them: the first lines are often a mere title.
char separator_of_text(std::string_view text) {
  std::string_view fullest;
  std::ptrdiff_t most = -1;
  for (std::size_t lines = 0; lines < 50 && !text.empty(); ++lines) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const auto count =
        std::ranges::count_if(line, [](char c) { return c == ',' || c == ';' || c == '\t'; });
    if (count <= most) continue;
    most = count;
    fullest = line;
  }
  return engine::separator_of(fullest);
}

/// Where the row that begins at `start` ends; line ends within quoted fields belong to it.
std::size_t end_of_row(std::string_view text, std::size_t start, char separator) {
  bool quoted = false;
  bool at_field_start = true;
  for (std::size_t i = start; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      quoted = c != '"' || (i + 1 < text.size() && text[i + 1] == '"');
      if (c == '"' && quoted) ++i;  // A doubled quote.
      continue;
    }
    if (c == '\n') return i;
    quoted = c == '"' && at_field_start;
    at_field_start = c == separator;
  }
  return text.size();
}

/// Rows of such tables differ in length, so each is read by itself.
Result<CellGrid> grid_of_text(std::string_view bytes) {
  engine::TextDecoder decoder;
  std::string text = decoder.feed(bytes);
  TRY(const std::string rest, decoder.finish());
  text += rest;
  const char separator = separator_of_text(text);
  CellGrid grid;
  std::size_t start = 0;
  while (start < text.size() && grid.size() < kRowsMax) {
    const std::size_t end = end_of_row(text, start, separator);
    OneRow line;
    engine::CsvParser parser(line, separator);
    TRY_VOID(parser.feed(std::string_view(text).substr(start, end - start)));
    TRY_VOID(parser.finish());
    grid.push_back(std::move(line.row));
    start = end + 1;
  }
  return grid;
}

CellGrid grid_of_sheet(const documents::ReadSheet& sheet) {
  constexpr std::size_t kColumnsMax = 256;
  CellGrid grid;
  for (const auto& [place, read] : sheet.cells) {
    const auto row = static_cast<std::size_t>(place.row);
    const auto column = static_cast<std::size_t>(place.column);
    if (row >= kRowsMax || column >= kColumnsMax || read.text.empty()) continue;
    if (grid.size() <= row) grid.resize(row + 1);
    if (grid[row].size() <= column) grid[row].resize(column + 1);
    grid[row][column] = read.text;
  }
  return grid;
}

/// The first sheet that is shown and is a cue sheet.
Result<ListedSheet> sheet_of_workbook(const std::filesystem::path& file, const SheetClock& clock) {
  TRY(const auto book, documents::WorkbookReader::open(file));
  std::string names;
  for (const documents::ReadSheet& sheet : book.sheets()) {
    if (sheet.is_hidden) continue;
    names += (names.empty() ? "" : ", ") + sheet.name;
    auto listed = listed_sheet_of(grid_of_sheet(sheet), clock);
    if (listed) return listed;
  }
  return fail(Errc::kInvalidInput,
              "none of its sheets (" + engine::clean_utf8(names) +
                  ") is a cue sheet: expected columns Seq. #, Cue Title, Usage, Duration, Role, "
                  "PRO Affiliation and % Shares");
}

Result<ListedSheet> sheet_of_json(std::string_view text) {
  TRY(CueSheet sheet, cue_sheet_of_json(text));
  ListedSheet listed;
  listed.sheet = std::move(sheet);
  listed.layout = "cuetrace json";
  return listed;
}

}  // namespace

Result<ListedSheet> listed_sheet_of(const CellGrid& grid, const SheetClock& clock) {
  auto listed = own_rows(grid, clock);
  if (!listed) listed = template_rows(grid, clock);
  if (!listed) {
    return fail(Errc::kInvalidInput,
                "no cue sheet: found neither the columns of cuetrace (cue, title, time_in, "
                "time_out, duration_s) nor those of the template of ASCAP and BMI (Cue Title, "
                "Usage, Duration, Role, % Shares)");
  }
  if (listed->sheet.cues.empty()) {
    return fail(Errc::kInvalidInput, "a cue sheet without cues");
  }
  return *std::move(listed);
}

Result<ListedSheet> listed_sheet_of_text(std::string_view text, const SheetClock& clock) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first != text.npos && text[first] == '{') return sheet_of_json(text.substr(first));
  TRY(const CellGrid grid, grid_of_text(text));
  return listed_sheet_of(grid, clock);
}

Result<ListedSheet> read_listed_sheet(const std::filesystem::path& file, const SheetClock& clock) {
  const std::string ending = engine::to_lower_ascii(file.extension().string());
  Result<ListedSheet> listed = fail(Errc::kInvalidInput, "");
  if (ending == ".xlsx" || ending == ".xlsm") {
    listed = sheet_of_workbook(file, clock);
  } else {
    TRY(const std::string text, engine::read_file(file, engine::kTableBytesMax));
    listed = listed_sheet_of_text(text, clock);
  }
  if (listed || listed.error().message().starts_with(file.string())) return listed;
  return fail(std::move(listed).error().during(file.string()));
}

}  // namespace reports

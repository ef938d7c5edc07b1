#include "reports/us_cue_sheet.h"

#include "engine/core/text.h"
#include "reports/usage_code.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace reports::us_cue_sheet {

using documents::Filling;
using documents::Place;
using documents::place_of;
using engine::Errc;
using engine::fail;
using engine::joined;
using engine::Result;

// clang-format off
const std::array<HeadCell, 18> kHead{{
    {"Cue Sheet Classification", "A4", "D4"},
    {"Date Prepared", "A5", "D5"},
    {"Initial Airdate", "A8", "D8"},
    {"Category", "A9", "D9"},
    {"Version", "A10", "D10"},
    {"Network/Source", "A11", "D11"},
    {"Program/Show Duration (min, sec)", "A13", "D13"},
    {"Total Music Duration (min, sec)", "A14", "D14"},
    {"Program (series, film, etc.) Title", "K4", "N4"},
    {"Program Title AKA(s)", "K5", "N5"},
    {"Episode Title", "K6", "N6"},
    {"Episode Title AKA(s)", "K7", "N7"},
    {"Episode Number", "K8", "N8"},
    {"Production Number", "K9", "N9"},
    {"Production Company", "K11", "N11"},
    {"Mailing Address", "K12", "N12"},
    {"Cue Sheet Preparer", "K13", "N13"},
    {"Email Address", "K14", "N14"},
}};
// clang-format on

namespace {

/// Whole seconds of a label of the production's clock, "01:00:10:00" or "1:00:10.000".
std::optional<std::int64_t> whole_seconds(std::string_view label) {
  std::int64_t seconds = 0;
  for (int part = 0; part < 3; ++part) {
    int value = 0;
    const auto [end, error] = std::from_chars(label.data(), label.data() + label.size(), value);
    if (error != std::errc()) return std::nullopt;
    seconds = seconds * 60 + value;
    label.remove_prefix(static_cast<std::size_t>(end - label.data()));
    if (!label.empty()) label.remove_prefix(1);
  }
  return seconds;
}

class CellList {
 public:
  void text(Place place, std::string text) {
    if (!text.empty()) cells_.push_back({place, std::move(text), false});
  }
  void text(std::string_view cell, std::string words) { text(place_of(cell), std::move(words)); }
  void number(Place place, std::string digits) {
    cells_.push_back({place, std::move(digits), true});
  }
  void number(Place place, std::int64_t value) { number(place, std::to_string(value)); }

  /// Hours, minutes and seconds in three columns from `first` on.
  void clock(std::uint32_t row, Column first, std::int64_t seconds) {
    const auto column = static_cast<std::uint16_t>(first);
    number({row, column}, seconds / 3600);
    number({row, static_cast<std::uint16_t>(column + 1)}, seconds / 60 % 60);
    number({row, static_cast<std::uint16_t>(column + 2)}, seconds % 60);
  }

  std::vector<Filling> take() { return std::move(cells_); }

 private:
  std::vector<Filling> cells_;
};

Place at(std::uint32_t row, Column column) { return {row, static_cast<std::uint16_t>(column)}; }

void put_head(const CueSheet& sheet, CellList& cells) {
  const Production& made = sheet.production;
  cells.text("D4", std::string(to_string(sheet.identity.classification)));
  cells.text("D5", engine::to_string(made.preparer.date));
  cells.text("D8", engine::to_string(made.first_date));
  cells.text("D9", made.category);
  cells.text("D10", made.version);
  cells.text("D11", made.network);
  const std::int64_t seconds = engine::to_seconds(made.duration.value_or(sheet.video.duration));
  cells.number(place_of("D13"), seconds / 60);
  cells.number(place_of("F13"), seconds % 60);
  cells.text("N4", programme_name(sheet));
  cells.text("N5", joined(made.akas, "; "));
  cells.text("N6", made.episode_title);
  cells.text("N7", joined(made.episode_akas, "; "));
  cells.text("N8", made.episode_number);
  cells.text("N9", made.production_number);
  cells.text("N11", made.company);
  cells.text("N12", made.company_address);
  cells.text("N13", made.preparer.name);
  cells.text("N14", made.preparer.email);
}

/// What stands on the first row of a cue alone, so that adding up gives the total.
void put_cue(const Cue& cue, std::uint32_t row, CellList& cells) {
  cells.number(at(row, Column::kNumber), static_cast<std::int64_t>(cue.number));
  cells.text(at(row, Column::kTitle), cue.title);
  cells.text(at(row, Column::kUsage), usage_code(cue.usage, CodeSet::kUsTemplate).text);
  if (const auto in = whole_seconds(cue.time_in)) {
    cells.clock(row, Column::kInHours, *in);
    cells.clock(row, Column::kOutHours, *in + cue.printed_seconds);
  }
  cells.number(at(row, Column::kMinutes), cue.printed_seconds / 60);
  cells.number(at(row, Column::kSeconds), cue.printed_seconds % 60);
}

void put_contributor(const Contributor& who, std::uint32_t row, CellList& cells) {
  cells.text(at(row, Column::kRole), std::string(role_name(who)));
  if (who.is_publisher) {
    cells.text(at(row, Column::kPublisher), who.name);
    cells.text(at(row, Column::kPublisherIpi), who.ipi);
  } else {
    cells.text(at(row, Column::kFirstNames), first_names(who));
    cells.text(at(row, Column::kLastName), last_name(who));
  }
  cells.text(at(row, Column::kSociety), who.society);
  if (who.share_bp) cells.number(at(row, Column::kShare), engine::fixed_point(*who.share_bp, 4));
}

std::size_t rows_of(const Cue& cue) { return std::max<std::size_t>(cue.contributors.size(), 1); }

/// Whether rows 18 and 19 are headed as those of the template.
bool has_its_headings(const documents::ReadSheet& sheet) {
  for (const auto& [place, cell] : sheet.cells) {
    if (place.row < kFirstCueRow - 2 || place.row >= kFirstCueRow) continue;
    if (engine::to_lower_ascii(cell.text).find("usage") != std::string::npos) return true;
  }
  return false;
}

}  // namespace

std::size_t row_count(const CueSheet& sheet) {
  std::size_t rows = 0;
  for (const Cue& cue : sheet.cues) rows += rows_of(cue);
  return rows;
}

std::string_view role_name(const Contributor& contributor) {
  static const std::map<std::string_view, std::string_view> kNames{
      {"C", "Composer"},
      {"CA", "Composer/Author"},
      {"A", "Author"},
      {"AR", "Arranger"},
      {"AD", "Adaptor"},
      {"TR", "Translator"},
      {"SA", "Sub-Author"},
      {"SR", "Sub-Arranger"},
      {"PA", "Income Participant"},
      {"E", "Publisher"},
      {"AM", "Administrator"},
      {"SE", "Sub-Publisher"},
      {"AQ", "Acquirer"},
      {"ES", "Substituted Publisher"},
  };
  const auto known = kNames.find(contributor.role);
  if (known != kNames.end()) return known->second;
  if (!contributor.role.empty()) return contributor.role;
  return contributor.is_publisher ? "Publisher" : "";
}

std::vector<Filling> cells_of(const CueSheet& sheet) {
  CellList cells;
  put_head(sheet, cells);
  std::uint32_t row = kFirstCueRow;
  for (const Cue& cue : sheet.cues) {
    put_cue(cue, row, cells);
    for (std::size_t i = 0; i < cue.contributors.size(); ++i) {
      put_contributor(cue.contributors[i], row + static_cast<std::uint32_t>(i), cells);
    }
    row += static_cast<std::uint32_t>(rows_of(cue));
  }
  return cells.take();
}

Result<std::string> filled_template(const std::filesystem::path& blank, const CueSheet& sheet) {
  TRY(const auto book, documents::WorkbookReader::open(blank));
  const documents::ReadSheet* form = book.sheet(kSheetName);
  if (form == nullptr || !has_its_headings(*form)) {
    return fail(Errc::kInvalidInput,
                blank.string() +
                    ": no cue sheet template of ASCAP and BMI (a sheet 'Template' with "
                    "its headings in rows 18 and 19); get the blank form from either");
  }
  if (const std::size_t rows = row_count(sheet); rows > kCueRowsMax) {
    return fail(Errc::kInvalidInput, "the cues take " + std::to_string(rows) +
                                         " rows, and the template has 980; roll cues of the same "
                                         "owners up, or file --format xlsx");
  }
  return book.filled(*form, cells_of(sheet));
}

}  // namespace reports::us_cue_sheet

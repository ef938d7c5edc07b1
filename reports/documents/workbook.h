// A workbook for spreadsheets, written sheet by sheet: the only door to libxlsxwriter.
#pragma once

#include "engine/core/day.h"
#include "engine/core/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace reports::documents {

/// Row and column from 0: {3, 13} is N4.
struct Place {
  std::uint32_t row = 0;
  std::uint16_t column = 0;

  friend auto operator<=>(const Place&, const Place&) = default;
};

/// "N4" is {3, 13}. Letters A to ZZ, then a row from 1; anything else is a mistake of ours and
/// gives {0, 0}.
Place place_of(std::string_view name);
/// {3, 13} is "N4".
std::string name_of(Place place);

struct CellStyle {
  bool bold = false;
  bool heading = false;  ///< On a band, with a line below.
  bool faint = false;
  bool wrapped = false;
  bool large = false;
  std::string number_format{};  ///< In a spreadsheet's words: "0.00%"; empty for general.

  friend auto operator<=>(const CellStyle&, const CellStyle&) = default;
};

class Workbook;

/// Threads: one. Lifetime: its workbook's. Text is never a formula, whatever it begins with.
class Sheet {
 public:
  /// Made well-formed UTF-8, and cut at what a cell holds (32,767 characters).
  void text(Place place, std::string_view text, const CellStyle& style = {});
  /// number / 10^places.
  void number(Place place, std::int64_t number, unsigned places, const CellStyle& style = {});
  /// `value` is what it comes to, for readers that do not calculate.
  void formula(Place place, const std::string& formula, std::int64_t value,
               const CellStyle& style = {});

  void set_width(std::uint16_t first, std::uint16_t last, double characters);
  /// Rows above and columns left of it stay in sight.
  void freeze(Place place);
  /// Landscape, one page wide; rows [first, last] on top of every page.
  void set_print(std::uint32_t first_repeated, std::uint32_t last_repeated);

 private:
  friend class Workbook;
  Sheet(Workbook& workbook, void* sheet) : workbook_(&workbook), sheet_(sheet) {}
  Workbook* workbook_;
  void* sheet_;
};

class Workbook {
 public:
  struct Properties {
    std::string title;
    std::optional<engine::Day> made_on;  ///< None: 2000-01-01, so that the same stays the same.
  };

  /// Errors: kUnavailable (no place for a temporary file).
  static engine::Result<Workbook> create(const Properties& properties);
  Workbook(Workbook&&) noexcept;
  Workbook& operator=(Workbook&&) noexcept;
  ~Workbook();

  /// The name is made fit: 31 characters without []:*?/\, and not there yet.
  Sheet add_sheet(std::string_view name);

  /// The bytes of the file; nothing may be added after it. Errors: kUnavailable.
  engine::Result<std::string> finish();

 private:
  friend class Sheet;
  struct State;
  explicit Workbook(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace reports::documents

// The columns of a catalogue CSV, and where a file has them: under their own names, or under those
// of a layout. Columns are found by name, in any order and any case.
#pragma once

#include "engine/catalogue/layouts/layout.h"
#include "engine/core/result.h"

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::catalogue {

/// Every column; "{n}" stands for a number from 1.
std::span<const std::string> catalogue_columns();

/// Whether `name` is one of them, with a number or with "{n}"; "recording_{n}_" may stand before.
bool is_catalogue_column(std::string_view name);

/// A cell that says something for one of our columns.
struct CellSource {
  std::size_t place = 0;             ///< In the row, from 0.
  std::string header;                ///< As the file has it.
  const ColumnRule* rule = nullptr;  ///< How it is theirs; null when it is as ours.
};

/// By the name of our column, with its number; several when the first may be empty.
using CellSources = std::map<std::string, std::vector<CellSource>, std::less<>>;

/// Where the columns of one file are.
struct CataloguePlaces {
  CellSources cells;
  std::vector<CellSources> recordings;  ///< Of the n-th of several recordings in a row.
  std::vector<unsigned> writers;        ///< Numbers n there are, ascending.
  std::vector<unsigned> publishers;
  std::vector<unsigned> alternatives;
  std::vector<unsigned> work_numbers;
  bool nameless_are_unknown = false;  ///< As the layout says.
  std::vector<std::string> unknown;   ///< Names that say nothing to us, in the order of the file.
};

/// `layout` must outlive what is returned. Errors: kInvalidInput without anything that says `title`
/// (or the title of a work), and with a column twice.
Result<CataloguePlaces> places_of_header(const std::vector<std::string>& names,
                                         const Layout& layout);

/// What RejectedRows adds to a row, and reading leaves out.
inline constexpr std::string_view kReasonColumn = "import_error";

}  // namespace engine::catalogue

// How somebody else's table becomes ours: which of their columns says what one of ours says, and in
// which form. Layouts of known programs are in known_layouts.cpp, those of customers in a mapping
// file (layout_file.h). Ours, without any rule, is the catalogue CSV.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace engine::catalogue {

/// What a cell of theirs looks like, where it is not as ours.
enum class CellForm : std::uint8_t {
  kText,
  kMinutesDotSeconds,  ///< A duration "3.05" that means 3:05.
  kDayFirst,           ///< A date 31/10/2026.
  kMonthFirst,         ///< A date 10/31/2026.
  kFraction,           ///< A share of one, "0.6667"; with a sign of percent it is as ours.
};

struct ColumnRule {
  /// Their column, in lower case; "{n}" stands for a number: "writer:{n}: first name".
  std::string header;
  /// Our column, where "{n}" is the same number: "writer_{n}_first_name". A column
  /// "recording_{n}_..." says something of the n-th recording of a row that holds several.
  std::string target;
  std::string separators{};  ///< Characters of theirs between several in one cell; ours is '|'.
  std::map<std::string, std::string> words{};  ///< Cells, or items of lists, in lower case: ours.
  CellForm form = CellForm::kText;
};

struct Layout {
  std::string name;                      ///< What `--layout` calls it.
  std::vector<std::string> signature{};  ///< Headers, lower case, that tell it from others.
  std::vector<ColumnRule> columns{};
  /// A recording without an id is named after its album code and cut ("LIB001-7"), and so is the
  /// one it is a version of (`parent_cut`).
  bool ids_of_cuts = false;
  /// A version is a recording of the same work as the one it is a version of.
  bool works_of_parents = false;
  /// A party without a name, of whom other cells tell, is one whom nobody knows.
  bool nameless_are_unknown = false;
};

/// Ours first. Order decides where several would do.
const std::vector<Layout>& known_layouts();

/// Null when there is none of that name.
const Layout* layout_named(std::string_view name);

/// The layout whose signature a header has; ours where none fits. `headers` are lower case.
const Layout& layout_of_header(const std::vector<std::string>& headers);

/// The number that stands where `pattern` has "{n}" in `text`, from 1 and without leading zeros; 0
/// where there is no "{n}" and both are the same; empty when they do not fit.
struct NumberedName {
  bool fits = false;
  unsigned number = 0;
};
NumberedName matched(std::string_view pattern, std::string_view text);

/// `pattern` with the number in the place of "{n}".
std::string numbered(std::string_view pattern, unsigned number);

}  // namespace engine::catalogue

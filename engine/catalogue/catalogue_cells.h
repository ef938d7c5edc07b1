// The cells of one row by the names of our columns, in the form that ours have.
#pragma once

#include "engine/catalogue/catalogue_columns.h"
#include "engine/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace engine::catalogue {

class Cells {
 public:
  /// All must outlive it. `recording` holds what wins over the rest; null for none.
  Cells(const CellSources& sources, const CellSources* recording,
        const std::vector<std::string>& fields)
      : sources_(sources), recording_(recording), fields_(fields) {}

  /// As it is in the file but for white space around it; empty when there is no such column.
  std::string_view raw(std::string_view column) const;

  /// One line of UTF-8, turned into our form. Text that is not UTF-8 is refused, because a name
  /// with wrong letters would end up on cue sheets. Errors: kInvalidInput.
  Result<std::string> text(std::string_view column) const;

  /// "column: what is wrong; what is expected", with the name that the file has for the column.
  Error wrong(std::string_view column, std::string_view what) const;

 private:
  const CellSource* source(std::string_view column) const;

  const CellSources& sources_;
  const CellSources* recording_;
  const std::vector<std::string>& fields_;
};

}  // namespace engine::catalogue

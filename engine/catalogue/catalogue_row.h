// The grammar of a catalogue CSV: which columns there are, and what one row says. Free of state.
#pragma once

#include "engine/catalogue/catalogue_import.h"
#include "engine/catalogue/model.h"
#include "engine/core/result.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace engine::catalogue {

/// Where the columns of a file are.
class CatalogueColumns {
 public:
  /// From the fields of the first row. Errors: kInvalidInput without `title`, with a column twice.
  static Result<CatalogueColumns> of_header(const std::vector<std::string>& names);

  /// Names that are no columns of a catalogue, in the order of the file.
  const std::vector<std::string>& unknown() const { return unknown_; }

  /// `fields` has as many as the header. `media_root` is absolute, or empty when none was given.
  /// Errors: kInvalidInput, "column: what is wrong; what is expected".
  Result<ImportRow> row(const std::vector<std::string>& fields,
                        const std::filesystem::path& media_root) const;

 private:
  std::map<std::string, std::size_t, std::less<>> places_;  // Of the known columns.
  std::vector<unsigned> writers_;                           // Numbers n there are, ascending.
  std::vector<unsigned> publishers_;
  std::vector<std::string> unknown_;
};

/// What two rows say about one work and cannot both be true: "work_title", "iswc", "writers" or
/// "publishers"; empty when they agree. What either leaves empty is no contradiction.
std::string_view contradiction(const Work& a, const Work& b);

}  // namespace engine::catalogue

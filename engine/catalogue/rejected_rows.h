// A file of the rows that an import left out, in the form they came in, for mending: it can be
// imported again. Rows of delimited text have the reason in one column more.
#pragma once

#include "engine/catalogue/catalogue_import.h"
#include "engine/core/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace engine::catalogue {

/// Gathers the rows and writes them at the end, so that the file is whole or is not there; what was
/// rejected of any file fits in memory, or the file is of another kind.
class RejectedRows {
 public:
  explicit RejectedRows(std::filesystem::path file) : file_(std::move(file)) {}

  void begin(const SourceHeader& header);
  /// Several recordings of one row may be rejected; the row is kept once.
  void add(const SourceRow& row, const Error& why);

  /// Writes the file if there is a row. Errors: those of write_file.
  Result<void> finish() const;

 private:
  std::filesystem::path file_;
  SourceHeader header_;
  std::optional<std::size_t> reason_column_;  // Of a file that has one already.
  std::uint64_t last_line_ = 0;
  std::string text_;
};

}  // namespace engine::catalogue

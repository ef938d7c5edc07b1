// Where a document goes: standard output, or a file that appears whole or not at all.
#pragma once

#include "engine/core/result.h"
#include "engine/run/cli/command.h"

#include <optional>
#include <string>
#include <string_view>

namespace engine::cli {

enum class Format { kTable, kCsv, kJson };

/// --format and -o, as every report takes them.
struct OutputOptions {
  Format format = Format::kTable;
  std::optional<std::string> file;  ///< "-" is standard output, as is none.
};

void declare_output(OutputOptions& options, Arguments& arguments);

/// Writes `document`. Errors: those of write_file.
Result<void> deliver(std::string_view document, const std::optional<std::string>& file,
                     Console& console);

}  // namespace engine::cli

// What a command writes, and where: a format, told by --format or by the name of the file; standard
// output, or a file that appears whole or not at all.
#pragma once

#include "engine/core/result.h"
#include "engine/run/cli/command.h"
#include "engine/run/document_format.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::cli {

using run::Format;
using run::word_for;
using run::written;

/// Those that are text for people and programs alike: what most commands have.
inline const std::vector<Format> kTextFormats{Format::kTable, Format::kCsv, Format::kJson};
/// Those, and what is handed to people: a workbook, a file to print, a page.
inline const std::vector<Format> kDocumentFormats{Format::kTable, Format::kCsv, Format::kJson,
                                                  Format::kXlsx,  Format::kPdf, Format::kHtml};

/// --format and -o, as every report takes them.
struct OutputOptions {
  std::vector<Format> formats;      ///< Those that the command has.
  std::optional<Format> asked;      ///< --format; what is written is for `chosen_format` to say.
  std::optional<std::string> file;  ///< "-" is standard output, as is none.
};

void declare_output(OutputOptions& options, Arguments& arguments,
                    std::vector<Format> formats = kTextFormats);

/// What was asked for, else what the file's name ends in, else a table. Errors: kUsage for a name
/// that promises a format the command has not, and for bytes that a terminal cannot show.
Result<Format> chosen_format(const OutputOptions& options, const Console& console);

/// Writes `document`. Errors: those of write_file.
Result<void> deliver(std::string_view document, const std::optional<std::string>& file,
                     Console& console);

}  // namespace engine::cli

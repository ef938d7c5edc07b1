#include "engine/run/cli/output.h"

#include "engine/core/file.h"

#include <ostream>

namespace engine::cli {

void declare_output(OutputOptions& options, Arguments& arguments) {
  arguments.choice<Format>(
      "--format FORMAT", "what to write; a table by default",
      {{"table", Format::kTable}, {"csv", Format::kCsv}, {"json", Format::kJson}}, options.format);
  arguments.option("-o, --output FILE", "write to FILE in place of standard output", options.file);
}

Result<void> deliver(std::string_view document, const std::optional<std::string>& file,
                     Console& console) {
  if (file && *file != "-") return write_file(*file, document);
  console.out << document;  // Whether it arrived is seen once, at the end of cli::run.
  return {};
}

}  // namespace engine::cli

#include "engine/run/cli/output.h"

#include "engine/core/file.h"
#include "engine/core/text.h"

#include <algorithm>
#include <filesystem>
#include <ostream>

namespace engine::cli {
namespace {

bool is_binary(Format format) { return format == Format::kXlsx || format == Format::kPdf; }

bool names_a_file(const std::optional<std::string>& file) { return file && *file != "-"; }

/// The format that a name such as "uses.xlsx" promises.
std::optional<Format> promised_by(const std::string& file) {
  std::string ending = to_lower_ascii(std::filesystem::path(file).extension().string());
  if (ending == ".htm") ending = ".html";
  return ending.empty() ? std::nullopt : run::format_named(std::string_view(ending).substr(1));
}

std::string listed(const std::vector<Format>& formats) {
  std::string text;
  for (const Format format : formats) {
    text += (text.empty() ? "" : ", ") + std::string(word_for(format));
  }
  return text;
}

}  // namespace

void declare_output(OutputOptions& options, Arguments& arguments, std::vector<Format> formats) {
  Choices<std::optional<Format>> choices;
  for (const Format format : formats) choices.emplace_back(word_for(format), format);
  options.formats = std::move(formats);
  arguments.choice<std::optional<Format>>(
      "--format FORMAT", "what to write; as FILE ends, or a table", choices, options.asked);
  arguments.option("-o, --output FILE", "write to FILE in place of standard output", options.file);
}

Result<Format> chosen_format(const OutputOptions& options, const Console& console) {
  std::optional<Format> format = options.asked;
  if (!format && names_a_file(options.file)) {
    format = promised_by(*options.file);
    if (format && std::find(options.formats.begin(), options.formats.end(), *format) ==
                      options.formats.end()) {
      return fail(Errc::kUsage, *options.file + ": this command writes no " +
                                    std::string(word_for(*format)) + "; name another with " +
                                    "--format: " + listed(options.formats));
    }
  }
  const Format chosen = format.value_or(Format::kTable);
  if (is_binary(chosen) && !names_a_file(options.file) && console.out_is_terminal) {
    const std::string word(word_for(chosen));
    return fail(Errc::kUsage,
                "a terminal cannot show " + word + "; write it to a file: -o FILE." + word);
  }
  return chosen;
}

Result<void> deliver(std::string_view document, const std::optional<std::string>& file,
                     Console& console) {
  if (names_a_file(file)) return write_file(*file, document);
  console.out << document;  // Whether it arrived is seen once, at the end of cli::run.
  return {};
}

}  // namespace engine::cli

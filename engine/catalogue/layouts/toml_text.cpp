#include "engine/catalogue/layouts/toml_text.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <sstream>

namespace engine::catalogue {
namespace {

/// The line, from 1, of the first byte above ASCII that stands neither in quotes nor in a comment,
/// where TOML has no place for it; 0 for none. The library answers some of these by undefined
/// behaviour (toml++ 3.3, U+FEC6 to U+FEFE).
std::size_t line_of_bare_letter(std::string_view toml) {
  std::size_t line = 1;
  char quote = '\0';
  bool comment = false;
  for (std::size_t i = 0; i < toml.size(); ++i) {
    const char c = toml[i];
    if (c == '\n') {
      ++line;
      comment = false;
    } else if (quote == '"' && c == '\\') {
      ++i;
    } else if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (!comment && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == '#') {
      comment = true;
    } else if (!comment && c < 0) {
      return line;
    }
  }
  return 0;
}

}  // namespace

Result<std::string> json_of_toml(std::string_view toml) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (toml.starts_with(kMark)) toml.remove_prefix(kMark.size());
  if (const std::size_t line = line_of_bare_letter(toml); line != 0) {
    return fail(Errc::kInvalidInput,
                std::to_string(line) + ": no TOML: a letter that needs quotes around it");
  }
  const toml::parse_result parsed = toml::parse(toml);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return fail(Errc::kInvalidInput, std::to_string(error.source().begin.line) +
                                         ": no TOML: " + std::string(error.description()));
  }
  std::ostringstream out;
  out << toml::json_formatter(parsed.table());
  return out.str();
}

}  // namespace engine::catalogue

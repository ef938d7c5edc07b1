#include "engine/catalogue/layouts/toml_text.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <sstream>

namespace engine::catalogue {

Result<std::string> json_of_toml(std::string_view toml) {
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

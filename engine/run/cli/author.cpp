#include "engine/run/cli/author.h"

#include "engine/core/text.h"
#include "engine/core/utc.h"

#include <cstdlib>

namespace engine::cli {

void declare_author(std::optional<std::string>& by, Arguments& arguments) {
  arguments.option("--by NAME", "who says so, for the history; else who is logged in", by);
}

ledger::Author author_of(const std::optional<std::string>& by) {
  if (by && !trimmed(*by).empty()) return {clean_utf8(trimmed(*by)), utc_now()};
  for (const char* const variable : {"CUETRACE_USER", "USER", "LOGNAME"}) {
    const char* const name = std::getenv(variable);  // NOLINT: read before threads start.
    if (name != nullptr && *name != '\0') return {clean_utf8(name), utc_now()};
  }
  return {"unknown", utc_now()};
}

}  // namespace engine::cli

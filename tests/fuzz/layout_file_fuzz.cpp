// Any bytes as a mapping file, in TOML and in JSON: a layout, or one line about what is wrong.
#include "engine/catalogue/catalogue_columns.h"
#include "engine/catalogue/layouts/layout_file.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(data + 1, data + size);
  const auto layout =
      engine::catalogue::layout_of_text(text, data[0] % 2 == 0 ? "m.toml" : "m.json");
  if (!layout) {
    if (layout.error().message().empty()) std::abort();
    return 0;
  }
  for (const auto& rule : layout->columns) {
    if (!engine::catalogue::is_catalogue_column(rule.target)) std::abort();
  }
  return 0;
}

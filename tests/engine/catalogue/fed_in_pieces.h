// A file as a reader gets it, for tests that no cut of it may matter.
#pragma once

#include "engine/catalogue/catalogue_import.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace engine::catalogue {

/// Feeds `text`, cut at the given places, in ascending order, to a CatalogueReader or CwrReader.
template <class Reader>
Result<ImportSummary> fed_in_pieces(Reader& reader, std::string_view text,
                                    const std::vector<std::size_t>& cuts) {
  std::size_t start = 0;
  for (const std::size_t cut : cuts) {
    TRY_VOID(reader.feed(text.substr(start, cut - start)));
    start = cut;
  }
  TRY_VOID(reader.feed(text.substr(start)));
  return reader.finish();
}

}  // namespace engine::catalogue

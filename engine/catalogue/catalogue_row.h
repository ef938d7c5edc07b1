// What one row of a catalogue says. Free of state.
#pragma once

#include "engine/catalogue/catalogue_columns.h"
#include "engine/catalogue/catalogue_import.h"
#include "engine/core/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace engine::catalogue {

/// One recording, or those that the columns "recording_n_..." tell of. `fields` has as many as the
/// header of `places`. `media_root` is absolute, or empty when none was given.
/// Errors: kInvalidInput, "column: what is wrong; what is expected".
Result<std::vector<ImportRow>> rows_of(const std::vector<std::string>& fields,
                                       const CataloguePlaces& places, const Layout& layout,
                                       const std::filesystem::path& media_root);

}  // namespace engine::catalogue

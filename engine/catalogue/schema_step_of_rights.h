// Step 3 of the catalogue's schema: what parties own and collect, and what was said before.
#pragma once

#include <string_view>

namespace engine::catalogue {

/// The script, for catalogue_schema.cpp alone. A released step never changes.
std::string_view schema_step_of_rights();

}  // namespace engine::catalogue

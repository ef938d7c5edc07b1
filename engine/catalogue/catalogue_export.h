// The catalogue as one document: a CSV that `catalog import` reads back, or JSON.
#pragma once

#include "engine/catalogue/model.h"

#include <string>
#include <vector>

namespace engine::catalogue {

/// Every column that some recording says something in, of those of catalogue_import.h. What a cell
/// cannot hold in the form that imports take (the name of nobody, say) is left out.
std::string catalogue_csv(const std::vector<Recording>& recordings);

/// {"schema":"cuetrace.catalogue/1","works":[...],"recordings":[...]}, as statement.h has them.
std::string catalogue_json(const std::vector<Recording>& recordings);

}  // namespace engine::catalogue

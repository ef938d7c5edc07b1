// Writers and publishers of a row: who they are, what they own and collect, and whose part a
// publisher publishes.
#pragma once

#include "engine/catalogue/catalogue_cells.h"
#include "engine/catalogue/model.h"
#include "engine/core/result.h"

#include <vector>

namespace engine::catalogue {

/// Writers before publishers. Errors: kInvalidInput, "column: what is wrong; what is expected".
Result<std::vector<Contribution>> read_contributions(const Cells& cells,
                                                     const CataloguePlaces& places);

}  // namespace engine::catalogue

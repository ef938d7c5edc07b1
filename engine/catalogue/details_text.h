// Details as the one JSON object in which a column of the database holds them.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/core/result.h"

#include <string>
#include <string_view>

namespace engine::catalogue {

std::string text_of_details(const Details& details);  ///< Empty when there are none.

/// Errors: kCorrupt.
Result<Details> details_of_text(std::string_view text);

}  // namespace engine::catalogue

// TOML as JSON text. The only file that names the library behind it is toml_text.cpp.
#pragma once

#include "engine/core/result.h"

#include <string>
#include <string_view>

namespace engine {

/// Errors: kInvalidInput, "LINE: what is wrong".
Result<std::string> json_of_toml(std::string_view toml);

}  // namespace engine

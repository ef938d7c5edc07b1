// What `cuetrace --version` says.
#pragma once

#include <string>

namespace engine::cli {

/// `cuetrace --version`: the program, the libraries it stands on, and the licence in effect.
std::string version_text();

}  // namespace engine::cli

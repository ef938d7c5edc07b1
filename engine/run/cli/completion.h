// Shell completion scripts, written from the declarations that parsing uses.
#pragma once

#include <string>

namespace engine::cli {

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace engine::cli

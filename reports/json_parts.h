// Long lists as JSON, put together of the texts of their members: the tree of 100,000 uses would
// take a gigabyte. The texts are laid out by two blanks a level.
#pragma once

#include <cstddef>
#include <string>

namespace reports {

/// Moved in by `indent` blanks from the first line on; without a line end behind.
std::string indented(const std::string& json, std::size_t indent);

/// What the object `head` says, and the beginning of a list of it under the name `list`.
std::string with_list(std::string head, const std::string& list);

}  // namespace reports

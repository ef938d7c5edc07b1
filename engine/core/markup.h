// Text of strangers inside HTML, SVG and XML.
#pragma once

#include <string>
#include <string_view>

namespace engine {

/// As the content of an element, or of an attribute in double quotes: made well-formed UTF-8
/// without control characters, with & < > " as entities.
std::string escaped(std::string_view text);

}  // namespace engine

#include "reports/json_parts.h"

#include <string_view>

namespace reports {

std::string indented(const std::string& json, std::size_t indent) {
  const std::string margin(indent, ' ');
  std::string out = margin;
  for (const char c : json) {  // No line end is within a string: JSON writes them as \n.
    out += c;
    if (c == '\n') out += margin;
  }
  return out;
}

std::string with_list(std::string head, const std::string& list) {
  head.resize(head.size() - std::string_view("\n}").size());
  return head + ",\n  \"" + list + "\": [";
}

}  // namespace reports

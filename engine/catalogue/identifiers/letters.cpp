#include "engine/catalogue/identifiers/letters.h"

#include <algorithm>

namespace engine::identifiers {

bool all_are(bool (*kind)(char), std::string_view text, std::size_t length) {
  const bool fits = length == 0 ? !text.empty() : text.size() == length;
  return fits && std::all_of(text.begin(), text.end(), kind);
}

std::string squeezed(std::string_view text, std::string_view separators) {
  std::string squeezed;
  for (const char c : text) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    if (space || separators.find(c) != separators.npos) continue;
    squeezed.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return squeezed;
}

std::string_view without_label(std::string_view text, std::string_view label) {
  if (text.starts_with(label)) text.remove_prefix(label.size());
  if (text.starts_with(':')) text.remove_prefix(1);
  return text;
}

}  // namespace engine::identifiers

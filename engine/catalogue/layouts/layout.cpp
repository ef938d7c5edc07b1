#include "engine/catalogue/layouts/layout.h"

#include <algorithm>
#include <charconv>

namespace engine::catalogue {
namespace {

constexpr std::string_view kNumber = "{n}";

bool has_signature(const Layout& layout, const std::vector<std::string>& headers) {
  return !layout.signature.empty() &&
         std::all_of(layout.signature.begin(), layout.signature.end(), [&](const auto& wanted) {
           return std::find(headers.begin(), headers.end(), wanted) != headers.end();
         });
}

}  // namespace

const Layout* layout_named(std::string_view name) {
  const auto found = std::find_if(known_layouts().begin(), known_layouts().end(),
                                  [&](const Layout& layout) { return layout.name == name; });
  return found == known_layouts().end() ? nullptr : &*found;
}

const Layout& layout_of_header(const std::vector<std::string>& headers) {
  const auto found =
      std::find_if(known_layouts().begin(), known_layouts().end(),
                   [&](const Layout& layout) { return has_signature(layout, headers); });
  return found == known_layouts().end() ? known_layouts().front() : *found;
}

NumberedName matched(std::string_view pattern, std::string_view text) {
  const std::size_t place = pattern.find(kNumber);
  if (place == pattern.npos) return {.fits = pattern == text, .number = 0};
  const std::string_view before = pattern.substr(0, place);
  const std::string_view after = pattern.substr(place + kNumber.size());
  if (!text.starts_with(before) || !text.ends_with(after)) return {};
  if (text.size() < before.size() + after.size() + 1) return {};
  const std::string_view digits =
      text.substr(before.size(), text.size() - before.size() - after.size());
  unsigned number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc{} || stop != end || digits.front() == '0') return {};
  return {.fits = true, .number = number};
}

std::string numbered(std::string_view pattern, unsigned number) {
  const std::size_t place = pattern.find(kNumber);
  if (place == pattern.npos) return std::string(pattern);
  return std::string(pattern.substr(0, place)) + std::to_string(number) +
         std::string(pattern.substr(place + kNumber.size()));
}

}  // namespace engine::catalogue

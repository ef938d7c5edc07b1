#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/identifiers/letters.h"
#include "engine/core/text.h"

namespace engine::identifiers {
namespace {

constexpr std::size_t kLength = 12;
constexpr std::size_t kPrefix = 5;  // Two letters, then three letters or digits.

bool is_code(std::string_view isrc) {
  return isrc.size() == kLength && all_are(is_capital, isrc.substr(0, 2)) &&
         all_are([](char c) { return is_capital(c) || is_digit(c); }, isrc.substr(2, 3)) &&
         all_are(is_digit, isrc.substr(kPrefix));
}

}  // namespace

Reading read_isrc(std::string_view given) {
  given = trimmed(given);
  if (given.empty()) return {};
  const std::string squeezed_text = squeezed(given, "-.");
  std::string_view isrc = squeezed_text;
  if (isrc.size() > kLength) isrc = without_label(isrc, "ISRC");
  if (is_code(isrc)) return {std::string(isrc), {}};
  return {std::string(given), "an ISRC is two letters, three letters or digits, and seven digits"};
}

std::string display_isrc(std::string_view compact) {
  if (!is_code(compact)) return std::string(compact);
  const std::string text(compact);
  return "ISRC " + text.substr(0, 2) + "-" + text.substr(2, 3) + "-" + text.substr(5, 2) + "-" +
         text.substr(7);
}

}  // namespace engine::identifiers

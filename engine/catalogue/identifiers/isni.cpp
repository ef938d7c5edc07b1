#include "engine/catalogue/identifiers/check_characters.h"
#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/identifiers/letters.h"
#include "engine/core/text.h"

namespace engine::identifiers {
namespace {

constexpr std::size_t kDigits = 15;

}  // namespace

Reading read_isni(std::string_view given) {
  given = trimmed(given);
  if (given.empty()) return {};
  const std::string squeezed_text = squeezed(given.substr(given.rfind('/') + 1), "-.");
  const std::string_view isni = without_label(squeezed_text, "ISNI");
  const bool fits = isni.size() == kDigits + 1 && all_are(is_digit, isni.substr(0, kDigits)) &&
                    (is_digit(isni.back()) || isni.back() == 'X');
  if (!fits) return {std::string(given), "an ISNI is 16 digits, of which the last may be X"};
  const char check = check_mod_11_2(isni.substr(0, kDigits));
  if (isni.back() != check) {
    return {std::string(given), wrong_check(isni.substr(kDigits), {&check, 1})};
  }
  return {std::string(isni), {}};
}

std::string display_isni(std::string_view compact) {
  if (compact.size() != kDigits + 1) return std::string(compact);
  std::string text(compact);
  for (const std::size_t place : {12U, 8U, 4U}) text.insert(place, 1, ' ');
  return text;
}

}  // namespace engine::identifiers

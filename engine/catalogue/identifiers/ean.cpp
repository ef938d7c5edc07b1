#include "engine/catalogue/identifiers/check_characters.h"
#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/identifiers/letters.h"
#include "engine/core/text.h"

namespace engine::identifiers {

Reading read_ean(std::string_view given) {
  given = trimmed(given);
  if (given.empty()) return {};
  const std::string squeezed_text = squeezed(given, "-");
  std::string_view ean = squeezed_text;
  for (const std::string_view label : {"EAN", "UPC"}) ean = without_label(ean, label);
  if (!all_are(is_digit, ean) || ean.size() < 12 || ean.size() > 14) {
    return {std::string(given), "an EAN or UPC is 12 to 14 digits"};
  }
  const char check = check_gs1(ean.substr(0, ean.size() - 1));
  if (ean.back() != check) {
    return {std::string(given), wrong_check(ean.substr(ean.size() - 1), {&check, 1})};
  }
  return {std::string(ean), {}};
}

std::string display_ean(std::string_view compact) { return std::string(compact); }

}  // namespace engine::identifiers

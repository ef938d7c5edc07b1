#include "engine/catalogue/identifiers/check_characters.h"
#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/identifiers/letters.h"
#include "engine/core/text.h"

namespace engine::identifiers {
namespace {

constexpr std::size_t kDigits = 9;

}  // namespace

Reading read_iswc(std::string_view given) {
  given = trimmed(given);
  if (given.empty()) return {};
  const std::string squeezed_text = squeezed(given, "-.");
  const std::string_view iswc = without_label(squeezed_text, "ISWC");
  if (!iswc.starts_with('T') || !all_are(is_digit, iswc.substr(1), kDigits + 1)) {
    return {std::string(given), "an ISWC is T and ten digits"};
  }
  const char check = check_weighted_mod_10(1, iswc.substr(1, kDigits));
  if (iswc.back() != check) {
    return {std::string(given), wrong_check(iswc.substr(kDigits + 1), {&check, 1})};
  }
  return {std::string(iswc), {}};
}

std::string display_iswc(std::string_view compact) {
  if (compact.size() != kDigits + 2 || !read_iswc(compact).valid()) return std::string(compact);
  const std::string text(compact);
  return "T-" + text.substr(1, 3) + "." + text.substr(4, 3) + "." + text.substr(7, 3) + "-" +
         text.substr(10);
}

}  // namespace engine::identifiers

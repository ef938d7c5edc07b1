#include "engine/catalogue/identifiers/check_characters.h"
#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/identifiers/letters.h"
#include "engine/core/text.h"

namespace engine::identifiers {
namespace {

constexpr std::size_t kNameDigits = 11;
constexpr std::size_t kCheckedDigits = 9;
constexpr std::size_t kBaseCharacters = 11;  // I, nine digits and the check digit.

}  // namespace

Reading read_ipi_name(std::string_view given) {
  given = trimmed(given);
  if (given.empty()) return {};
  const std::string squeezed_text = squeezed(given, "-.");
  std::string ipi(without_label(squeezed_text, "IPI"));
  if (!all_are(is_digit, ipi) || ipi.size() > kNameDigits) {
    return {std::string(given), "an IPI name number is at most eleven digits"};
  }
  ipi.insert(0, kNameDigits - ipi.size(), '0');
  if (ipi.find_first_not_of('0') == ipi.npos) return {};
  const std::string check = check_ipi_name(std::string_view(ipi).substr(0, kCheckedDigits));
  if (!ipi.ends_with(check)) {
    return {std::string(given), wrong_check(ipi.substr(kCheckedDigits), check)};
  }
  return {std::move(ipi), {}};
}

std::string display_ipi_name(std::string_view compact) { return std::string(compact); }

Reading read_ipi_base(std::string_view given) {
  given = trimmed(given);
  if (given.empty()) return {};
  const std::string squeezed_text = squeezed(given, "-.");
  const std::string_view base = without_label(squeezed_text, "IPI:");
  if (base.size() != kBaseCharacters || base.front() != 'I' || !all_are(is_digit, base.substr(1))) {
    return {std::string(given), "an IPI base number is I and ten digits"};
  }
  const std::string digits(base.substr(1, kCheckedDigits));
  const char check = check_weighted_mod_10(2, digits);
  if (base.back() != check) {
    return {std::string(given), wrong_check(base.substr(kBaseCharacters - 1), {&check, 1})};
  }
  return {"I-" + digits + "-" + check, {}};
}

std::string display_ipi_base(std::string_view compact) { return std::string(compact); }

}  // namespace engine::identifiers

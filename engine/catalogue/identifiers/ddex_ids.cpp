// The two families whose check character covers all the rest, prefix and all.
#include "engine/catalogue/identifiers/check_characters.h"
#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/identifiers/letters.h"
#include "engine/core/text.h"

namespace engine::identifiers {
namespace {

constexpr std::size_t kLength = 18;
constexpr std::string_view kDpid = "PADPIDA";
constexpr std::string_view kGrid = "A1";

bool is_either(char c) { return is_digit(c) || is_capital(c); }

Reading checked(std::string_view given, std::string_view id) {
  const std::optional<char> check = check_mod_37_36(id.substr(0, kLength - 1));
  if (check && id.back() == *check) return {std::string(id), {}};
  return {std::string(given), wrong_check(id.substr(kLength - 1), {&*check, 1})};
}

}  // namespace

Reading read_dpid(std::string_view given) {
  given = trimmed(given);
  if (given.empty()) return {};
  const std::string dpid = squeezed(given, "-");
  const bool fits = dpid.size() == kLength && dpid.starts_with(kDpid) && is_either(dpid.back()) &&
                    all_are(is_digit, dpid.substr(kDpid.size(), 10));
  if (!fits) return {std::string(given), "a DPID is PADPIDA, ten digits and a check character"};
  return checked(given, dpid);
}

std::string display_dpid(std::string_view compact) {
  if (compact.size() != kLength) return std::string(compact);
  const std::string text(compact);
  return "PA-DPIDA-" + text.substr(7, 10) + "-" + text.substr(17);
}

Reading read_grid(std::string_view given) {
  given = trimmed(given);
  if (given.empty()) return {};
  const std::string squeezed_text = squeezed(given, "-");
  const std::string_view grid = without_label(squeezed_text, "GRID");
  if (!grid.starts_with(kGrid) || !all_are(is_either, grid, kLength)) {
    return {std::string(given), "a GRid is A1, five and ten characters, and a check character"};
  }
  return checked(given, grid);
}

std::string display_grid(std::string_view compact) {
  if (compact.size() != kLength) return std::string(compact);
  const std::string text(compact);
  return text.substr(0, 2) + "-" + text.substr(2, 5) + "-" + text.substr(7, 10) + "-" +
         text.substr(17);
}

}  // namespace engine::identifiers

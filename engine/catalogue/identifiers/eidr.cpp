#include "engine/catalogue/identifiers/check_characters.h"
#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/identifiers/letters.h"
#include "engine/core/text.h"

namespace engine::identifiers {
namespace {

constexpr std::string_view kPrefix = "10.5240/";
constexpr std::size_t kDigits = 20;

}  // namespace

Reading read_eidr(std::string_view given) {
  given = trimmed(given);
  if (given.empty()) return {};
  const std::size_t prefix = given.find(kPrefix);
  const std::string_view suffix =
      prefix == given.npos ? given : given.substr(prefix + kPrefix.size());
  const std::string eidr = squeezed(suffix, "-");
  if (eidr.size() != kDigits + 1 || !all_are(is_hex, std::string_view(eidr).substr(0, kDigits))) {
    return {std::string(given), "an EIDR is 10.5240/, 20 hexadecimal digits and a check character"};
  }
  const char check = *check_mod_37_36(std::string_view(eidr).substr(0, kDigits));
  if (eidr.back() != check) {
    return {std::string(given), wrong_check(eidr.substr(kDigits), {&check, 1})};
  }
  std::string text(kPrefix);
  for (std::size_t i = 0; i < kDigits; i += 4) text += eidr.substr(i, 4) + "-";
  return {text + check, {}};
}

std::string display_eidr(std::string_view compact) { return std::string(compact); }

}  // namespace engine::identifiers

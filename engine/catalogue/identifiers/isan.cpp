#include "engine/catalogue/identifiers/check_characters.h"
#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/identifiers/letters.h"
#include "engine/core/text.h"

namespace engine::identifiers {
namespace {

constexpr std::size_t kRoot = 16;      // Root and episode.
constexpr std::size_t kVersion = 8;    // The version of a V-ISAN.
constexpr std::size_t kIsan = 17;      // With its check character.
constexpr std::size_t kVIsan = 26;     // With both.
constexpr std::size_t kNoChecks = 24;  // A V-ISAN without them.

/// The digits of a text of any of the four lengths, without check characters.
std::string digits_of(std::string_view isan) {
  std::string digits(isan.substr(0, kRoot));
  if (isan.size() == kNoChecks) digits += isan.substr(kRoot);
  if (isan.size() == kVIsan) digits += isan.substr(kIsan, kVersion);
  return digits;
}

/// With the check characters in their places.
std::string with_checks(const std::string& digits) {
  std::string isan = digits.substr(0, kRoot) + *check_mod_37_36(digits.substr(0, kRoot));
  if (digits.size() > kRoot) isan += digits.substr(kRoot) + *check_mod_37_36(digits);
  return isan;
}

}  // namespace

Reading read_isan(std::string_view given) {
  given = trimmed(given);
  if (given.empty()) return {};
  const std::string squeezed_text = squeezed(given, "-.");
  std::string_view isan = squeezed_text;
  for (const std::string_view label : {"VISAN", "ISAN"}) {
    if (isan.starts_with(label)) isan = without_label(isan, label);
  }
  const bool fits = isan.size() == kRoot || isan.size() == kIsan || isan.size() == kNoChecks ||
                    isan.size() == kVIsan;
  const std::string digits = fits ? digits_of(isan) : std::string();
  if (!all_are(is_hex, digits)) {
    return {std::string(given),
            "an ISAN is 16 hexadecimal digits, a V-ISAN 24, each with its check characters"};
  }
  const bool checked = isan.size() == kIsan || isan.size() == kVIsan;
  const std::string expected = with_checks(digits);
  if (checked && isan != expected) {
    return {std::string(given),
            "its check characters do not fit; should be " + display_isan(expected)};
  }
  return {expected, {}};
}

std::string display_isan(std::string_view compact) {
  if (compact.size() != kIsan && compact.size() != kVIsan) return std::string(compact);
  const std::string text(compact);
  std::string shown = text.substr(0, 4) + "-" + text.substr(4, 4) + "-" + text.substr(8, 4) + "-" +
                      text.substr(12, 4) + "-" + text.substr(16, 1);
  if (text.size() == kVIsan) {
    shown += "-" + text.substr(17, 4) + "-" + text.substr(21, 4) + "-" + text.substr(25, 1);
  }
  return shown;
}

}  // namespace engine::identifiers

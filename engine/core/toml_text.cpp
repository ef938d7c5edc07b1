#include "engine/core/toml_text.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <charconv>
#include <sstream>

namespace engine {
namespace {

/// toml++ 3.3 looks a letter above ASCII that stands outside of quotes up in a table that does not
/// have all of them, which is undefined behaviour. So it is given ASCII: in quotes any text may
/// stand, and what stands elsewhere is no TOML either way.
constexpr char kMask = '~';

/// Every byte above ASCII, and the mask itself, as the mask and two digits.
std::string masked(std::string_view toml) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const char c : toml) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && c != kMask) {
      text += c;
    } else {
      text += {kMask, kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return text;
}

std::string unmasked(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int byte = 0;
    const bool is_mask = text[i] == kMask && i + 2 < text.size() &&
                         std::from_chars(&text[i + 1], &text[i + 3], byte, 16).ptr == &text[i + 3];
    plain += is_mask ? static_cast<char>(byte) : text[i];
    if (is_mask) i += 2;
  }
  return plain;
}

}  // namespace

Result<std::string> json_of_toml(std::string_view toml) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (toml.starts_with(kMark)) toml.remove_prefix(kMark.size());
  const toml::parse_result parsed = toml::parse(masked(toml));
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return fail(Errc::kInvalidInput, std::to_string(error.source().begin.line) +
                                         ": no TOML: " + unmasked(error.description()));
  }
  std::ostringstream out;
  out << toml::json_formatter(parsed.table());
  return unmasked(out.str());
}

}  // namespace engine

#include "engine/licences/keys/licence_key.h"

#include "engine/core/text.h"

#include <algorithm>
#include <optional>

namespace engine::licences {
namespace {

constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
constexpr unsigned kBase = 32;
constexpr unsigned kCheckBase = 37;
constexpr std::size_t kTypedBytesMax = 256;

using Digits = std::array<std::uint8_t, kKeyDigits>;

char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// What a character stands for, look-alikes included.
std::optional<unsigned> value_of(char typed, unsigned base) {
  char c = capital(typed);
  if (c == 'I' || c == 'L') c = '1';
  if (c == 'O') c = '0';
  const std::size_t value = kSymbols.find(c);
  if (value >= base) return std::nullopt;
  return static_cast<unsigned>(value);
}

unsigned check_of(const Digits& digits) {
  unsigned rest = 0;
  for (const unsigned digit : digits) rest = (rest * kBase + digit) % kCheckBase;
  return rest;
}

/// Bit `index` of the 100 that the digits hold; the first four are zero.
unsigned bit_of(const LicenceKey& key, std::size_t index) {
  constexpr std::size_t kLeadingZeros = 4;
  if (index < kLeadingZeros) return 0;
  const std::size_t bit = index - kLeadingZeros;
  return key.bits[bit / 8] >> (7 - bit % 8) & 1U;
}

Digits digits_of(const LicenceKey& key) {
  Digits digits{};
  for (std::size_t i = 0; i < kKeyDigits; ++i) {
    unsigned digit = 0;
    for (std::size_t bit = 0; bit < 5; ++bit) digit = digit << 1U | bit_of(key, 5 * i + bit);
    digits[i] = static_cast<std::uint8_t>(digit);
  }
  return digits;
}

LicenceKey key_of(const Digits& digits) {
  LicenceKey key;
  unsigned held = digits[0];  // Its one bit; seven more make a byte.
  unsigned bits = 1;
  std::size_t next = 0;
  for (std::size_t i = 1; i < kKeyDigits; ++i) {
    held = held << 5U | digits[i];
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    key.bits[next++] = static_cast<std::uint8_t>(held >> bits);
  }
  return key;
}

/// What was typed, without what separates it. Empty when a character is not ASCII.
std::optional<std::string> symbols_in(std::string_view text) {
  std::string symbols;
  while (!text.empty()) {
    if (const std::size_t skipped = separator_length(text); skipped != 0) {
      text.remove_prefix(skipped);
      continue;
    }
    if (static_cast<unsigned char>(text.front()) >= 0x80) return std::nullopt;
    symbols += capital(text.front());
    text.remove_prefix(1);
  }
  return symbols;
}

bool has_prefix(std::string_view symbols) {
  return symbols.size() >= kKeyPrefix.size() && symbols.substr(0, 2) == kKeyPrefix.substr(0, 2) &&
         value_of(symbols[2], kBase) == 1U;
}

}  // namespace

std::size_t separator_length(std::string_view text) {
  // Of Unicode: no-break and narrow spaces, hyphens, dashes, minus; soft hyphen, zero width, mark.
  constexpr std::array<std::string_view, 21> kSeparators{
      "-",      " ",      "\t",     "\n",     "\r",     "_",      "\u00A0",
      "\u2007", "\u2009", "\u202F", "\u2010", "\u2011", "\u2012", "\u2013",
      "\u2014", "\u2015", "\u2212", "\u00AD", "\u200B", "\u2060", "\uFEFF"};
  for (const std::string_view one : kSeparators) {
    if (text.starts_with(one)) return one.size();
  }
  return 0;
}

std::string to_string(const LicenceKey& key) {
  const Digits digits = digits_of(key);
  std::string text(kKeyPrefix);
  for (std::size_t i = 0; i < kKeyDigits; ++i) {
    if (i % kKeyGroup == 0) text += '-';
    text += kSymbols[digits[i]];
  }
  return text + '-' + kSymbols[check_of(digits)];
}

Result<LicenceKey> parse_licence_key(std::string_view text) {
  const std::string_view given = trimmed(text);
  const auto refuse = [&](const std::string& why) {
    return fail(Errc::kInvalidInput,
                "'" + clean_utf8(given.substr(0, kTypedBytesMax)) + "': no licence key: " + why);
  };
  const auto symbols = given.size() > kTypedBytesMax ? std::nullopt : symbols_in(given);
  if (!symbols || !has_prefix(*symbols)) {
    return refuse("expected CT1- and 21 characters, CT1-XXXXX-XXXXX-XXXXX-XXXXX-X");
  }
  const std::string_view typed = std::string_view(*symbols).substr(kKeyPrefix.size());
  if (typed.size() != kKeyDigits + 1) {
    return refuse("it has " + std::to_string(typed.size()) + " characters behind CT1 and not " +
                  std::to_string(kKeyDigits + 1) + "; type all of it");
  }
  Digits digits{};
  for (std::size_t i = 0; i < kKeyDigits; ++i) {
    const auto digit = value_of(typed[i], kBase);
    if (!digit) {
      return refuse(std::string("'") + typed[i] + "' stands in none; type it as it was given");
    }
    digits[i] = static_cast<std::uint8_t>(*digit);
  }
  const auto check = value_of(typed.back(), kCheckBase);
  if (check != check_of(digits) || digits[0] > 1) {
    return refuse("its check character is wrong, so it was mistyped; type it as it was given");
  }
  return key_of(digits);
}

std::string tidy_key(std::string_view text) {
  const auto key = parse_licence_key(text);
  return key ? to_string(*key) : std::string(text);
}

}  // namespace engine::licences

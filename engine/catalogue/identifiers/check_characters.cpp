#include "engine/catalogue/identifiers/check_characters.h"

namespace engine::identifiers {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

int digit(char c) { return c - '0'; }
char as_digit(int value) { return static_cast<char>('0' + value); }

}  // namespace

std::optional<char> check_mod_37_36(std::string_view text) {
  constexpr int kSize = 36;
  int product = kSize;
  for (const char c : text) {
    const std::size_t value = kAlphabet.find(c);
    if (value == kAlphabet.npos) return std::nullopt;
    const int sum = (product + static_cast<int>(value)) % kSize;
    product = (sum == 0 ? kSize : sum) * 2 % (kSize + 1);
  }
  return kAlphabet[static_cast<std::size_t>((kSize + 1 - product) % kSize)];
}

char check_mod_11_2(std::string_view digits) {
  constexpr int kModulus = 11;
  int total = 0;
  for (const char c : digits) total = (total + digit(c)) * 2 % kModulus;
  const int check = (kModulus + 1 - total) % kModulus;
  return check == 10 ? 'X' : as_digit(check);
}

char check_weighted_mod_10(int start, std::string_view digits) {
  int sum = start;
  for (std::size_t i = 0; i < digits.size(); ++i) sum += static_cast<int>(i + 1) * digit(digits[i]);
  return as_digit((10 - sum % 10) % 10);
}

char check_gs1(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const bool odd_from_right = (digits.size() - i) % 2 == 1;
    sum += digit(digits[i]) * (odd_from_right ? 3 : 1);
  }
  return as_digit((10 - sum % 10) % 10);
}

std::string check_ipi_name(std::string_view digits) {
  constexpr int kModulus = 101;
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    sum += (10 - static_cast<int>(i)) * digit(digits[i]);
  }
  const int rest = sum % kModulus;
  const int check = rest == 0 ? 0 : (kModulus - rest) % 100;
  return {as_digit(check / 10), as_digit(check % 10)};
}

std::string wrong_check(std::string_view found, std::string_view expected) {
  return "check " + std::string(expected.size() > 1 ? "digits are " : "character is ") +
         std::string(found) + " and should be " + std::string(expected);
}

}  // namespace engine::identifiers

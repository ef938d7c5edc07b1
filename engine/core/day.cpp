#include "engine/core/day.h"

#include <algorithm>
#include <charconv>

namespace engine {
namespace {

constexpr std::size_t kDigits = 8;

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

std::optional<Day> parse_day(std::string_view text) {
  std::string digits(text);
  if (digits.size() == kDigits + 2 && digits[4] == '-' && digits[7] == '-') {
    digits.erase(7, 1);
    digits.erase(4, 1);
  }
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool fits = digits.size() == kDigits && std::all_of(digits.begin(), digits.end(), is_digit);
  if (!fits) return std::nullopt;
  const std::string_view view = digits;
  const std::chrono::year_month_day date{
      std::chrono::year{number(view.substr(0, 4))},
      std::chrono::month{static_cast<unsigned>(number(view.substr(4, 2)))},
      std::chrono::day{static_cast<unsigned>(number(view.substr(6, 2)))}};
  if (!date.ok()) return std::nullopt;
  return Day{date};
}

std::string to_compact_string(Day day) {
  const std::chrono::year_month_day date{day};
  std::string text = std::to_string(static_cast<int>(date.year()));
  text.insert(0, text.size() < 4 ? 4 - text.size() : 0, '0');
  for (const unsigned part :
       {static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())}) {
    text += static_cast<char>('0' + part / 10);
    text += static_cast<char>('0' + part % 10);
  }
  return text;
}

std::string to_string(Day day) {
  std::string text = to_compact_string(day);
  text.insert(6, 1, '-');
  text.insert(4, 1, '-');
  return text;
}

std::string to_string(const std::optional<Day>& day) {
  return day ? to_string(*day) : std::string();
}

}  // namespace engine

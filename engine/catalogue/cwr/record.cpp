#include "engine/catalogue/cwr/record.h"

#include "engine/catalogue/folded_text.h"
#include "engine/core/text.h"
#include "engine/core/text_decoder.h"

#include <algorithm>
#include <charconv>

namespace engine::catalogue::cwr {
namespace {

constexpr std::int32_t kPpmPerUnit = 100;  // A unit is a hundredth of a percent.
constexpr std::size_t kShareDigits = 5;
constexpr std::size_t kDayDigits = 8;

}  // namespace

Record::Record(std::string_view line) : line_(code_points(line)) {}

std::string Record::raw(std::size_t position, std::size_t length) const {
  std::string text;
  for (std::size_t i = position - 1; i < line_.size() && i < position - 1 + length; ++i) {
    append_utf8(text, line_[i]);
  }
  return text;
}

std::string Record::text(std::size_t position, std::size_t length) const {
  return std::string(trimmed(raw(position, length)));
}

std::optional<std::int64_t> Record::number(std::size_t position, std::size_t length) const {
  const std::string digits = text(position, length);
  std::int64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (digits.empty() || error != std::errc{} || stop != end || value < 0) return std::nullopt;
  return value;
}

std::optional<std::int32_t> Record::share_ppm(std::size_t position) const {
  const auto units = number(position, kShareDigits);
  if (!units) return std::nullopt;
  return static_cast<std::int32_t>(*units) * kPpmPerUnit;
}

std::optional<Day> Record::day(std::size_t position) const {
  return parse_day(raw(position, kDayDigits));
}

bool Record::says(std::size_t position, std::size_t length) const {
  return raw(position, length).find_first_not_of(" 0") != std::string::npos;
}

RecordText::RecordText(std::string_view type) : line_(type) {}

RecordText& RecordText::text(std::size_t position, std::size_t length, std::string_view value) {
  const std::string field = cwr_text(value).substr(0, length);
  const std::size_t end = position - 1 + length;
  if (line_.size() < end) line_.resize(end, ' ');
  line_.replace(position - 1, field.size(), field);
  return *this;
}

RecordText& RecordText::columns(std::size_t position, std::string_view utf8) {
  std::string field;
  for (const char32_t letter : code_points(utf8)) {
    std::string one;
    append_utf8(one, letter);
    field.push_back(cwr_text(one).front());  // Of "SS" the first.
  }
  return native(position, field);
}

RecordText& RecordText::native(std::size_t position, std::string_view utf8) {
  line_.resize(position - 1, ' ');
  line_ += utf8;
  return *this;
}

RecordText& RecordText::number(std::size_t position, std::size_t length, std::int64_t value) {
  std::string digits = std::to_string(value);
  digits.insert(0, digits.size() < length ? length - digits.size() : 0, '0');
  return text(position, length, digits);
}

RecordText& RecordText::share(std::size_t position, std::optional<std::int32_t> ppm) {
  return number(position, kShareDigits, (ppm.value_or(0) + kPpmPerUnit / 2) / kPpmPerUnit);
}

RecordText& RecordText::day(std::size_t position, const std::optional<Day>& day) {
  return text(position, kDayDigits, day ? to_compact_string(*day) : std::string(kDayDigits, '0'));
}

std::string RecordText::line(std::size_t length) const {
  std::string line = line_;
  line.resize(std::max(length, line.size()), ' ');
  return line;
}

std::string cwr_text(std::string_view utf8) {
  std::string text = upper_ascii(utf8);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

}  // namespace engine::catalogue::cwr

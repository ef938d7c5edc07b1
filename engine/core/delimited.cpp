#include "engine/core/delimited.h"

#include <algorithm>
#include <array>
#include <utility>

namespace engine {
namespace {

constexpr std::array kSeparators = {',', ';', '\t'};

/// Where the first line ends, outside quotes; npos while it goes on.
std::size_t end_of_first_line(std::string_view text) {
  bool quoted = false;
  bool blank = true;  // Empty lines before it are none.
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    const bool line_end = text[i] == '\n' || text[i] == '\r';
    if (line_end && !quoted && !blank) return i;
    blank = blank && line_end;
  }
  return text.npos;
}

}  // namespace

char separator_of(std::string_view first_line) {
  std::array<std::size_t, kSeparators.size()> counts{};
  bool quoted = false;
  for (const char c : first_line) {
    if (c == '"') quoted = !quoted;
    const auto* const found = std::find(kSeparators.begin(), kSeparators.end(), c);
    if (!quoted && found != kSeparators.end()) {
      ++counts[static_cast<std::size_t>(found - kSeparators.begin())];
    }
  }
  const auto* const most = std::max_element(counts.begin(), counts.end());
  return kSeparators[static_cast<std::size_t>(most - counts.begin())];
}

Result<void> DelimitedReader::feed(std::string_view bytes) {
  return take(decoder_.feed(bytes), false);
}

Result<void> DelimitedReader::finish() {
  TRY(const std::string rest, decoder_.finish());
  TRY_VOID(take(rest, true));
  return parser_->finish();
}

Result<void> DelimitedReader::take(std::string_view text, bool at_end) {
  if (parser_) return parser_->feed(text);
  head_ += text;
  const std::size_t end = end_of_first_line(head_);
  if (end == head_.npos && !at_end && head_.size() <= CsvParser::kMaxRowBytes) return {};
  separator_ = separator_of(std::string_view(head_).substr(0, end));
  parser_.emplace(sink_, separator_);
  return parser_->feed(std::exchange(head_, {}));
}

std::string delimited_row(std::span<const std::string> fields, char separator) {
  std::string row;
  for (const std::string& field : fields) {
    if (&field != fields.data()) row.push_back(separator);
    const bool plain = field.find_first_of("\"\r\n") == field.npos &&
                       field.find(separator) == field.npos && !field.starts_with(' ') &&
                       !field.ends_with(' ');
    if (plain) {
      row += field;
      continue;
    }
    row.push_back('"');
    for (const char c : field) {
      if (c == '"') row.push_back('"');
      row.push_back(c);
    }
    row.push_back('"');
  }
  return row;
}

}  // namespace engine

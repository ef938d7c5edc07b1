#include "engine/core/csv.h"

#include <algorithm>
#include <utility>

namespace engine {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

/// A sign, digits, and at most one dot among them: what a spreadsheet takes for a number.
bool is_plain_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  const auto dots = std::count(text.begin(), text.end(), '.');
  return digits > 0 && dots <= 1 && static_cast<std::size_t>(digits + dots) == text.size();
}

bool would_run_as_formula(std::string_view text) {
  constexpr std::string_view kStarters = "=+-@\t\r\n";
  return !text.empty() && kStarters.find(text.front()) != kStarters.npos && !is_plain_number(text);
}

}  // namespace

Result<void> CsvParser::feed(std::string_view chunk) {
  if (!failure_.empty()) return fail(Errc::kInvalidInput, failure_);
  for (const char c : chunk) TRY_VOID(take(c));
  return {};
}

Result<void> CsvParser::finish() {
  if (!failure_.empty()) return fail(Errc::kInvalidInput, failure_);
  if (state_ == State::kQuoted) {
    return stop("a quoted field is never closed; add the closing quote, or double quotes in text");
  }
  if (at_start_) take_mark('\n');  // A file that is nothing but the start of a mark.
  if (row_bytes_ > 0) end_row();
  return {};
}

Result<void> CsvParser::take(char c) {
  if (at_start_ && take_mark(c)) return {};
  if (c == '\0') return stop("holds a NUL byte, so is not text; save it as CSV in UTF-8");
  const bool ends_a_crlf = after_cr_ && c == '\n' && state_ != State::kQuoted;
  count_line(c);
  if (ends_a_crlf) return {};
  if (is_line_end(c) && state_ != State::kQuoted) {
    end_row();
    return {};
  }
  if (++row_bytes_ > kMaxRowBytes) {
    return stop("a row is longer than " + std::to_string(kMaxRowBytes) +
                " bytes; a quote may be missing");
  }
  row_text_.push_back(c);
  if (state_ == State::kQuoted) {
    take_quoted(c);
  } else {
    take_unquoted(c);
  }
  return {};
}

void CsvParser::take_unquoted(char c) {
  switch (state_) {
    case State::kFieldStart:
    case State::kPlain:
      if (c == separator_) {
        end_field();
      } else if (c == '"' && state_ == State::kFieldStart) {
        state_ = State::kQuoted;
      } else {
        field_.push_back(c);
        state_ = State::kPlain;
      }
      break;
    case State::kQuoteInQuoted:
      if (c == '"') {
        field_.push_back(c);
        state_ = State::kQuoted;
      } else if (c == separator_) {
        end_field();
      } else {
        state_ = State::kBadRow;
      }
      break;
    case State::kQuoted:
    case State::kBadRow: break;
  }
}

void CsvParser::take_quoted(char c) {
  if (c == '"') {
    state_ = State::kQuoteInQuoted;
  } else {
    field_.push_back(c);
  }
}

void CsvParser::end_field() {
  fields_.push_back(std::exchange(field_, {}));
  state_ = State::kFieldStart;
}

void CsvParser::end_row() {
  const std::uint64_t line = std::exchange(row_line_, line_);
  const bool empty = std::exchange(row_bytes_, 0) == 0;
  const bool bad = state_ == State::kBadRow;
  end_field();
  std::vector<std::string> fields = std::exchange(fields_, {});
  if (!empty) tell(line, bad, std::move(fields));
  row_text_.clear();
}

void CsvParser::tell(std::uint64_t line, bool bad, std::vector<std::string> fields) {
  if (bad) {
    sink_.on_reject(line, Error(Errc::kInvalidInput,
                                "text after a closing quote; double the quotes inside a field"));
    return;
  }
  if (columns_ == 0) columns_ = fields.size();
  if (fields.size() != columns_) {
    sink_.on_reject(line, Error(Errc::kInvalidInput, "has " + std::to_string(fields.size()) +
                                                         " fields where the first row has " +
                                                         std::to_string(columns_)));
    return;
  }
  sink_.on_row(line, std::move(fields));
}

void CsvParser::count_line(char c) {
  if (c == '\r' || (c == '\n' && !after_cr_)) ++line_;
  after_cr_ = c == '\r';
}

/// Whether `c` belongs to the byte order mark. When it shows that there is none, the bytes that
/// looked like one are the first of the text.
bool CsvParser::take_mark(char c) {
  if (c == kByteOrderMark[mark_bytes_]) {
    ++mark_bytes_;
    at_start_ = mark_bytes_ < kByteOrderMark.size();
    return true;
  }
  at_start_ = false;
  for (const char seen : kByteOrderMark.substr(0, mark_bytes_)) {
    take_unquoted(seen);
    row_text_.push_back(seen);
    ++row_bytes_;
  }
  return false;
}

Result<void> CsvParser::stop(std::string_view why) {
  failure_ = std::to_string(row_line_) + ": " + std::string(why);
  return fail(Errc::kInvalidInput, failure_);
}

std::string csv_field(std::string_view text) {
  std::string field;
  if (would_run_as_formula(text)) field.push_back('\'');
  field += text;
  // Some readers trim blanks; at the start of a file a byte order mark would be taken for its own.
  const bool fragile =
      field.starts_with(' ') || field.ends_with(' ') || field.starts_with(kByteOrderMark);
  if (!fragile && field.find_first_of(",\"\r\n\t") == field.npos) return field;
  std::string quoted = "\"";
  for (const char c : field) {
    if (c == '"') quoted.push_back('"');
    quoted.push_back(c);
  }
  quoted.push_back('"');
  return quoted;
}

std::string_view without_formula_guard(std::string_view text) {
  constexpr std::string_view kRuns = "=+-@\t";
  const bool guarded = text.size() > 1 && text.front() == '\'' && kRuns.find(text[1]) != kRuns.npos;
  return guarded ? text.substr(1) : text;
}

std::string csv_row(std::span<const std::string> fields) {
  // One empty field alone would be an empty line, which is no row.
  if (fields.size() == 1 && fields.front().empty()) return "\"\"\r\n";
  std::string row;
  for (const std::string& field : fields) {
    if (&field != fields.data()) row.push_back(',');
    row += csv_field(field);
  }
  row += "\r\n";
  return row;
}

}  // namespace engine

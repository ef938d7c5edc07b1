// Comma-separated values as RFC 4180 has them, read in pieces and written row by row.
#pragma once

#include "engine/core/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

class CsvSink {
 public:
  virtual ~CsvSink() = default;
  /// `line` (from 1) is where the row starts. Every row has as many fields as the first.
  virtual void on_row(std::uint64_t line, std::vector<std::string> fields) = 0;
  /// A row that cannot be read is told of and passed over.
  virtual void on_reject(std::uint64_t line, const Error& why) = 0;
};

/// Turns bytes that are pushed to it into rows.
///
/// Lines end in LF, CRLF or CR; quoted fields may hold commas, quotes (doubled) and line ends; a
/// UTF-8 byte order mark at the start and empty lines are left out. A quote inside an unquoted
/// field is taken as it is. Rejected are rows with more or fewer fields than the first row, and
/// rows with text after a closing quote. Holds at most one row, so that a file of any size needs no
/// more than kMaxRowBytes. However the bytes are cut into chunks, the sink, which must outlive the
/// parser, sees the same calls.
class CsvParser {
 public:
  static constexpr std::size_t kMaxRowBytes = std::size_t{1} << 20;

  explicit CsvParser(CsvSink& sink, char separator = ',') : sink_(sink), separator_(separator) {}

  /// Errors: kInvalidInput when this is no CSV at all (a NUL byte, a row over kMaxRowBytes), from
  /// then on for every call. Messages begin with the line, "12: ...".
  Result<void> feed(std::string_view chunk);

  /// The end of the input. Errors: as `feed`; kInvalidInput when a quoted field is still open.
  Result<void> finish();

  /// The text of the row that the sink is being told of, without its line end; also of one that is
  /// rejected. Valid during the call.
  std::string_view row_text() const { return row_text_; }

 private:
  enum class State : std::uint8_t { kFieldStart, kPlain, kQuoted, kQuoteInQuoted, kBadRow };

  Result<void> take(char c);
  void take_unquoted(char c);
  void take_quoted(char c);
  void end_field();
  void end_row();
  void tell(std::uint64_t line, bool bad, std::vector<std::string> fields);
  void count_line(char c);
  bool take_mark(char c);
  Result<void> stop(std::string_view why);

  CsvSink& sink_;
  char separator_;
  State state_ = State::kFieldStart;
  std::vector<std::string> fields_;
  std::string field_;
  std::string row_text_;        // Of the current row.
  std::size_t row_bytes_ = 0;   // Taken of the current row; 0 tells an empty line.
  std::size_t columns_ = 0;     // Of the first row; 0 before it.
  std::uint64_t line_ = 1;      // Of the next byte.
  std::uint64_t row_line_ = 1;  // Where the current row began.
  std::size_t mark_bytes_ = 0;  // Of the byte order mark, as far as seen.
  bool at_start_ = true;        // Still possibly within the mark.
  bool after_cr_ = false;       // An LF now belongs to the line end before it.
  std::string failure_;         // Why the input was given up; empty while it was not.
};

/// One field as it stands in a file: quoted where it must be. Text that a spreadsheet would run as
/// a formula (a leading '=', '+', '-', '@', tab or line end) gets a "'" before it; plain numbers
/// ("-12.5") do not.  Source: OWASP, "CSV Injection".
std::string csv_field(std::string_view text);

/// Without the "'" that csv_field, and people, put before what would run as a formula.
std::string_view without_formula_guard(std::string_view text);

/// Fields with commas between them and CRLF at the end.
std::string csv_row(std::span<const std::string> fields);

}  // namespace engine

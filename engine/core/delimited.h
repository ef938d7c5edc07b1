// Delimited text as spreadsheets and libraries write it: any encoding of text_decoder.h, and comma,
// semicolon or tab between the fields. Says both after it has found them out.
#pragma once

#include "engine/core/csv.h"
#include "engine/core/text_decoder.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace engine {

/// The one of ',', ';' and tab that stands most often outside quotes in the first line; ',' where
/// none does, and the first of these where they are as many.
char separator_of(std::string_view first_line);

/// Turns bytes that are pushed to it into the rows of a CsvParser, in UTF-8. However they are cut,
/// the sink, which must outlive the reader, sees the same calls.
class DelimitedReader {
 public:
  explicit DelimitedReader(CsvSink& sink) : sink_(sink) {}

  /// Errors: those of CsvParser.
  Result<void> feed(std::string_view bytes);
  Result<void> finish();

  Encoding encoding() const { return decoder_.encoding(); }
  char separator() const { return separator_; }  ///< Valid from the first call of the sink on.

  /// The text of the row that the sink is being told of, as it is in the file but in UTF-8 and
  /// without its line end.
  std::string_view row_text() const { return parser_ ? parser_->row_text() : std::string_view(); }

 private:
  Result<void> take(std::string_view text, bool at_end);

  CsvSink& sink_;
  TextDecoder decoder_;
  std::string head_;  // Of the text, until the first line is whole.
  char separator_ = ',';
  std::optional<CsvParser> parser_;  // Once the separator is known.
};

/// Fields as one row of such a file, without a line end; quoted where they must be.
std::string delimited_row(std::span<const std::string> fields, char separator);

}  // namespace engine

#include "engine/catalogue/rejected_rows.h"

#include "engine/catalogue/catalogue_columns.h"
#include "engine/core/delimited.h"
#include "engine/core/file.h"
#include "engine/core/text.h"

namespace engine::catalogue {

void RejectedRows::begin(const SourceHeader& header) {
  header_ = header;
  for (std::size_t i = 0; i < header_.fields.size(); ++i) {
    if (to_lower_ascii(trimmed(header_.fields[i])) == kReasonColumn) reason_column_ = i;
  }
  if (!header_.fields.empty() && !reason_column_) header_.fields.emplace_back(kReasonColumn);
}

void RejectedRows::add(const SourceRow& row, const Error& why) {
  if (row.line == last_line_) return;
  last_line_ = row.line;
  if (row.fields.empty()) {
    text_ += row.text + "\r\n";
    return;
  }
  std::vector<std::string> fields = row.fields;
  if (reason_column_) {
    fields[*reason_column_] = why.message();
  } else {
    fields.push_back(why.message());
  }
  text_ += delimited_row(fields, header_.separator) + "\r\n";
}

Result<void> RejectedRows::finish() const {
  if (text_.empty()) return {};
  if (header_.fields.empty()) return write_file(file_, header_.text + text_);
  return write_file(file_, delimited_row(header_.fields, header_.separator) + "\r\n" + text_);
}

}  // namespace engine::catalogue

// The forms in which documents are handed out, and documents in one of them.
#pragma once

#include "engine/core/result.h"
#include "reports/documents/document.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engine::run {

enum class Format : std::uint8_t { kTable, kCsv, kJson, kXlsx, kPdf, kHtml };

/// "xlsx": the word for --format, and the ending of a file's name.
std::string_view word_for(Format format);
std::optional<Format> format_named(std::string_view word);

/// "text/csv; charset=utf-8", ...
std::string_view media_type_of(Format format);

/// A page, or a workbook. Errors: those of the writers.
Result<std::string> written(const reports::documents::Document& document, Format format);

}  // namespace engine::run

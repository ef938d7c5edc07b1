#include "engine/run/document_format.h"

#include <algorithm>
#include <array>

namespace engine::run {
namespace {

struct FormatWords {
  Format format;
  std::string_view word;
  std::string_view media_type;
};

constexpr std::array<FormatWords, 6> kFormats{{
    {Format::kTable, "table", "text/plain; charset=utf-8"},
    {Format::kCsv, "csv", "text/csv; charset=utf-8"},
    {Format::kJson, "json", "application/json"},
    {Format::kXlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {Format::kPdf, "pdf", "application/pdf"},
    {Format::kHtml, "html", "text/html; charset=utf-8"},
}};

const FormatWords& words_of(Format format) {
  return *std::ranges::find(kFormats, format, &FormatWords::format);
}

}  // namespace

std::string_view word_for(Format format) { return words_of(format).word; }

std::string_view media_type_of(Format format) { return words_of(format).media_type; }

std::optional<Format> format_named(std::string_view word) {
  const auto* const found = std::ranges::find(kFormats, word, &FormatWords::word);
  if (found == kFormats.end()) return std::nullopt;
  return found->format;
}

Result<std::string> written(const reports::documents::Document& document, Format format) {
  if (format == Format::kXlsx) return reports::documents::xlsx_of(document);
  if (format == Format::kPdf) return reports::documents::pdf_of(document);
  return reports::documents::html_of(document);
}

}  // namespace engine::run

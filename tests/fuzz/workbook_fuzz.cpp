// Any bytes as a workbook of others, and as one of its parts: read it, and fill cells of its first
// sheet. What was filled is a workbook again, with these cells in it.
#include "engine/core/file.h"
#include "reports/documents/workbook_reader.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace {

using namespace reports::documents;

const std::filesystem::path& scratch() {
  static const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("workbook_fuzz." + std::to_string(getpid()));
  return path;
}

void read_and_fill(const std::string& bytes) {
  if (!engine::write_file(scratch(), bytes)) std::abort();
  const auto book = WorkbookReader::open(scratch());
  if (!book) {
    if (book.error().message().empty()) std::abort();
    return;
  }
  if (book->sheets().empty()) return;
  const ReadSheet& first = book->sheets().front();
  const auto filled =
      book->filled(first, {{place_of("B2"), "<text>"}, {place_of("D4"), "0.5", true}});
  if (filled && !filled->starts_with("PK")) std::abort();
}

/// A workbook whose sheet, strings or list of sheets is `part`.
std::string book_with(std::string part, unsigned which) {
  std::vector<ZipPart> parts{
      {"[Content_Types].xml", "<Types/>"},
      {"xl/workbook.xml",
       "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" r:id=\"1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"1\" Target=\"s.xml\"/></Relationships>"},
      {"xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>"},
      {"xl/s.xml", "<worksheet><sheetData/></worksheet>"}};
  parts[which].content = std::move(part);
  return zip_of(parts).value_or("");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string text(data + 1, data + size);
  const unsigned which = data[0] % 6;
  read_and_fill(which == 5 ? text : book_with(std::move(text), which));
  return 0;
}

#include "ingest/cut_end.h"

#include <algorithm>
#include <numeric>

namespace ingest {
namespace {

/// Big-endian, as ISO media files are.
std::uint64_t big_endian(std::string_view bytes) {
  return std::accumulate(bytes.begin(), bytes.end(), std::uint64_t{0},
                         [](std::uint64_t value, unsigned char byte) { return value << 8 | byte; });
}

bool ends_inside_page(const MediaBytes& bytes) {
  constexpr std::int64_t kPageBytesMax = 27 + 255 + 255 * 255;
  constexpr std::size_t kHeaderBytes = 27;
  const std::int64_t start = std::max<std::int64_t>(bytes.total_bytes() - kPageBytesMax, 0);
  const std::string tail = bytes.read_at(start, static_cast<std::size_t>(kPageBytesMax));
  const std::size_t at = tail.rfind("OggS");
  if (at == tail.npos) return false;
  const std::string_view page = std::string_view(tail).substr(at);
  if (page.size() < kHeaderBytes) return true;
  const auto segments = static_cast<unsigned char>(page[kHeaderBytes - 1]);
  if (page.size() < kHeaderBytes + segments) return true;
  const std::string_view lacing = page.substr(kHeaderBytes, segments);
  const std::size_t body =
      std::accumulate(lacing.begin(), lacing.end(), std::size_t{0},
                      [](std::size_t sum, unsigned char length) { return sum + length; });
  return page.size() < kHeaderBytes + segments + body;
}

bool ends_inside_box(const MediaBytes& bytes) {
  constexpr int kBoxesMax = 1'000'000;  // A fragment a second for a hundred hours, and some.
  const std::int64_t total = bytes.total_bytes();
  std::int64_t at = 0;
  for (int i = 0; i < kBoxesMax && at < total; ++i) {
    const std::string header = bytes.read_at(at, 16);
    if (header.size() < 8) return false;  // Padding, as some writers leave behind.
    const std::string_view type = std::string_view(header).substr(4, 4);
    std::uint64_t size = big_endian(std::string_view(header).substr(0, 4));
    if (size == 0) return false;  // "Until the end of the file."
    if (size == 1) size = header.size() == 16 ? big_endian(std::string_view(header).substr(8)) : 0;
    if (size < 8) return false;
    // Only what carries sound tells of a loss: anything else there may be junk of other programs.
    const bool media = type == "mdat" || type == "moof";
    if (size > static_cast<std::uint64_t>(total - at)) return media;
    at += static_cast<std::int64_t>(size);
  }
  return false;
}

}  // namespace

bool ends_inside_element(const MediaBytes& bytes) {
  if (bytes.head().starts_with("OggS")) return ends_inside_page(bytes);
  if (bytes.head().size() >= 8 && bytes.head().substr(4, 4) == "ftyp")
    return ends_inside_box(bytes);
  return false;
}

}  // namespace ingest

#include "ingest/xmp_box.h"

#include <algorithm>
#include <cstdint>

namespace ingest {
namespace {

constexpr std::string_view kXmpId =
    "\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";
constexpr std::size_t kHeadBytes = 8;        // Size and name.
constexpr std::size_t kLargeHeadBytes = 16;  // Size 1, name, and the size in 64 bits.

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8U | static_cast<unsigned char>(c);
  return value;
}

}  // namespace

std::string xmp_of_boxes(const MediaBytes& media, std::size_t bytes_max) {
  constexpr int kBoxesMax = 10'000;
  std::uint64_t at = 0;
  for (int i = 0; i < kBoxesMax; ++i) {
    const std::string head =
        media.read_at(static_cast<std::int64_t>(at), kLargeHeadBytes + kXmpId.size());
    if (head.size() < kHeadBytes) return {};
    std::uint64_t size = big_endian(std::string_view(head).substr(0, 4));
    std::size_t head_bytes = kHeadBytes;
    if (size == 1 && head.size() >= kLargeHeadBytes) {
      head_bytes = kLargeHeadBytes;
      size = big_endian(std::string_view(head).substr(kHeadBytes, 8));
    }
    const bool is_xmp = std::string_view(head).substr(4, 4) == "uuid" &&
                        std::string_view(head).substr(head_bytes).starts_with(kXmpId);
    if (size == 0 || size > INT64_MAX / 2) size = INT64_MAX / 2;  // 0: until the end of the file.
    if (size < head_bytes) return {};
    if (is_xmp && size >= head_bytes + kXmpId.size()) {
      const std::uint64_t length = size - head_bytes - kXmpId.size();
      return media.read_at(static_cast<std::int64_t>(at + head_bytes + kXmpId.size()),
                           std::min<std::uint64_t>(length, bytes_max));
    }
    if (at > INT64_MAX / 2) return {};
    at += size;
  }
  return {};
}

std::string xmp_box(std::string_view xmp) {
  const std::size_t size = kHeadBytes + kXmpId.size() + xmp.size();
  std::string box;
  for (int shift = 24; shift >= 0; shift -= 8) box += static_cast<char>(size >> shift & 0xFFU);
  return box.append("uuid").append(kXmpId).append(xmp);
}

}  // namespace ingest

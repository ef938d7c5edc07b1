#include "ingest/stated_size.h"

#include "engine/core/bytes.h"

namespace ingest {
namespace {

using engine::ByteReader;
using engine::MediaTime;

/// An EBML variable-length integer: leading zero bits of the first byte count the further bytes.
struct Vint {
  std::uint64_t value = 0;
  bool unknown = false;  ///< All value bits set: "size unknown".
};

Vint get_vint(ByteReader& in) {
  const auto first = in.get<std::uint8_t>();
  int further = 0;
  while (further < 8 && (first & (0x80 >> further)) == 0) ++further;
  if (further == 8) return {.value = 0, .unknown = true};
  const std::uint64_t mask = 0x7FU >> further;
  Vint vint{.value = first & mask, .unknown = (first & mask) == mask};
  for (int i = 0; i < further; ++i) {
    const auto byte = in.get<std::uint8_t>();
    vint.value = vint.value << 8 | byte;
    vint.unknown = vint.unknown && byte == 0xFF;
  }
  return vint;
}

std::int64_t matroska_end(std::string_view head) {
  constexpr std::string_view kSegmentId = "\x18\x53\x80\x67";
  ByteReader in(head);
  in.get_raw(4);
  const Vint header = get_vint(in);
  if (header.unknown || header.value > in.remaining()) return 0;
  in.get_raw(static_cast<std::size_t>(header.value));
  if (in.get_raw(kSegmentId.size()) != kSegmentId) return 0;
  const Vint segment = get_vint(in);
  constexpr std::uint64_t kBytesMax = std::uint64_t{1} << 56;
  if (!in.ok() || segment.unknown || segment.value == 0 || segment.value > kBytesMax) return 0;
  return static_cast<std::int64_t>(head.size() - in.remaining() + segment.value);
}

/// Sizes near the largest 31- and 32-bit number stand for "until the end".
bool is_placeholder(std::uint64_t size) {
  return size == 0 || (size >= 0x7FFFF000 && size <= 0x7FFFFFFF) ||
         (size >= 0xFFFFF000 && size <= 0xFFFFFFFF);
}

std::int64_t avi_end(std::string_view head) {
  ByteReader in(head.substr(4));
  const std::uint64_t size = in.get<std::uint32_t>();
  return is_placeholder(size) ? 0 : static_cast<std::int64_t>(8 + size);
}

std::int64_t asf_end(std::string_view head) {
  constexpr std::string_view kFileProperties(
      "\xA1\xDC\xAB\x8C\x47\xA9\xCF\x11\x8E\xE4\x00\xC0\x0C\x20\x53\x65", 16);
  const std::size_t at = head.find(kFileProperties);
  if (at == head.npos) return 0;
  ByteReader in(head.substr(at));
  in.get_raw(40);  // The object's id and size, the file's id.
  const auto file_bytes = in.get<std::uint64_t>();
  in.get_raw(40);  // Creation, packets, durations, preroll.
  const bool broadcast = (in.get<std::uint32_t>() & 1) != 0;
  constexpr std::uint64_t kBytesMax = std::uint64_t{1} << 56;
  const bool known = in.ok() && !broadcast && file_bytes < kBytesMax;
  return known ? static_cast<std::int64_t>(file_bytes) : 0;
}

MediaTime wave_duration(std::string_view head) {
  ByteReader in(head);
  in.get_raw(12);  // "RIFF" size "WAVE"
  std::uint64_t bytes_per_second = 0;
  std::uint64_t long_size = 0;
  while (in.ok() && !in.at_end()) {
    const std::string_view id = in.get_raw(4);
    const std::uint64_t size = in.get<std::uint32_t>();
    if (id == "data") {
      const std::uint64_t bytes = long_size != 0 ? long_size : size;
      constexpr std::uint64_t kBytesMax = UINT64_MAX / 2 / 1'000'000;
      const bool known = in.ok() && bytes_per_second > 0 && bytes < kBytesMax &&
                         (long_size != 0 || !is_placeholder(size));
      return known ? MediaTime{static_cast<std::int64_t>(bytes * 1'000'000 / bytes_per_second)}
                   : MediaTime{0};
    }
    if (size > in.remaining()) break;
    ByteReader chunk(in.get_raw(static_cast<std::size_t>(size + (size & 1))));
    if (id == "fmt ") {
      chunk.get_raw(8);  // Format, channels, sample rate.
      bytes_per_second = chunk.get<std::uint32_t>();
    } else if (id == "ds64") {
      chunk.get_raw(8);  // Size of the whole file.
      long_size = chunk.get<std::uint64_t>();
    }
  }
  return MediaTime{0};
}

}  // namespace

StatedSize read_stated_size(std::string_view head) {
  const bool riff = head.starts_with("RIFF") || head.starts_with("RF64");
  const std::string_view form = riff && head.size() >= 12 ? head.substr(8, 4) : std::string_view{};
  if (form == "WAVE") return {.duration = wave_duration(head)};
  if (form == "AVI ") return {.file_bytes = avi_end(head)};
  if (head.starts_with("\x1A\x45\xDF\xA3")) return {.file_bytes = matroska_end(head)};
  if (head.starts_with("\x30\x26\xB2\x75\x8E\x66\xCF\x11")) return {.file_bytes = asf_end(head)};
  return {};
}

}  // namespace ingest

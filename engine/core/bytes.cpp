#include "engine/core/bytes.h"

#include <array>

namespace engine {
namespace {

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  constexpr std::uint32_t kReversedPolynomial = 0x82F63B78;
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t crc = i;
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? kReversedPolynomial : 0);
    table[i] = crc;
  }
  return table;
}

constexpr auto kCrcTable = make_crc_table();

}  // namespace

std::uint32_t crc32c(std::string_view bytes) {
  std::uint32_t crc = ~std::uint32_t{0};
  for (const char byte : bytes) {
    crc = (crc >> 8) ^ kCrcTable[(crc ^ static_cast<unsigned char>(byte)) & 0xFF];
  }
  return ~crc;
}

void ByteWriter::put_varint(std::uint64_t value) {
  while (value >= 0x80) {
    bytes_.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  bytes_.push_back(static_cast<char>(value));
}

void ByteWriter::put_signed_varint(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  put_varint((bits << 1) ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

void ByteWriter::put_text(std::string_view text) {
  put_varint(text.size());
  put_raw(text);
}

std::uint64_t ByteReader::stop() {
  ok_ = false;
  bytes_ = {};
  return 0;
}

std::uint64_t ByteReader::get_varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (bytes_.empty()) return stop();
    const auto byte = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    if (shift == 63 && byte > 1) return stop();  // More than 64 bits.
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return stop();
}

std::int64_t ByteReader::get_signed_varint() {
  const std::uint64_t bits = get_varint();
  return static_cast<std::int64_t>((bits >> 1) ^ (~(bits & 1) + 1));
}

std::string_view ByteReader::get_text() {
  const std::uint64_t size = get_varint();
  if (size > bytes_.size()) {
    stop();
    return {};
  }
  return get_raw(static_cast<std::size_t>(size));
}

std::string_view ByteReader::get_raw(std::size_t size) {
  if (size > bytes_.size()) {
    stop();
    return {};
  }
  const std::string_view raw = bytes_.substr(0, size);
  bytes_.remove_prefix(size);
  return raw;
}

}  // namespace engine

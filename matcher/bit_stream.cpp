#include "matcher/bit_stream.h"

#include <algorithm>
#include <utility>

namespace matcher {

static_assert(std::endian::native == std::endian::little, "BitReader loads words as they lie");

void BitWriter::put(std::uint64_t value, unsigned bits) {
  held_ |= value << held_bits_;
  held_bits_ += bits;
  for (; held_bits_ >= 8; held_bits_ -= 8, held_ >>= 8) {
    bytes_.push_back(static_cast<char>(held_ & 0xFF));
  }
}

void BitWriter::put_unary(std::uint64_t zeros) {
  for (; zeros >= kBitsAtOnce; zeros -= kBitsAtOnce) put(0, kBitsAtOnce);
  put(std::uint64_t{1} << zeros, static_cast<unsigned>(zeros) + 1);
}

void BitWriter::put_gamma(std::uint64_t value) {
  const auto low_bits = static_cast<unsigned>(std::bit_width(value)) - 1;
  put_unary(low_bits);
  put(value & ((std::uint64_t{1} << low_bits) - 1), low_bits);
}

void BitWriter::put_rice(std::uint64_t value, unsigned bits) {
  put_unary(value >> bits);
  put(value & ((std::uint64_t{1} << bits) - 1), bits);
}

void BitWriter::align() {
  if (held_bits_ > 0) put(0, 8 - held_bits_);
}

std::string BitWriter::take() && {
  align();
  return std::move(bytes_);
}

}  // namespace matcher

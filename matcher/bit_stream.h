// Numbers as strings of bits, for the blocks that hold billions of them.
//
// Bits are packed from the lowest of each byte upwards.
//   unary n   ::= n zeros, a one
//   gamma n   ::= unary (bits of n - 1), n without its highest bit       n >= 1; Elias gamma
//   rice n, b ::= unary (n >> b), the low b bits of n                    Rice 1979
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace matcher {

/// Readers load eight bytes at a time: a string of bits is followed by this many zero bytes.
constexpr std::size_t kBitPaddingBytes = 8;
/// The most bits that are read or written at once.
constexpr unsigned kBitsAtOnce = 56;

/// Appends bits to a string of bytes.
class BitWriter {
 public:
  void put(std::uint64_t value, unsigned bits);  ///< value < 2^bits; bits <= kBitsAtOnce.
  void put_unary(std::uint64_t zeros);
  void put_gamma(std::uint64_t value);
  void put_rice(std::uint64_t value, unsigned bits);
  void align();  ///< Zeros up to the next byte.

  /// Whole bytes so far.
  std::size_t bytes() const { return bytes_.size(); }
  std::string take() &&;  ///< Aligned, without padding.

 private:
  std::string bytes_;
  std::uint64_t held_ = 0;  // The bits that make no whole byte yet.
  unsigned held_bits_ = 0;
};

constexpr std::size_t gamma_bits(std::uint64_t value) {
  return 2 * static_cast<std::size_t>(std::bit_width(value)) - 1;
}
constexpr std::size_t rice_bits(std::uint64_t value, unsigned bits) {
  return static_cast<std::size_t>(value >> bits) + 1 + bits;
}

/// Reads what BitWriter wrote. A read past the end yields 0 and makes `ok()` false for good;
/// nothing is ever read outside `bytes`, which must outlive the reader.
class BitReader {
 public:
  BitReader() = default;
  /// `bytes` with the padding, from `start_byte` on.
  BitReader(std::string_view bytes, std::size_t start_byte)
      : bytes_(bytes.data()),
        end_(bytes.size() < kBitPaddingBytes ? 0 : (bytes.size() - kBitPaddingBytes) * 8),
        at_(start_byte * 8) {
    ok_ = at_ <= end_;
    if (!ok_) stop();
  }

  std::uint64_t get(unsigned bits) {
    const std::uint64_t value = peek() & ((std::uint64_t{1} << bits) - 1);
    skip(bits);
    return value;
  }
  std::uint64_t get_unary() {
    std::uint64_t zeros = 0;
    while (ok_) {
      const std::uint64_t next = peek() & ((std::uint64_t{1} << kBitsAtOnce) - 1);
      if (next != 0) {
        const auto run = static_cast<unsigned>(std::countr_zero(next));
        skip(run + 1);
        return ok_ ? zeros + run : 0;
      }
      zeros += kBitsAtOnce;
      skip(kBitsAtOnce);
    }
    return 0;
  }
  std::uint64_t get_gamma() {
    const std::uint64_t low_bits = get_unary();
    if (low_bits > kBitsAtOnce) return stop();
    return std::uint64_t{1} << low_bits | get(static_cast<unsigned>(low_bits));
  }
  std::uint64_t get_rice(unsigned bits) {
    const std::uint64_t high = get_unary();
    return high << bits | get(bits);
  }
  /// A Rice code and the gamma code after it, from one load when they are short, as most are.
  struct RiceAndGamma {
    std::uint64_t rice;
    std::uint64_t gamma;
  };
  RiceAndGamma get_rice_and_gamma(unsigned bits) {
    const std::uint64_t word = peek() & ((std::uint64_t{1} << kBitsAtOnce) - 1);
    const auto high = static_cast<unsigned>(std::countr_zero(word));
    const unsigned rice_end = high + 1 + bits;
    if (rice_end < kBitsAtOnce) {
      const std::uint64_t rest = word >> rice_end;
      const auto low_bits = static_cast<unsigned>(std::countr_zero(rest));
      const unsigned end = rice_end + 2 * low_bits + 1;
      if (end <= kBitsAtOnce) {
        const std::uint64_t low = (word >> (high + 1)) & ((std::uint64_t{1} << bits) - 1);
        const std::uint64_t top = std::uint64_t{1} << low_bits;
        skip(end);
        return {std::uint64_t{high} << bits | low, top | (rest >> (low_bits + 1) & (top - 1))};
      }
    }
    const std::uint64_t rice = get_rice(bits);
    return {rice, get_gamma()};
  }
  void skip_rice(unsigned bits) {
    const std::uint64_t next = peek() & ((std::uint64_t{1} << kBitsAtOnce) - 1);
    if (next != 0) {
      skip(static_cast<unsigned>(std::countr_zero(next)) + 1 + bits);
    } else {
      get_rice(bits);
    }
  }
  void skip(std::uint64_t bits) {
    if (bits > end_ - at_) {
      stop();
    } else {
      at_ += bits;
    }
  }

  bool ok() const { return ok_; }

 private:
  std::uint64_t peek() const {
    std::uint64_t word = 0;
    if (ok_) std::memcpy(&word, bytes_ + at_ / 8, sizeof word);
    return word >> at_ % 8;
  }
  std::uint64_t stop() {
    ok_ = false;
    at_ = end_;
    return 0;
  }

  const char* bytes_ = nullptr;
  std::uint64_t end_ = 0;  // In bits, without the padding.
  std::uint64_t at_ = 0;
  bool ok_ = false;
};

}  // namespace matcher

// Bounds-checked little-endian encoding: the floor under every on-disk record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace engine {

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) of `bytes`.
std::uint32_t crc32c(std::string_view bytes);

/// Appends integers to a growing string.
class ByteWriter {
 public:
  /// Room for this many bytes in all, where a record is large and its size known about.
  void reserve(std::size_t bytes) { bytes_.reserve(bytes); }

  /// Fixed width, little-endian.
  template <class T>
  void put(T value) {
    static_assert(std::is_unsigned_v<T>);
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      bytes_.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i)));
    }
  }
  /// LEB128: seven bits a byte, low bits first, 1 to 10 bytes.
  void put_varint(std::uint64_t value);
  void put_signed_varint(std::int64_t value);  ///< Zigzag, then LEB128.
  void put_text(std::string_view text);        ///< Varint length, then the bytes.
  void put_raw(std::string_view bytes) { bytes_.append(bytes); }

  std::string_view view() const { return bytes_; }
  std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads what ByteWriter wrote. A read past the end, or a malformed varint, yields 0 and makes
/// `ok()` false for good; nothing is ever read outside `bytes`, which must outlive the reader.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  template <class T>
  T get() {
    static_assert(std::is_unsigned_v<T>);
    if (bytes_.size() < sizeof(T)) return static_cast<T>(stop());
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[i])) << (8 * i);
    }
    bytes_.remove_prefix(sizeof(T));
    return static_cast<T>(value);
  }
  std::uint64_t get_varint();
  std::int64_t get_signed_varint();
  std::string_view get_text();
  std::string_view get_raw(std::size_t size);

  bool ok() const { return ok_; }
  bool at_end() const { return bytes_.empty(); }
  std::size_t remaining() const { return bytes_.size(); }

 private:
  std::uint64_t stop();

  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace engine

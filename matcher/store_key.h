// Keys of the store: numbers big-endian, so that they sort as numbers do, and ids as they are.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace matcher {

inline void append_number(std::string& key, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) key.push_back(static_cast<char>(number >> shift));
}
inline std::string number_key(std::uint32_t number) {
  std::string key;
  append_number(key, number);
  return key;
}
/// Of the first four bytes.
inline std::uint32_t read_number(std::string_view key) {
  std::uint32_t number = 0;
  for (const char byte : key.substr(0, 4)) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

template <class Id>
std::string_view id_key(const Id& id) {
  return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}
template <class Id>
Id read_id(std::string_view key) {
  Id id;
  std::copy_n(key.begin(), std::min(key.size(), id.bytes.size()), id.bytes.begin());
  return id;
}

}  // namespace matcher

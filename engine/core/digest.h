// SHA-256 (OpenSSL) behind one small class.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace engine {

/// Incremental SHA-256. Not safe to share between threads.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  Sha256& add(std::string_view bytes);
  /// Adds the length and then the bytes, so that ("ab","c") and ("a","bc") differ.
  Sha256& add_field(std::string_view bytes);

  std::array<std::uint8_t, 32> finish();
  /// The first 16 bytes: what the ids of engine/core/id.h hold.
  std::array<std::uint8_t, 16> finish_id();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace engine

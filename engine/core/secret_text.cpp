#include "engine/core/secret_text.h"

#include "engine/core/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

namespace engine {
namespace {

std::vector<std::uint8_t> random_bytes(std::size_t count) {
  std::vector<std::uint8_t> bytes(count);
  // Without randomness there is no secret; there is no way to go on.
  if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1) std::abort();
  return bytes;
}

std::string hex_of(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) text += {kDigits[byte >> 4U], kDigits[byte & 15U]};
  return text;
}

}  // namespace

std::string random_base64url(std::size_t bytes) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  std::uint32_t bits = 0;
  int held = 0;
  for (const std::uint8_t byte : random_bytes(bytes)) {
    bits = bits << 8U | byte;
    for (held += 8; held >= 6; held -= 6) {
      text.push_back(kLetters[bits >> static_cast<unsigned>(held - 6) & 63U]);
    }
  }
  if (held > 0) text.push_back(kLetters[bits << static_cast<unsigned>(6 - held) & 63U]);
  return text;
}

std::string random_hex(std::size_t bytes) { return hex_of(random_bytes(bytes)); }

std::string sha256_hex(std::string_view text) { return hex_of(Sha256().add(text).finish()); }

std::string hmac_sha256_hex(std::string_view key, std::string_view text) {
  std::vector<std::uint8_t> code(EVP_MAX_MD_SIZE);
  unsigned length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), code.data(), &length);
  return hex_of(std::span(code).first(length));
}

bool same_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace engine

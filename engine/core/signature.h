// Ed25519 signatures (RFC 8032, OpenSSL): key pairs, the PEM text in which they are kept, signing
// and verifying.
#pragma once

#include "engine/core/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace engine {

constexpr std::size_t kSignatureBytes = 64;

using Signature = std::array<std::uint8_t, kSignatureBytes>;

/// What anybody may have: it tells whether a signature was made with the other half.
class PublicKey {
 public:
  /// Of a PEM text, SubjectPublicKeyInfo. Errors: kInvalidInput, for a private key as well.
  static Result<PublicKey> of_pem(std::string_view pem);
  /// Errors: those of read_file and of_pem, naming the file.
  static Result<PublicKey> read(const std::filesystem::path& file);

  std::string pem() const;
  bool verifies(std::string_view message, const Signature& signature) const;

  friend bool operator==(const PublicKey&, const PublicKey&) = default;

 private:
  friend class PrivateKey;
  using Bytes = std::array<std::uint8_t, 32>;

  explicit PublicKey(const Bytes& bytes) : bytes_(bytes) {}
  Bytes bytes_;
};

/// What its owner keeps. Wiped from memory when it goes.
class PrivateKey {
 public:
  /// A new one, of the system's random numbers. Errors: kUnavailable.
  static Result<PrivateKey> generate();
  /// Of a PEM text, PKCS #8 without a passphrase. Errors: kInvalidInput.
  static Result<PrivateKey> of_pem(std::string_view pem);
  /// Errors: those of read_file and of_pem, naming the file.
  static Result<PrivateKey> read(const std::filesystem::path& file);

  PrivateKey(const PrivateKey&) = default;
  PrivateKey& operator=(const PrivateKey&) = default;
  ~PrivateKey();

  std::string pem() const;
  PublicKey public_key() const;
  /// The same for the same message: Ed25519 takes no random numbers to sign.
  Signature sign(std::string_view message) const;

 private:
  using Bytes = std::array<std::uint8_t, 32>;

  explicit PrivateKey(const Bytes& seed) : seed_(seed) {}
  Bytes seed_;
};

}  // namespace engine

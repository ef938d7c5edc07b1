#include "engine/core/signature.h"

#include "engine/core/file.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <memory>
#include <new>

namespace engine {
namespace {

template <auto kFree>
struct Free {
  template <class T>
  void operator()(T* object) const noexcept {
    kFree(object);
  }
};
using KeyHandle = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using BioHandle = std::unique_ptr<BIO, Free<BIO_free_all>>;
using DigestHandle = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;

constexpr std::uint64_t kPemBytesMax = 64 << 10;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// OpenSSL fails here for want of memory alone.
template <class Handle>
Handle made(Handle handle) {
  if (!handle) throw std::bad_alloc();
  return handle;
}

BioHandle reading(std::string_view text) {
  return made(BioHandle(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))));
}

std::string written(BIO* bio) {
  char* text = nullptr;
  const auto size = BIO_get_mem_data(bio, &text);
  return {text, static_cast<std::size_t>(size)};
}

/// In place of a question on the terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

Error no_key(std::string_view expected, std::string_view why) {
  ERR_clear_error();  // OpenSSL keeps its reasons for this thread until somebody takes them.
  return {Errc::kInvalidInput, "no " + std::string(expected) + " key: " + std::string(why) +
                                   "; `cuetrace license keygen` makes a pair"};
}

bool is_ed25519(const KeyHandle& key) { return EVP_PKEY_get_id(key.get()) == EVP_PKEY_ED25519; }

Result<std::string> read_pem(const std::filesystem::path& file) {
  return read_file(file, kPemBytesMax);
}

}  // namespace

Result<PublicKey> PublicKey::of_pem(std::string_view pem) {
  const BioHandle text = reading(pem.substr(0, kPemBytesMax));
  const KeyHandle key(PEM_read_bio_PUBKEY(text.get(), nullptr, no_passphrase, nullptr));
  if (!key && pem.find("PRIVATE KEY-----") != pem.npos) {
    return fail(no_key("public", "this is a private one, which only signing needs"));
  }
  if (!key) return fail(no_key("public", "expected PEM text, -----BEGIN PUBLIC KEY-----"));
  if (!is_ed25519(key)) return fail(no_key("public", "it is of another kind than Ed25519"));
  Bytes bytes{};
  std::size_t size = bytes.size();
  if (EVP_PKEY_get_raw_public_key(key.get(), bytes.data(), &size) != 1) {
    return fail(no_key("public", "it is damaged"));
  }
  return PublicKey(bytes);
}

Result<PublicKey> PublicKey::read(const std::filesystem::path& file) {
  TRY(const std::string pem, read_pem(file));
  auto key = of_pem(pem);
  if (!key) return fail(std::move(key).error().during(file.string()));
  return key;
}

std::string PublicKey::pem() const {
  const KeyHandle key = made(KeyHandle(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_.data(), bytes_.size())));
  const BioHandle text = made(BioHandle(BIO_new(BIO_s_mem())));
  PEM_write_bio_PUBKEY(text.get(), key.get());
  return written(text.get());
}

bool PublicKey::verifies(std::string_view message, const Signature& signature) const {
  const KeyHandle key = made(KeyHandle(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_.data(), bytes_.size())));
  const DigestHandle context = made(DigestHandle(EVP_MD_CTX_new()));
  const bool good =
      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes_of(message),
                       message.size()) == 1;
  if (!good) ERR_clear_error();
  return good;
}

PrivateKey::~PrivateKey() { OPENSSL_cleanse(seed_.data(), seed_.size()); }

Result<PrivateKey> PrivateKey::generate() {
  Bytes seed{};
  if (RAND_priv_bytes(seed.data(), static_cast<int>(seed.size())) != 1) {
    ERR_clear_error();
    return fail(Errc::kUnavailable, "the system has no random numbers for a key; try again");
  }
  PrivateKey key(seed);
  OPENSSL_cleanse(seed.data(), seed.size());
  return key;
}

Result<PrivateKey> PrivateKey::of_pem(std::string_view pem) {
  const BioHandle text = reading(pem.substr(0, kPemBytesMax));
  const KeyHandle key(PEM_read_bio_PrivateKey(text.get(), nullptr, no_passphrase, nullptr));
  if (!key && pem.find("ENCRYPTED") != pem.npos) {
    return fail(no_key("private", "it has a passphrase; take it off with `openssl pkey`"));
  }
  if (!key && pem.find("PUBLIC KEY-----") != pem.npos) {
    return fail(no_key("private", "this is the public one, which cannot sign"));
  }
  if (!key) return fail(no_key("private", "expected PEM text, -----BEGIN PRIVATE KEY-----"));
  if (!is_ed25519(key)) return fail(no_key("private", "it is of another kind than Ed25519"));
  Bytes seed{};
  std::size_t size = seed.size();
  if (EVP_PKEY_get_raw_private_key(key.get(), seed.data(), &size) != 1) {
    return fail(no_key("private", "it is damaged"));
  }
  PrivateKey read(seed);
  OPENSSL_cleanse(seed.data(), seed.size());
  return read;
}

Result<PrivateKey> PrivateKey::read(const std::filesystem::path& file) {
  TRY(std::string pem, read_pem(file));
  auto key = of_pem(pem);
  OPENSSL_cleanse(pem.data(), pem.size());
  if (!key) return fail(std::move(key).error().during(file.string()));
  return key;
}

std::string PrivateKey::pem() const {
  const KeyHandle key = made(KeyHandle(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed_.data(), seed_.size())));
  const BioHandle text = made(BioHandle(BIO_new(BIO_s_mem())));
  PEM_write_bio_PKCS8PrivateKey(text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return written(text.get());
}

PublicKey PrivateKey::public_key() const {
  const KeyHandle key = made(KeyHandle(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed_.data(), seed_.size())));
  PublicKey::Bytes bytes{};
  std::size_t size = bytes.size();
  EVP_PKEY_get_raw_public_key(key.get(), bytes.data(), &size);
  return PublicKey(bytes);
}

Signature PrivateKey::sign(std::string_view message) const {
  const KeyHandle key = made(KeyHandle(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed_.data(), seed_.size())));
  const DigestHandle context = made(DigestHandle(EVP_MD_CTX_new()));
  Signature signature{};
  std::size_t size = signature.size();
  const bool good = EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
                    EVP_DigestSign(context.get(), signature.data(), &size, bytes_of(message),
                                   message.size()) == 1;
  if (!good) throw std::bad_alloc();
  return signature;
}

}  // namespace engine

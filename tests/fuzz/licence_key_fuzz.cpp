// Licence keys in text of strangers: whatever the bytes, what is found is a key, and what is
// refused is refused with words. A payload that somebody signed may hold anything as well.
#include "engine/core/digest.h"
#include "engine/licences/keys/keys_in_text.h"
#include "engine/licences/keys/offline_check.h"

#include <algorithm>
#include <cstdlib>

namespace {

using namespace engine::licences;

void require(bool holds) {
  if (!holds) std::abort();
}

const engine::PrivateKey& licensor() {
  static const engine::PrivateKey key =
      engine::PrivateKey::of_pem(
          "-----BEGIN PRIVATE KEY-----\n"
          "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
          "-----END PRIVATE KEY-----\n")
          .value();
  return key;
}

void find(std::string_view text) {
  const KeysInText found = find_keys(text);
  require(found.keys.size() <= kFoundKeysMax);
  for (const FoundKey& one : found.keys) {
    require(parse_licence_key(to_string(one.key)).value() == one.key);
    if (!one.certificate) continue;
    require(one.certificate->key == one.key);
    require(parse_certificate(to_string(*one.certificate)).has_value());
  }
  for (const LookAlike& one : found.look_alikes) require(!one.text.empty() && !one.why.empty());
}

void parse(std::string_view text) {
  const auto key = parse_licence_key(text);
  require(key ? parse_licence_key(to_string(*key)).value() == *key
              : !key.error().message().empty());
  const auto certificate = parse_certificate(text);
  if (!certificate) require(!certificate.error().message().empty());
}

/// Its key and signature are right, so that the payload itself is looked at.
void read_signed(const std::string& payload) {
  Certificate certificate;
  certificate.payload = payload;
  certificate.signature = licensor().sign("cuetrace licence certificate 1\n" + payload);
  const std::string_view signature(reinterpret_cast<const char*>(certificate.signature.data()),
                                   certificate.signature.size());
  const auto digest = engine::Sha256().add(payload).add(signature).finish();
  std::copy_n(digest.begin(), certificate.key.bits.size(), certificate.key.bits.begin());
  const auto read = parse_certificate(to_string(certificate));
  if (!read) return require(!read.error().message().empty());
  const Moment now = parse_moment("2026-11-21T12:00:00Z").value();
  const auto finding = check_offline(*read, licensor().public_key(), now);
  require(finding.state != CertificateState::kForged && !finding.why.empty());
  find("see " + to_string(certificate) + ".");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  if (!text.empty() && text.front() == '{') {
    read_signed(text);
  } else {
    find(text);
    parse(text);
  }
  return 0;
}

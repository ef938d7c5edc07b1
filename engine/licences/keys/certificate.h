// What a licensor hands out with a licence, and anybody with the public key can check without
// asking: one line of text, KEY.PAYLOAD.SIGNATURE, the last two in base64url.
//
// The payload is what is to be checked, as compact JSON with sorted names. The signature is Ed25519
// over "cuetrace licence certificate 1\n" and the payload. The key is the first 96 bits of SHA-256
// over payload and signature: it belongs to this certificate alone, and where it does not fit, the
// text was altered after it was issued. Ed25519 takes no random numbers, so the same terms, signed
// by the same licensor, have the same key.
#pragma once

#include "engine/core/result.h"
#include "engine/core/signature.h"
#include "engine/licences/keys/licence_key.h"
#include "engine/licences/licence.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::licences {

/// What a certificate says of its licence; everything else is on record.
struct CertifiedTerms {
  std::string licence_id;
  std::string licensor;
  std::string licensee;
  std::string issued_at;
  std::optional<Moment> valid_from;
  std::optional<Moment> valid_to;
  TimeZone zone;
  std::vector<std::string> tracks;
  std::vector<std::string> catalogues;

  Window term() const { return {valid_from, valid_to, zone}; }
};

struct Certificate {
  LicenceKey key;
  std::string payload;
  Signature signature{};
  CertifiedTerms terms;  ///< What the payload says.
};

/// The largest payload: some thousand tracks.
constexpr std::size_t kPayloadBytesMax = 48 << 10;
/// A signature's length in base64url.
constexpr std::size_t kSignatureLetters = 86;

/// Errors: kInvalidInput (an empty id, more tracks than a certificate holds).
Result<Certificate> issue_certificate(const Licence& licence, const PrivateKey& key);

std::string to_string(const Certificate& certificate);

/// Reads it and holds it against its key. Says nothing of who signed it. Errors: kInvalidInput (no
/// certificate, or a wrong check character), kCorrupt (altered after it was issued), kNewerFormat.
Result<Certificate> parse_certificate(std::string_view text);

/// Whether this licensor signed it.
bool is_signed_by(const Certificate& certificate, const PublicKey& key);

}  // namespace engine::licences

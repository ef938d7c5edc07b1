// What can be said of a certificate with nothing but the licensor's public key and a clock. Whether
// the licence was revoked since, only its record says.
#pragma once

#include "engine/core/signature.h"
#include "engine/licences/keys/certificate.h"
#include "engine/licences/moment.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace engine::licences {

enum class CertificateState : std::uint8_t {
  kValid,
  kForged,       ///< Signed by somebody else.
  kNotYetValid,  ///< Its term begins later.
  kExpired,      ///< Its term is over.
  kPartOfDay,    ///< Asked about a day on which its term begins or ends at some hour.
};

std::string_view to_string(CertificateState state);  ///< "valid", "forged", "not_yet_valid", ...

struct CertificateFinding {
  CertificateState state = CertificateState::kValid;
  std::string why;  ///< In words, with the way out; of a valid one until when it is.
};

/// As of a moment: an instant, or a day.
CertificateFinding check_offline(const Certificate& certificate, const PublicKey& licensor,
                                 const Moment& as_of);

}  // namespace engine::licences

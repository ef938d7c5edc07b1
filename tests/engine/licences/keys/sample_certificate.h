// A licence and the licensor who signs it, the same in every test.
#pragma once

#include "engine/core/signature.h"
#include "engine/licences/keys/certificate.h"
#include "engine/licences/licence.h"

namespace engine::licences {

/// RFC 8032, 7.1, TEST 2.
inline PrivateKey sample_licensor() {
  return PrivateKey::of_pem(
             "-----BEGIN PRIVATE KEY-----\n"
             "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
             "-----END PRIVATE KEY-----\n")
      .value();
}

inline Licence sample_licence() {
  Licence licence;
  licence.id = "L-2026-0001";
  licence.licensor = "Example Library";
  licence.licensee = "Zoë's Channel";
  licence.issued_at = "2026-09-01T10:00:00Z";
  licence.zone = TimeZone::named("Europe/Berlin").value();
  licence.valid_from = parse_moment("2026-10-01").value();
  licence.valid_to = parse_moment("2026-10-31").value();
  licence.tracks = {"EXLIB-0001", "EXLIB-0002"};
  return licence;
}

inline Certificate sample_certificate() {
  return issue_certificate(sample_licence(), sample_licensor()).value();
}

}  // namespace engine::licences

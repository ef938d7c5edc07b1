#include "engine/licences/keys/offline_check.h"

#include <array>

namespace engine::licences {
namespace {

constexpr std::array<std::string_view, 5> kStates{"valid", "forged", "not_yet_valid", "expired",
                                                  "part_of_day"};

/// "2026-10-31 (Europe/Berlin)": a day is one of some place.
std::string stated(const Moment& moment, const TimeZone& zone) {
  return to_string(moment) + (moment.whole_day ? " (" + zone.name() + ")" : "");
}

}  // namespace

std::string_view to_string(CertificateState state) {
  return kStates[static_cast<std::size_t>(state)];
}

CertificateFinding check_offline(const Certificate& certificate, const PublicKey& licensor,
                                 const Moment& as_of) {
  using enum CertificateState;
  if (!is_signed_by(certificate, licensor)) {
    return {kForged,
            "forged: it was not signed with this licensor's key; ask the licensor, or give the "
            "public key of who issued it"};
  }
  const CertifiedTerms& terms = certificate.terms;
  switch (terms.term().place_of(as_of)) {
    case Place::kBefore:
      return {kNotYetValid, "not yet valid on " + to_string(as_of) + ": its term begins with " +
                                stated(*terms.valid_from, terms.zone) + "; publish later"};
    case Place::kAfter:
      return {kExpired, "expired on " + to_string(as_of) + ": its term ended with " +
                            stated(*terms.valid_to, terms.zone) + "; ask for a new licence"};
    case Place::kAcross:
      return {kPartOfDay, "valid for a part of " + to_string(as_of) +
                              " only; ask about a time, 2026-10-31T20:15:00Z"};
    case Place::kWithin: break;
  }
  return {kValid, terms.valid_to ? "valid until " + stated(*terms.valid_to, terms.zone)
                                 : "valid without end"};
}

}  // namespace engine::licences

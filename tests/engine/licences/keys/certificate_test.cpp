#include "engine/licences/keys/certificate.h"

#include "engine/core/digest.h"
#include "tests/engine/licences/keys/sample_certificate.h"

#include <algorithm>

namespace engine::licences {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// A certificate of that payload, as somebody else's program might issue it.
std::string signed_payload(const std::string& payload) {
  Certificate certificate;
  certificate.payload = payload;
  certificate.signature = sample_licensor().sign("cuetrace licence certificate 1\n" + payload);
  const std::string_view signature(reinterpret_cast<const char*>(certificate.signature.data()),
                                   kSignatureBytes);
  const auto digest = Sha256().add(payload).add(signature).finish();
  std::copy_n(digest.begin(), certificate.key.bits.size(), certificate.key.bits.begin());
  return to_string(certificate);
}

TEST(CertificateTest, HoldsTheTermsOfItsLicence) {
  const Certificate issued = sample_certificate();
  EXPECT_EQ(issued.payload,
            "{\"catalogues\":[],\"issued_at\":\"2026-09-01T10:00:00Z\","
            "\"licence_id\":\"L-2026-0001\",\"licensee\":\"Zoë's Channel\","
            "\"licensor\":\"Example Library\",\"time_zone\":\"Europe/Berlin\","
            "\"tracks\":[\"EXLIB-0001\",\"EXLIB-0002\"],\"valid_from\":\"2026-10-01\","
            "\"valid_to\":\"2026-10-31\",\"version\":1}");
  const auto read = parse_certificate(to_string(issued) + "\n");
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->key, issued.key);
  EXPECT_EQ(read->terms.licensee, "Zoë's Channel");
  EXPECT_EQ(read->terms.zone.name(), "Europe/Berlin");
  EXPECT_EQ(read->terms.valid_to, sample_licence().valid_to);
  EXPECT_THAT(read->terms.tracks, ElementsAre("EXLIB-0001", "EXLIB-0002"));
  EXPECT_TRUE(is_signed_by(*read, sample_licensor().public_key()));
  EXPECT_FALSE(is_signed_by(*read, PrivateKey::generate().value().public_key()));
}

TEST(CertificateTest, TheSameTermsHaveTheSameKey) {
  EXPECT_EQ(to_string(sample_certificate()), to_string(sample_certificate()));
  Licence other = sample_licence();
  other.licensee = "Zoe's Channel";
  EXPECT_NE(issue_certificate(other, sample_licensor()).value().key, sample_certificate().key);
}

TEST(CertificateTest, EveryFlippedBitOfItsTextIsRefused) {
  const std::string text = to_string(sample_certificate());
  for (std::size_t bit = 0; bit < 8 * text.size(); ++bit) {
    std::string flipped = text;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ static_cast<char>(1U << bit % 8));
    EXPECT_FALSE(parse_certificate(flipped)) << "bit " << bit;
  }
}

TEST(CertificateTest, AnAlteredOneIsToldFromAMistypedOne) {
  Certificate altered = sample_certificate();
  altered.payload.replace(altered.payload.find("2026-10-31"), 10, "2027-10-31");
  const auto read = parse_certificate(to_string(altered));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code(), Errc::kCorrupt);
  EXPECT_THAT(read.error().message(), HasSubstr("altered after it was issued"));

  std::string mistyped = to_string(sample_certificate());
  mistyped[5] = mistyped[5] == '7' ? '8' : '7';
  const auto other = parse_certificate(mistyped);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code(), Errc::kInvalidInput);
  EXPECT_THAT(other.error().message(), HasSubstr("check character is wrong"));
}

TEST(CertificateTest, SaysWhyATextIsNone) {
  const auto why = [](const std::string& text) {
    const auto read = parse_certificate(text);
    return read ? "read" : read.error().message();
  };
  const std::string text = to_string(sample_certificate());
  EXPECT_THAT(why(""), HasSubstr("expected KEY.PAYLOAD.SIGNATURE"));
  EXPECT_THAT(why(text.substr(0, kKeyTextLength)), HasSubstr("expected KEY.PAYLOAD.SIGNATURE"));
  EXPECT_THAT(why(text.substr(0, text.size() - 1)), HasSubstr("cut short"));
  EXPECT_THAT(why(signed_payload("terms")), HasSubstr("no JSON"));
  EXPECT_THAT(why(signed_payload("{}")), HasSubstr("no version"));
  EXPECT_THAT(why(signed_payload("{\"version\":1}")), HasSubstr("lacks a part"));
  const auto newer = parse_certificate(signed_payload("{\"version\":2}"));
  EXPECT_EQ(newer.error().code(), Errc::kNewerFormat);
}

TEST(CertificateTest, HasRoomForThousandsOfTracksAndSaysWhenItHasNot) {
  Licence licence = sample_licence();
  licence.tracks.assign(2000, "EXLIB-000000000");
  const auto large = issue_certificate(licence, sample_licensor());
  ASSERT_TRUE(large);
  EXPECT_EQ(parse_certificate(to_string(*large)).value().terms.tracks, licence.tracks);
  licence.tracks.assign(4000, "EXLIB-000000000");
  EXPECT_THAT(issue_certificate(licence, sample_licensor()).error().message(),
              StartsWith("L-2026-0001: names more tracks"));
  licence.id.clear();
  EXPECT_FALSE(issue_certificate(licence, sample_licensor()));
}

}  // namespace
}  // namespace engine::licences

#include "engine/licences/keys/offline_check.h"

#include "tests/engine/licences/keys/sample_certificate.h"

namespace engine::licences {
namespace {

using testing::HasSubstr;

CertificateFinding checked(const Certificate& certificate, const char* as_of) {
  return check_offline(certificate, sample_licensor().public_key(), parse_moment(as_of).value());
}

std::string_view state_as_of(const char* as_of) {
  return to_string(checked(sample_certificate(), as_of).state);
}

/// The term is October 2026 in Berlin: summer time when it begins, winter time when it ends.
TEST(OfflineCheckTest, KnowsTheTermToTheSecond) {
  EXPECT_EQ(state_as_of("2026-09-30T21:59:59Z"), "not_yet_valid");
  EXPECT_EQ(state_as_of("2026-09-30T22:00:00Z"), "valid");
  EXPECT_EQ(state_as_of("2026-10-31T22:59:59Z"), "valid");
  EXPECT_EQ(state_as_of("2026-10-31T23:00:00Z"), "expired");
}

TEST(OfflineCheckTest, KnowsTheTermByDays) {
  EXPECT_EQ(state_as_of("2026-09-30"), "not_yet_valid");
  EXPECT_EQ(state_as_of("2026-10-01"), "valid");
  EXPECT_EQ(state_as_of("2026-10-31"), "valid");
  EXPECT_EQ(state_as_of("2026-11-01"), "expired");
}

TEST(OfflineCheckTest, SaysWhenADayIsNotEnough) {
  Licence licence = sample_licence();
  licence.valid_to = parse_moment("2026-10-31T12:00:00Z").value();
  const Certificate certificate = issue_certificate(licence, sample_licensor()).value();
  EXPECT_EQ(to_string(checked(certificate, "2026-10-31").state), "part_of_day");
  EXPECT_EQ(to_string(checked(certificate, "2026-10-31T11:59:59Z").state), "valid");
  EXPECT_EQ(to_string(checked(certificate, "2026-10-31T12:00:00Z").state), "expired");
}

TEST(OfflineCheckTest, IsForeverWithoutAnEnd) {
  Licence licence = sample_licence();
  licence.valid_from.reset();
  licence.valid_to.reset();
  const Certificate certificate = issue_certificate(licence, sample_licensor()).value();
  EXPECT_EQ(checked(certificate, "1999-01-01").why, "valid without end");
}

TEST(OfflineCheckTest, SomebodyElsesSignatureIsForged) {
  const Certificate forged =
      issue_certificate(sample_licence(), PrivateKey::generate().value()).value();
  const CertificateFinding finding = checked(forged, "2026-10-15");
  EXPECT_EQ(to_string(finding.state), "forged");
  EXPECT_THAT(finding.why, HasSubstr("not signed with this licensor's key"));
}

TEST(OfflineCheckTest, SaysInWordsUntilWhen) {
  EXPECT_EQ(checked(sample_certificate(), "2026-10-15").why,
            "valid until 2026-10-31 (Europe/Berlin)");
  EXPECT_THAT(checked(sample_certificate(), "2027-01-01").why,
              HasSubstr("expired on 2027-01-01: its term ended with 2026-10-31"));
}

}  // namespace
}  // namespace engine::licences

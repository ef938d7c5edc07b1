#include "engine/core/signature.h"

#include "engine/core/file.h"
#include "tests/support/temp_dir.h"

#include <sys/stat.h>

namespace engine {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// RFC 8032, 7.1, TEST 2, in the two forms in which keys are kept.
constexpr const char* kPrivatePem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
    "-----END PRIVATE KEY-----\n";
constexpr const char* kPublicPem =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n"
    "-----END PUBLIC KEY-----\n";
constexpr std::uint8_t kFirstOfSignature[] = {0x92, 0xa0, 0x09, 0xa9, 0xf0, 0xd4, 0xca, 0xb8};

TEST(SignatureTest, IsThatOfTheStandard) {
  const auto key = PrivateKey::of_pem(kPrivatePem);
  ASSERT_TRUE(key) << key.error().message();
  EXPECT_EQ(key->public_key().pem(), kPublicPem);
  const Signature signature = key->sign("\x72");
  EXPECT_TRUE(
      std::equal(std::begin(kFirstOfSignature), std::end(kFirstOfSignature), signature.begin()));
  EXPECT_EQ(signature.back(), 0x00);
  EXPECT_TRUE(key->public_key().verifies("\x72", signature));
}

TEST(SignatureTest, HoldsForOneMessageAndOneKey) {
  const auto key = PrivateKey::generate();
  const auto other = PrivateKey::generate();
  ASSERT_TRUE(key && other);
  const Signature signature = key->sign("terms");
  EXPECT_EQ(signature, key->sign("terms"));
  EXPECT_TRUE(key->public_key().verifies("terms", signature));
  EXPECT_FALSE(key->public_key().verifies("term", signature));
  EXPECT_FALSE(other->public_key().verifies("terms", signature));
  for (std::size_t bit = 0; bit < 8 * kSignatureBytes; ++bit) {
    Signature flipped = signature;
    flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1U << bit % 8));
    EXPECT_FALSE(key->public_key().verifies("terms", flipped)) << bit;
  }
}

TEST(SignatureTest, KeysComeBackFromTheirText) {
  const auto key = PrivateKey::generate();
  ASSERT_TRUE(key);
  const auto again = PrivateKey::of_pem(key->pem());
  const auto shown = PublicKey::of_pem(key->public_key().pem());
  ASSERT_TRUE(again && shown);
  EXPECT_EQ(again->sign("x"), key->sign("x"));
  EXPECT_EQ(*shown, key->public_key());
}

TEST(SignatureTest, SaysWhyATextIsNoKey) {
  constexpr const char* kRsa =
      "-----BEGIN PUBLIC KEY-----\n"
      "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf\n"
      "9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQ==\n"
      "-----END PUBLIC KEY-----\n";
  EXPECT_THAT(PublicKey::of_pem(kRsa).error().message(), HasSubstr("another kind than Ed25519"));
  EXPECT_THAT(PublicKey::of_pem(kPrivatePem).error().message(), HasSubstr("a private one"));
  EXPECT_THAT(PrivateKey::of_pem(kPublicPem).error().message(), HasSubstr("the public one"));
  EXPECT_THAT(PublicKey::of_pem("").error().message(), HasSubstr("license keygen"));
  EXPECT_THAT(PrivateKey::of_pem("-----BEGIN ENCRYPTED PRIVATE KEY-----\n").error().message(),
              HasSubstr("passphrase"));
}

TEST(SignatureTest, NamesTheFileThatHoldsNoKey) {
  const support::TempDir folder;
  ASSERT_TRUE(write_file(folder / "key.pem", "hello"));
  EXPECT_THAT(PrivateKey::read(folder / "key.pem").error().message(),
              StartsWith((folder / "key.pem").string() + ": no private key"));
  EXPECT_EQ(PublicKey::read(folder / "none.pem").error().code(), Errc::kNotFound);
}

TEST(SignatureTest, SecretsAreForTheirOwnerAndNeverWrittenOver) {
  const support::TempDir folder;
  ASSERT_TRUE(write_secret_file(folder / "key.pem", kPrivatePem));
  struct stat state {};
  ASSERT_EQ(::stat((folder / "key.pem").c_str(), &state), 0);
  EXPECT_EQ(state.st_mode & 0777U, 0600U);
  const auto again = write_secret_file(folder / "key.pem", "other");
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error().message(), HasSubstr("is there already"));
  EXPECT_TRUE(PrivateKey::read(folder / "key.pem"));
}

}  // namespace
}  // namespace engine

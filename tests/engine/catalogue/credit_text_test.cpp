#include "engine/catalogue/credit_text.h"

namespace engine::catalogue {
namespace {

Contribution read(std::string_view text) {
  return contribution_of_credit(text, ContributionKind::kWriter);
}

TEST(CreditText, IsTakenApart) {
  const Contribution one = read(" Ann Author ( PRS ) [00014107338] 50%");
  EXPECT_EQ(one.party.name, "Ann Author");
  EXPECT_EQ(one.party.society, "PRS");
  EXPECT_EQ(one.party.ipi, "00014107338");
  EXPECT_EQ(one.share_bp, 5'000);
}

TEST(CreditText, MayBeANameAlone) {
  EXPECT_EQ(read("Bob").party.name, "Bob");
  EXPECT_FALSE(read("Bob").share_bp);
  EXPECT_EQ(read("Bob (BMI").party.name, "Bob (BMI");
  EXPECT_EQ(read("100%").party.name, "100%");
  EXPECT_EQ(read("Bob 33.33%").share_bp, 3'333);
}

}  // namespace
}  // namespace engine::catalogue

#include "engine/catalogue/share_text.h"

#include "tests/engine/catalogue/rich_work.h"

namespace engine::catalogue {
namespace {

TEST(ShareText, IsPercentWithFourDecimals) {
  EXPECT_EQ(parse_share_ppm("33.3333"), 333'333);
  EXPECT_EQ(parse_share_ppm(" 50 %"), 500'000);
  EXPECT_EQ(share_text(333'333), "33.3333");
  EXPECT_EQ(share_text(500'000), "50");
  EXPECT_EQ(share_text(0), "0");
  for (const char* text : {"", "%", "-1", "100.0001", "x", "1.00001"}) {
    EXPECT_FALSE(parse_share_ppm(text)) << text;
  }
}

TEST(ShareText, OfTermsIsReadBack) {
  for (const Contribution& one : rich_work().contributions) {
    for (const auto kind : {ShareKind::kOwnership, ShareKind::kCollection}) {
      const std::string text = terms_text(one.terms, kind);
      const auto terms = parse_terms(text, kind);
      ASSERT_TRUE(terms) << text;
      EXPECT_EQ(terms_text(*terms, kind), text);
    }
  }
  EXPECT_EQ(terms_text(rich_work().contributions[2].terms, ShareKind::kCollection),
            "World 25/50/50 | -US | DE 12.5/25/25 2020-01-01..2020-12-31");
}

TEST(ShareText, TakesTerritoriesOfSeveralWords) {
  const auto terms =
      parse_terms("North America 10/-/0 | Atlantis 1/1/1 ..2020-01-01", ShareKind::kCollection);
  ASSERT_TRUE(terms);
  EXPECT_EQ((*terms)[0].territory, "2129");
  EXPECT_EQ((*terms)[0].shares_ppm[1], std::nullopt);
  EXPECT_EQ((*terms)[1].territory, "Atlantis");
  EXPECT_EQ((*terms)[1].until, parse_day("2020-01-01"));
}

TEST(ShareText, RefusesWhatIsNoTerm) {
  for (const char* text :
       {"World", "50/50/50", "World 50/50", "World 1/1/1 2020-02-31..", "-", "World x/1/1"}) {
    EXPECT_FALSE(parse_terms(text, ShareKind::kOwnership)) << text;
  }
}

TEST(ShareText, OfDetailsIsReadBack) {
  const Details details{{"a", "1|2=3\\4"}, {"b b", "x"}};
  EXPECT_EQ(parse_details(details_cell(details)), details);
  EXPECT_EQ(parse_details(""), Details());
  EXPECT_FALSE(parse_details("=x"));
}

}  // namespace
}  // namespace engine::catalogue

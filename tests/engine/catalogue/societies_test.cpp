#include "engine/catalogue/societies.h"

namespace engine::catalogue {
namespace {

TEST(Societies, AreFoundByCodeNameAndBoth) {
  for (const char* text : {"PRS", "prs for music", "52", "052", "052 - PRS", " PRS "}) {
    EXPECT_EQ(society_code(text), "052") << text;
  }
  EXPECT_EQ(society_code("10 - ASCAP"), "010");
  EXPECT_EQ(society_code("10 \xE2\x80\x93 ASCAP"), "010");
  EXPECT_EQ(society_code("Global Music Rights"), "778");
  EXPECT_EQ(society_code("NS"), kNoSociety);
  EXPECT_EQ(society_code("999"), "999") << "a code that came later";
}

TEST(Societies, AreNothingElse) {
  for (const char* text : {"", "XYZ", "1234", "5 stars"}) EXPECT_EQ(society_code(text), "") << text;
}

TEST(Societies, OfAPartyMayChange) {
  const std::string text = "PRS ..2019-12-31 | BMI 2020-01-01..2020-06-30|SESAC 2021-01-01..";
  EXPECT_EQ(society_on(text, parse_day("2019-12-31")), "PRS");
  EXPECT_EQ(society_on(text, parse_day("2020-01-01")), "BMI");
  EXPECT_EQ(society_on(text, parse_day("2020-12-01")), "") << "of none in between";
  EXPECT_EQ(society_on(text, parse_day("2026-01-01")), "SESAC");
  EXPECT_EQ(society_code(text), "071");
  EXPECT_EQ(society_on("PRS for Music", parse_day("2020-01-01")), "PRS for Music");
  EXPECT_EQ(society_on("Some ..", parse_day("2020-01-01")), "Some ..");
}

TEST(Societies, HaveOneName) {
  EXPECT_EQ(society_name("52"), "PRS");
  EXPECT_EQ(society_name("SESAC Inc."), "SESAC");
  EXPECT_EQ(society_name("Nobody"), "Nobody");
}

}  // namespace
}  // namespace engine::catalogue

#include "engine/licences/keys/base64url.h"

namespace engine::licences {
namespace {

TEST(Base64UrlTest, IsThatOfTheStandard) {  // RFC 4648, section 10.
  for (const auto& [bytes, text] : {std::pair{"", ""},
                                    {"f", "Zg"},
                                    {"fo", "Zm8"},
                                    {"foo", "Zm9v"},
                                    {"foob", "Zm9vYg"},
                                    {"fooba", "Zm9vYmE"},
                                    {"foobar", "Zm9vYmFy"},
                                    {"\xFB\xFF\xFE", "-__-"}}) {
    EXPECT_EQ(to_base64url(bytes), text);
    EXPECT_EQ(of_base64url(text), bytes);
  }
}

TEST(Base64UrlTest, NoTwoTextsMeanTheSame) {
  for (const char* const text : {"Zh", "Zm9", "Z", "Zg==", "Zm 8", "+/+/", "Zm8\n", "Zm9vY"}) {
    EXPECT_EQ(of_base64url(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace engine::licences

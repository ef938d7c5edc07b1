#include "engine/core/id.h"

namespace engine {
namespace {

constexpr std::string_view kHex = "000102030405060708090a0bfcfdfeff";

TEST(DigestId, IsReadBackFromItsText) {
  const auto id = parse_id<TrackId>(kHex);
  ASSERT_TRUE(id);
  EXPECT_EQ(to_string(*id), kHex);
  EXPECT_EQ(id->bytes.front(), 0);
  EXPECT_EQ(id->bytes.back(), 0xFF);
}

TEST(DigestId, IsReadInCapitalsToo) {
  EXPECT_EQ(parse_id<TrackId>("000102030405060708090A0BFCFDFEFF"), parse_id<TrackId>(kHex));
}

TEST(DigestId, IsNothingButThirtyTwoHexDigits) {
  const std::string hex(kHex);
  for (const std::string& text :
       {std::string(), hex.substr(1), hex + "0", std::string("g").append(hex, 1),
        hex.substr(1) + " ", std::string("0x").append(hex, 2)}) {
    EXPECT_FALSE(parse_id<TrackId>(text)) << "'" << text << "'";
  }
}

TEST(DigestId, IsOrderedAsItsText) {
  const auto low = parse_id<VideoId>("0fffffffffffffffffffffffffffffff");
  const auto high = parse_id<VideoId>("80000000000000000000000000000000");
  ASSERT_TRUE(low && high);
  EXPECT_LT(*low, *high);
}

}  // namespace
}  // namespace engine

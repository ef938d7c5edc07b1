#include "engine/core/bytes.h"

namespace engine {
namespace {

TEST(Crc32c, EqualsTheCheckValueOfTheStandard) {
  EXPECT_EQ(crc32c("123456789"), 0xE3069283U);  // RFC 3720, and every CRC catalogue.
}

TEST(Bytes, ReadBackWhatWasWritten) {
  ByteWriter out;
  out.put(std::uint8_t{7});
  out.put(std::uint32_t{0xDEADBEEF});
  out.put_varint(0);
  out.put_varint(127);
  out.put_varint(128);
  out.put_varint(UINT64_MAX);
  out.put_signed_varint(INT64_MIN);
  out.put_signed_varint(-1);
  out.put_text("naïve");

  ByteReader in(out.view());
  EXPECT_EQ(in.get<std::uint8_t>(), 7);
  EXPECT_EQ(in.get<std::uint32_t>(), 0xDEADBEEF);
  EXPECT_EQ(in.get_varint(), 0U);
  EXPECT_EQ(in.get_varint(), 127U);
  EXPECT_EQ(in.get_varint(), 128U);
  EXPECT_EQ(in.get_varint(), UINT64_MAX);
  EXPECT_EQ(in.get_signed_varint(), INT64_MIN);
  EXPECT_EQ(in.get_signed_varint(), -1);
  EXPECT_EQ(in.get_text(), "naïve");
  EXPECT_TRUE(in.ok());
  EXPECT_TRUE(in.at_end());
}

TEST(Bytes, ReadingPastTheEndStopsForGood) {
  ByteReader in(std::string_view("\x01\x02", 2));
  EXPECT_EQ(in.get<std::uint32_t>(), 0U);
  EXPECT_FALSE(in.ok());
  EXPECT_EQ(in.get<std::uint8_t>(), 0U);
}

TEST(Bytes, RefusesAVarintOfMoreThan64Bits) {
  const std::string endless(11, '\xFF');
  ByteReader in(endless);
  in.get_varint();
  EXPECT_FALSE(in.ok());
}

TEST(Bytes, RefusesATextLongerThanWhatIsLeft) {
  ByteReader in(
      std::string_view("\x05"
                       "abc",
                       4));
  EXPECT_EQ(in.get_text(), "");
  EXPECT_FALSE(in.ok());
}

}  // namespace
}  // namespace engine

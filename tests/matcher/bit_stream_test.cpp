#include "matcher/bit_stream.h"

#include <random>
#include <vector>

namespace matcher {
namespace {

std::string padded(BitWriter writer) {
  return std::move(writer).take() + std::string(kBitPaddingBytes, '\0');
}

unsigned rice_parameter(std::uint64_t number) {
  const auto width = static_cast<unsigned>(std::bit_width(number));
  return width > 5 ? width - 3 : 0;
}

TEST(BitStream, GivesBackEveryKindOfNumber) {
  std::mt19937_64 random(3);
  std::vector<std::uint64_t> numbers = {1, 2, 3, 55, 56, 57, 255, 256};
  for (int i = 0; i < 1000; ++i) numbers.push_back(1 + (random() >> (20 + random() % 43)));
  BitWriter writer;
  for (const std::uint64_t number : numbers) {
    const unsigned bits = rice_parameter(number);
    writer.put(number, static_cast<unsigned>(std::bit_width(number)));
    writer.put_unary(number % 200);
    writer.put_gamma(number);
    writer.put_rice(number, bits);
  }
  const std::string bytes = padded(std::move(writer));
  BitReader reader(bytes, 0);
  for (const std::uint64_t number : numbers) {
    const unsigned bits = rice_parameter(number);
    ASSERT_EQ(reader.get(static_cast<unsigned>(std::bit_width(number))), number);
    ASSERT_EQ(reader.get_unary(), number % 200);
    ASSERT_EQ(reader.get_gamma(), number);
    ASSERT_EQ(reader.get_rice(bits), number);
  }
  EXPECT_TRUE(reader.ok());
}

TEST(BitStream, ReadsTwoCodesAtOnceAsItReadsThemApart) {
  const std::vector<std::uint64_t> numbers = {0, 1, 7, 60, 200, 5000, 1'000'000};
  for (const unsigned bits : {0U, 3U, 30U}) {
    BitWriter writer;
    for (const std::uint64_t rice : numbers) {
      for (const std::uint64_t gamma : numbers) {
        writer.put_rice(rice, bits);
        writer.put_gamma(gamma + 1);
      }
    }
    const std::string bytes = padded(std::move(writer));
    BitReader reader(bytes, 0);
    for (const std::uint64_t rice : numbers) {
      for (const std::uint64_t gamma : numbers) {
        const auto read = reader.get_rice_and_gamma(bits);
        ASSERT_EQ(read.rice, rice);
        ASSERT_EQ(read.gamma, gamma + 1);
      }
    }
    EXPECT_TRUE(reader.ok());
  }
}

TEST(BitStream, StepsOverARiceCodeAsItWouldReadIt) {
  BitWriter writer;
  for (const std::uint64_t number : {0, 9, 700, 3}) writer.put_rice(number, 2);
  const std::string bytes = padded(std::move(writer));
  BitReader reader(bytes, 0);
  for (int i = 0; i < 3; ++i) reader.skip_rice(2);  // 700 >> 2 zeros are more than fit at once.
  EXPECT_EQ(reader.get_rice(2), 3U);
}

TEST(BitStream, CountsTheBitsOfItsCodes) {
  for (const std::uint64_t number : {1, 5, 64, 1000}) {
    BitWriter gamma;
    gamma.put_gamma(number);
    EXPECT_EQ(std::move(gamma).take().size(), (gamma_bits(number) + 7) / 8);
    BitWriter rice;
    rice.put_rice(number, 3);
    EXPECT_EQ(std::move(rice).take().size(), (rice_bits(number, 3) + 7) / 8);
  }
}

TEST(BitStream, StopsForGoodAtTheEnd) {
  BitWriter writer;
  writer.put(5, 8);
  const std::string bytes = padded(std::move(writer));
  BitReader reader(bytes, 0);
  EXPECT_EQ(reader.get(8), 5U);
  EXPECT_TRUE(reader.ok());
  EXPECT_EQ(reader.get_unary(), 0U);
  EXPECT_FALSE(reader.ok());
  EXPECT_EQ(reader.get(8), 0U);
  EXPECT_FALSE(BitReader(bytes, 100).ok());
  EXPECT_FALSE(BitReader("short", 1).ok());
}

}  // namespace
}  // namespace matcher

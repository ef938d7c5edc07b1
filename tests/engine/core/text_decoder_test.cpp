#include "engine/core/text_decoder.h"

#include <random>

namespace engine {
namespace {

struct Decoded {
  std::string text;
  Encoding encoding = Encoding::kUtf8;
};

Decoded decode(std::string_view bytes, const std::vector<std::size_t>& cuts = {}) {
  TextDecoder decoder;
  Decoded decoded;
  std::size_t start = 0;
  for (const std::size_t cut : cuts) {
    decoded.text += decoder.feed(bytes.substr(start, cut - start));
    start = cut;
  }
  decoded.text += decoder.feed(bytes.substr(start));
  const auto rest = decoder.finish();
  EXPECT_TRUE(rest) << rest.error().message();
  decoded.text += rest.value_or("");
  decoded.encoding = decoder.encoding();
  return decoded;
}

std::string utf16(std::u16string_view text, bool little) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    bytes += little ? std::string{low, high} : std::string{high, low};
  }
  return bytes;
}

const std::u16string kText = u"Titel\u00E9\u20AC\U0001F3B5;x\r\n";
const std::string kUtf8 = "Titel\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8E\xB5;x\r\n";

TEST(TextDecoder, ReadsEveryEncodingWithAndWithoutItsMark) {
  EXPECT_EQ(decode("\xEF\xBB\xBF" + kUtf8).text, kUtf8);
  EXPECT_EQ(decode(kUtf8).text, kUtf8);
  EXPECT_EQ(decode("\xFF\xFE" + utf16(kText, true)).text, kUtf8);
  EXPECT_EQ(decode("\xFE\xFF" + utf16(kText, false)).text, kUtf8);
  EXPECT_EQ(decode(utf16(kText, true)).text, kUtf8);
  EXPECT_EQ(decode(utf16(kText, false)).encoding, Encoding::kUtf16Be);
  EXPECT_EQ(decode("Caf\xE9 \x80 \x93x\x94").text,
            "Caf\xC3\xA9 \xE2\x82\xAC \xE2\x80\x9Cx\xE2\x80\x9D");
  EXPECT_EQ(decode("Caf\xE9").encoding, Encoding::kWindows1252);
  EXPECT_EQ(decode("").text, "");
  EXPECT_EQ(decode("a").text, "a");
  EXPECT_EQ(decode("\xE9").text, "\xC3\xA9");
}

TEST(TextDecoder, ReadsTheSameHoweverTheBytesAreCut) {
  std::mt19937 random(5);
  std::string long_latin(10'000, 'x');
  long_latin[3'000] = '\xE9';
  for (const std::string& bytes :
       {kUtf8, "\xFF\xFE" + utf16(kText, true), "\xEF\xBB\xBF" + kUtf8, std::string("Caf\xE9"),
        long_latin, std::string(5'000, 'y') + kUtf8 + std::string(5'000, 'z') + "\xE9"}) {
    const std::string whole = decode(bytes).text;
    for (int round = 0; round < 100; ++round) {
      std::vector<std::size_t> cuts(random() % 6);
      for (std::size_t& cut : cuts) cut = random() % (bytes.size() + 1);
      std::sort(cuts.begin(), cuts.end());
      ASSERT_EQ(decode(bytes, cuts).text, whole);
    }
  }
}

TEST(TextDecoder, LeavesBadBytesInUtf8ToWhoeverReadsTheCell) {
  const std::string bytes = kUtf8 + std::string(5'000, 'x') + "\xE9";
  EXPECT_EQ(decode(bytes).text, bytes);
}

TEST(TextDecoder, ReplacesHalfAPairAndRefusesHalfAUnit) {
  EXPECT_EQ(decode(std::string("\xFF\xFE\x00\xD8x\0", 6)).text, "\xEF\xBF\xBDx");
  TextDecoder decoder;
  decoder.feed(std::string_view("\xFF\xFEx\0y", 5));
  EXPECT_FALSE(decoder.finish());
}

}  // namespace
}  // namespace engine

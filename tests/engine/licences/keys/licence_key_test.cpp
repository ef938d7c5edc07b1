#include "engine/licences/keys/licence_key.h"

#include <algorithm>
#include <random>

namespace engine::licences {
namespace {

using testing::HasSubstr;

LicenceKey random_key(std::mt19937& random) {
  LicenceKey key;
  for (std::uint8_t& byte : key.bits) byte = static_cast<std::uint8_t>(random() % 256);
  return key;
}

LicenceKey counted_key() {
  LicenceKey key;
  for (std::size_t i = 0; i < key.bits.size(); ++i) key.bits[i] = static_cast<std::uint8_t>(i + 1);
  return key;
}

// 0x0102030405060708090A0B0C in base 32, and modulo 37, reckoned elsewhere.
constexpr const char* kCounted = "CT1-00820-C20A1-G7104-GM2RC-U";

TEST(LicenceKeyTest, IsANumberInCrockfordsDigits) {
  EXPECT_EQ(to_string(counted_key()), kCounted);
  EXPECT_EQ(to_string(LicenceKey{}), "CT1-00000-00000-00000-00000-0");
  LicenceKey highest;
  highest.bits.fill(0xFF);
  EXPECT_EQ(to_string(highest), "CT1-1ZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-9");
  EXPECT_EQ(to_string(highest).size(), kKeyTextLength);
}

TEST(LicenceKeyTest, ForgivesHowItIsTyped) {
  const std::string key = kCounted;
  std::string bare = key;
  std::erase(bare, '-');
  std::string spaced = key;
  std::ranges::replace(spaced, '-', ' ');
  std::string dashed;
  for (const char c : key) dashed += c == '-' ? "\u2013" : std::string(1, c);
  std::string alike = key;
  std::ranges::replace(alike, '0', 'o');
  std::ranges::replace(alike, '1', 'l');
  for (std::string typed : {key, bare, spaced, dashed, alike, "  " + key + "\r\n"}) {
    for (const bool small : {false, true}) {
      if (small)
        std::ranges::transform(typed, typed.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      const auto read = parse_licence_key(typed);
      ASSERT_TRUE(read) << typed << ": " << read.error().message();
      EXPECT_EQ(*read, counted_key());
      EXPECT_EQ(tidy_key(typed), kCounted);
    }
  }
}

TEST(LicenceKeyTest, ComesBackFromItsText) {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    const LicenceKey key = random_key(random);
    EXPECT_EQ(parse_licence_key(to_string(key)).value(), key);
  }
}

TEST(LicenceKeyTest, EverySingleWrongCharacterIsToldOf) {
  std::mt19937 random(8);
  for (int i = 0; i < 20; ++i) {
    const LicenceKey key = random_key(random);
    const std::string text = to_string(key);
    for (std::size_t at = 0; at < text.size(); ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string typed = text;
        typed[at] = static_cast<char>(byte);
        const auto read = parse_licence_key(typed);
        // What reads at all is another way of typing the same: a small letter, O for 0, a blank.
        EXPECT_TRUE(!read || *read == key) << typed;
      }
    }
  }
}

TEST(LicenceKeyTest, NeighboursThatChangedPlacesAreToldOf) {
  std::mt19937 random(9);
  for (int i = 0; i < 200; ++i) {
    const std::string text = to_string(random_key(random));
    for (std::size_t at = kKeyPrefix.size() + 1; at + 3 < text.size(); ++at) {
      if (text[at] == text[at + 1] || text[at] == '-' || text[at + 1] == '-') continue;
      std::string typed = text;
      std::swap(typed[at], typed[at + 1]);
      EXPECT_FALSE(parse_licence_key(typed)) << text << " as " << typed;
    }
  }
}

TEST(LicenceKeyTest, SaysWhatIsWrong) {
  const std::string key = kCounted;
  const auto why = [](const std::string& typed) {
    const auto read = parse_licence_key(typed);
    return read ? "read" : read.error().message();
  };
  std::string mistyped = key;
  mistyped[10] = mistyped[10] == '7' ? '8' : '7';
  EXPECT_THAT(why(mistyped), HasSubstr("its check character is wrong"));
  EXPECT_THAT(why(key.substr(0, 20)), HasSubstr("type all of it"));
  EXPECT_THAT(why(key + "A"), HasSubstr("it has 22 characters behind CT1 and not 21"));
  std::string other = key;
  other[11] = 'U';
  EXPECT_THAT(why(other), HasSubstr("'U' stands in none"));
  for (const std::string& text : {std::string(), std::string("hello"), "CT2" + key.substr(3),
                                  key.substr(4), std::string(10'000, 'A')}) {
    EXPECT_THAT(why(text), HasSubstr("expected CT1- and 21 characters")) << text.substr(0, 40);
  }
  EXPECT_EQ(tidy_key("ABC-123"), "ABC-123");
}

}  // namespace
}  // namespace engine::licences

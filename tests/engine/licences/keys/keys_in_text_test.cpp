#include "engine/licences/keys/keys_in_text.h"

#include "engine/core/text.h"
#include "tests/engine/licences/keys/sample_certificate.h"

namespace engine::licences {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string& key() {
  static const std::string text = to_string(sample_certificate().key);
  return text;
}

std::vector<std::string> found_in(const std::string& text) {
  std::vector<std::string> keys;
  for (const FoundKey& one : find_keys(text).keys) keys.push_back(to_string(one.key));
  return keys;
}

std::string with_dashes_as(const std::string& separator) {
  std::string typed;
  for (const char c : key()) typed += c == '-' ? separator : std::string(1, c);
  return typed;
}

TEST(KeysInTextTest, FindsAKeyWhateverSurroundsIt) {
  const std::vector<std::string> texts{key(),
                                       "Music licensed: " + key() + ".",
                                       "(" + key() + ")",
                                       "[" + key() + "]\r\n",
                                       "<" + key() + ">",
                                       "\"" + key() + "\",",
                                       "**" + key() + "**",
                                       "key=" + key() + "&x=1",
                                       "Licence:" + key() + "; thanks",
                                       "https://example.com/?k=" + key(),
                                       "a\n" + key() + "\nb",
                                       "\u201C" + key() + "\u201D",
                                       "f\u00FCr \u2013 " + key() + "!",
                                       key() + " and " + key(),
                                       "it is " + to_lower_ascii(key()) + ", they said",
                                       "Key " + with_dashes_as(" ") + " ok",
                                       "Key " + with_dashes_as("") + " ok",
                                       "Key " + with_dashes_as("\u2013") + " ok",
                                       "Key " + with_dashes_as("-\n  ") + " ok",
                                       std::string("\0\xFF\xFE", 3) + key(),
                                       "CT1-CT1- " + key(),
                                       "<x:key>" + key() + "</x:key>"};
  for (const std::string& text : texts) {
    EXPECT_THAT(found_in(text), ElementsAre(key())) << text;
    EXPECT_THAT(find_keys(text).look_alikes, IsEmpty()) << text;
  }
}

TEST(KeysInTextTest, FindsNoneWhereThereIsNone) {
  const std::vector<std::string> texts{"",
                                       "CT1",
                                       "CT1-",
                                       "ct1 is a nice code",
                                       "X" + key(),
                                       "ACT1-00000",
                                       "CT1-12345-12345",
                                       "ct1abcdefghijklmnopqrstuvwxyzabcdef"};
  for (const std::string& text : texts) {
    EXPECT_THAT(found_in(text), IsEmpty()) << text;
    EXPECT_THAT(find_keys(text).look_alikes, IsEmpty()) << text;
  }
}

TEST(KeysInTextTest, TellsOfOneThatWasMistyped) {
  std::string mistyped = key();
  mistyped[12] = mistyped[12] == '7' ? '8' : '7';
  const KeysInText found = find_keys("Licence " + mistyped + ", or was it " + key() + "?");
  ASSERT_THAT(found.keys, SizeIs(1));
  ASSERT_THAT(found.look_alikes, SizeIs(1));
  EXPECT_EQ(found.look_alikes[0].text, mistyped);
  EXPECT_THAT(found.look_alikes[0].why, HasSubstr("check character is wrong"));

  for (const std::string& text : {key() + "X", key().substr(0, kKeyTextLength - 2) + "."}) {
    EXPECT_THAT(find_keys(text).keys, IsEmpty()) << text;
    EXPECT_THAT(find_keys(text).look_alikes, SizeIs(1)) << text;
  }
}

TEST(KeysInTextTest, FindsCertificates) {
  const std::string line = to_string(sample_certificate());
  std::string wrapped;
  for (std::size_t at = 0; at < line.size(); at += 60) {
    wrapped += "> " + line.substr(at, 60) + "\r\n";
  }
  for (const std::string& text :
       {line, "Here: " + line + " .", "\"" + line + "\"", line + "\n" + line, key() + "\n" + line,
        wrapped, "Dear Zoe,\n\n" + wrapped + "\nyours"}) {
    const KeysInText found = find_keys(text);
    ASSERT_THAT(found.keys, SizeIs(1)) << text;
    ASSERT_TRUE(found.keys[0].certificate) << text;
    EXPECT_EQ(to_string(*found.keys[0].certificate), line);
    EXPECT_THAT(found.look_alikes, IsEmpty()) << text;
  }
}

TEST(KeysInTextTest, AnAlteredCertificateGivesNoKey) {
  std::string altered = to_string(sample_certificate());
  altered[60] = altered[60] == 'A' ? 'B' : 'A';
  const KeysInText found = find_keys(altered);
  EXPECT_THAT(found.keys, IsEmpty());
  ASSERT_THAT(found.look_alikes, SizeIs(1));
  EXPECT_THAT(found.look_alikes[0].why, HasSubstr("altered after it was issued"));
}

TEST(KeysInTextTest, ASentenceThatEndsWithAKeyIsNoCertificate) {
  EXPECT_THAT(found_in("It is " + key() + ".Thanks.And more"), ElementsAre(key()));
  EXPECT_THAT(found_in("It is " + key() + ".\nThanks.\nAnd more"), ElementsAre(key()));
}

TEST(KeysInTextTest, HasLimits) {
  std::string many;
  LicenceKey one;
  for (std::size_t i = 0; i < kFoundKeysMax + 5; ++i) {
    one.bits[11] = static_cast<std::uint8_t>(i);
    one.bits[10] = static_cast<std::uint8_t>(i >> 8U);
    many += to_string(one) + "\n";
  }
  EXPECT_THAT(find_keys(many).keys, SizeIs(kFoundKeysMax));
  EXPECT_TRUE(find_keys(many).cut);
  const std::string far = std::string(kSearchedBytesMax, ' ') + key();
  EXPECT_THAT(find_keys(far).keys, IsEmpty());
  EXPECT_TRUE(find_keys(far).cut);
  EXPECT_FALSE(find_keys(key()).cut);
}

}  // namespace
}  // namespace engine::licences

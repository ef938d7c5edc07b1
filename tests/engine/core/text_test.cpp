#include "engine/core/text.h"

namespace engine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kReplaced = "\xEF\xBF\xBD";  // U+FFFD.

TEST(FixedPoint, HasExactlyTheDecimalsAskedFor) {
  EXPECT_EQ(fixed_point(-142, 1), "-14.2");
  EXPECT_EQ(fixed_point(5, 2), "0.05");
  EXPECT_EQ(fixed_point(-5, 2), "-0.05");
  EXPECT_EQ(fixed_point(0, 3), "0.000");
  EXPECT_EQ(fixed_point(1200, 2), "12.00");
  EXPECT_EQ(fixed_point(1200, 0), "1200");
}

TEST(FixedPoint, WritesTheWidestNumbers) {
  EXPECT_EQ(fixed_point(INT64_MIN, 2), "-92233720368547758.08");
  EXPECT_EQ(fixed_point(INT64_MAX, 0), "9223372036854775807");
}

TEST(FixedPoint, IsReadBackAsItWasWritten) {
  for (const std::int64_t value : {INT64_MIN, INT64_C(-1), INT64_C(0), INT64_C(7), INT64_MAX}) {
    for (const unsigned places : {0U, 1U, 2U, 6U}) {
      EXPECT_EQ(parse_fixed_point(fixed_point(value, places), places), value);
    }
  }
}

TEST(FixedPoint, ReadsFewerDecimalsThanThereMayBe) {
  EXPECT_EQ(parse_fixed_point("12.5", 2), 1250);
  EXPECT_EQ(parse_fixed_point("12", 2), 1200);
  EXPECT_EQ(parse_fixed_point("+12.50", 2), 1250);
  EXPECT_EQ(parse_fixed_point("-0.05", 2), -5);
}

TEST(FixedPoint, RefusesWhatIsNoNumberOrDoesNotFit) {
  for (const char* text : {"", " ", "-", "+", "+-1", "1.", "12.345", "1,5", "1.5.0", "1e3", "0x10",
                           " 1", "1 ", "12.5%", "1.-5", "nan", "92233720368547758.08"}) {
    EXPECT_FALSE(parse_fixed_point(text, 2)) << "'" << text << "'";
  }
}

TEST(LowerCase, ChangesAsciiLettersOnly) {
  EXPECT_EQ(to_lower_ascii("TITLE Ähem 9"), "title Ähem 9");
}

TEST(Trimmed, TakesWhiteSpaceOffBothEnds) {
  EXPECT_EQ(trimmed(" \t\r\n a b \n"), "a b");
  EXPECT_EQ(trimmed(" \t "), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(Split, TrimsPartsAndLeavesEmptyOnesOut) {
  EXPECT_THAT(split(" a |b c|| d|", '|'), ElementsAre("a", "b c", "d"));
  EXPECT_THAT(split("alone", '|'), ElementsAre("alone"));
  EXPECT_THAT(split("", '|'), IsEmpty());
  EXPECT_THAT(split(" | ", '|'), IsEmpty());
}

TEST(CleanUtf8, LeavesWellFormedTextAlone) {
  const std::string text = "plain, naïve, 音楽, \U0001F3B5, \xED\x9F\xBF, \xF4\x8F\xBF\xBF";
  EXPECT_EQ(clean_utf8(text), text);
}

TEST(CleanUtf8, PutsSpacesInPlaceOfControlCharacters) {
  EXPECT_EQ(clean_utf8(std::string_view("a\0b\nc\x1B[31md\x7F", 12)), "a b c [31md ");
}

TEST(CleanUtf8, ReplacesEveryByteThatIsNotUtf8) {
  const std::string one = kReplaced;
  EXPECT_EQ(clean_utf8("a\xFF"
                       "b"),
            "a" + one + "b");
  EXPECT_EQ(clean_utf8("\x80"), one);  // A continuation alone.
  EXPECT_EQ(clean_utf8("\xC3"), one);  // Cut off.
  EXPECT_EQ(clean_utf8("\xC3"
                       "a"),
            one + "a");                                              // Not continued.
  EXPECT_EQ(clean_utf8("\xC0\xAF"), one + one);                      // Overlong '/'.
  EXPECT_EQ(clean_utf8("\xE0\x80\xAF"), one + one + one);            // Overlong '/'.
  EXPECT_EQ(clean_utf8("\xED\xA0\x80"), one + one + one);            // A surrogate.
  EXPECT_EQ(clean_utf8("\xF4\x90\x80\x80"), one + one + one + one);  // Above U+10FFFF.
}

TEST(CleanUtf8, ChangesNothingTheSecondTime) {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  const std::string clean = clean_utf8(every_byte);
  EXPECT_EQ(clean_utf8(clean), clean);
}

TEST(DisplayWidth, CountsCodePoints) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("naïve"), 5U);
  EXPECT_EQ(display_width("音楽"), 2U);
}

TEST(FirstCharacters, CutsBetweenCodePoints) {
  EXPECT_EQ(first_characters("Häxan", 2), "Hä");
  EXPECT_EQ(first_characters("Häxan", 5), "Häxan");
  EXPECT_EQ(first_characters("Häxan", 0), "");
  EXPECT_EQ(first_characters("", 3), "");
}

TEST(Joined, LeavesOutWhatIsEmpty) {
  EXPECT_EQ(joined({"a", "", "b"}, "; "), "a; b");
  EXPECT_EQ(joined({"", ""}, "; "), "");
  EXPECT_EQ(joined({}, "; "), "");
}

}  // namespace
}  // namespace engine

#include "reports/usage_code.h"

#include <gtest/gtest.h>

#include <array>
#include <ostream>

namespace reports {

void PrintTo(const UsageCode& code, std::ostream* out) {
  *out << '"' << code.text << '"' << (code.assumed ? " (assumed)" : "");
}

namespace {

using F = Function;
using P = Perception;
using V = Vocality;
using Pos = Position;

UsageAxes axes(F function, P perception, V vocality, Pos position = Pos::kNone) {
  UsageAxes made;
  made.function = function;
  made.perception = perception;
  made.vocality = vocality;
  made.position = position;
  return made;
}

std::array<std::string, 7> codes_of(const UsageAxes& usage) {
  std::array<std::string, 7> codes;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    codes[i] = usage_code(usage, static_cast<CodeSet>(i)).text;
  }
  return codes;
}

struct Case {
  const char* name;
  UsageAxes usage;
  std::array<std::string, 7> codes;  // us, us-extended, bmi, apra, uk, cwr, ddex
};

const Case kCases[] = {
    {"background score",
     axes(F::kBackground, P::kBackground, V::kInstrumental),
     {"BI", "BI", "Background", "Background", "Background", "B", "Background"}},
    {"background song",
     axes(F::kBackground, P::kBackground, V::kVocal),
     {"BV", "BV", "Background", "Background", "Background", "B", "Background"}},
    {"a band on screen",
     axes(F::kFeature, P::kVisual, V::kInstrumental),
     {"VI", "VI", "Feature", "Featured", "Visual", "V", "OnScreenMusic"}},
    {"a singer on screen",
     axes(F::kFeature, P::kVisual, V::kVocal),
     {"VV", "VV", "Feature", "Featured", "Visual", "V", "OnScreenMusic"}},
    {"a radio in the room",
     axes(F::kBackground, P::kSource, V::kVocal),
     {"VV", "VS", "Feature", "Featured", "Visual", "V", "OnScreenMusic"}},
    {"a montage to a song",
     axes(F::kFeature, P::kBackground, V::kVocal),
     {"BV", "FV", "Feature", "Featured", "Featured", "V", "EssentialPart"}},
    {"opening theme",
     axes(F::kTheme, P::kBackground, V::kVocal, Pos::kOpening),
     {"MT", "OT", "Theme", "Theme", "Signature", "T", "Theme"}},
    {"main title theme",
     axes(F::kTheme, P::kBackground, V::kInstrumental, Pos::kMain),
     {"MT", "MT", "Theme", "Theme", "Signature", "T", "Theme"}},
    {"end title theme",
     axes(F::kTheme, P::kBackground, V::kInstrumental, Pos::kClosing),
     {"ET", "CT", "Theme", "Theme", "Signature", "T", "Theme"}},
    {"producer's logo",
     axes(F::kLogo, P::kBackground, V::kInstrumental),
     {"Logo", "LOGO", "Logo", "", "", "L", "AudioLogo"}},
    {"into the break",
     axes(F::kBumper, P::kBackground, V::kInstrumental),
     {"BI", "BUMPER", "Background", "Background", "Background", "B", "Bumper"}},
};

TEST(UsageCode, IsThatOfEachSetForEveryCombination) {
  for (const Case& one : kCases) {
    SCOPED_TRACE(one.name);
    EXPECT_EQ(codes_of(one.usage), one.codes);
    EXPECT_FALSE(usage_code(one.usage, CodeSet::kUsTemplate).assumed);
  }
}

TEST(UsageCode, OfARolledUpScoreIsThatOfTheWhole) {
  UsageAxes usage = axes(F::kBackground, P::kBackground, V::kInstrumental);
  usage.rolled_up = true;
  EXPECT_EQ(usage_code(usage, CodeSet::kCwr).text, "R");
  EXPECT_EQ(usage_code(usage, CodeSet::kDdex).text, "RolledUpCue");
  EXPECT_EQ(usage_code(usage, CodeSet::kUsTemplate).text, "BI");
}

TEST(UsageCode, OfPublicDomainIsPdWhereTheSetHasIt) {
  UsageAxes usage = axes(F::kBackground, P::kBackground, V::kInstrumental);
  usage.origin = Origin::kPublicDomain;
  EXPECT_EQ(usage_code(usage, CodeSet::kUsExtended).text, "PD");
  EXPECT_EQ(usage_code(usage, CodeSet::kUsTemplate).text, "BI");
}

TEST(UsageCode, SaysWhenItRestsOnWhatNobodyHasSaid) {
  const UsageCode unseen = usage_code(axes(F::kBackground, P::kUnknown, V::kVocal), {});
  EXPECT_EQ(unseen, (UsageCode{"BV", true}));
  EXPECT_TRUE(usage_code(axes(F::kUnknown, P::kBackground, V::kVocal), {}).assumed);
  EXPECT_FALSE(usage_code(axes(F::kLogo, P::kUnknown, V::kUnknown), {}).assumed);
}

TEST(UsageCode, IsNeverAVisualOneWithoutAnybodySayingSo) {
  for (std::size_t f = 0; f < axis_words<F>().size(); ++f) {
    const UsageAxes usage = axes(static_cast<F>(f), P::kUnknown, V::kVocal);
    EXPECT_FALSE(usage_code(usage, CodeSet::kUsTemplate).text.starts_with("V"));
  }
}

TEST(UsageCode, IsEmptyWhileItIsNotKnownWhetherThereIsAVoice) {
  const UsageAxes usage = axes(F::kBackground, P::kBackground, V::kUnknown);
  EXPECT_EQ(usage_code(usage, CodeSet::kUsTemplate), UsageCode{});
  EXPECT_EQ(usage_code(usage, CodeSet::kApra).text, "Background");
}

TEST(UsageCode, OfDdexHasItsOtherElements) {
  UsageAxes usage = axes(F::kTheme, P::kBackground, V::kVocal, Pos::kOpening);
  usage.origin = Origin::kCommissioned;
  EXPECT_EQ(ddex_usage(usage), (DdexUsage{"Theme", "OpeningTheme", "Background", "Vocal",
                                          "SpeciallyCommissionedMusic"}));
  EXPECT_EQ(ddex_usage({}), (DdexUsage{"Background", "", "", "", "Unknown"}));
}

TEST(CodeSet, IsFoundByItsName) {
  EXPECT_EQ(code_set_named("us"), CodeSet::kUsTemplate);
  EXPECT_EQ(code_set_named("ddex"), CodeSet::kDdex);
  EXPECT_EQ(code_set_named("gema"), std::nullopt);
  EXPECT_EQ(code_set_name(CodeSet::kApra), "apra");
}

TEST(UsageAxes, AreReadAsTheyAreWritten) {
  for (std::size_t i = 0; i < axis_words<F>().size(); ++i) {
    EXPECT_EQ(axis_named<F>(word(static_cast<F>(i))), static_cast<F>(i));
  }
  EXPECT_EQ(axis_named<Perception>("seen"), std::nullopt);
  EXPECT_EQ(word(Origin::kPublicDomain), "public_domain");
  EXPECT_EQ(word(Position::kTitle), "title");
}

}  // namespace
}  // namespace reports

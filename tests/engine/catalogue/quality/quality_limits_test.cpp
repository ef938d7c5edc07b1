#include "engine/catalogue/quality/quality_limits.h"

namespace engine::catalogue {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;
using testing::StartsWith;

std::string refusal(const Result<void>& result) {
  return result ? "accepted" : result.error().message();
}

TEST(QualityLimits, AreByDefaultThoseOfALibrary) {
  const QualityLimits limits;
  QualityLimits library;
  apply(kQualityProfiles.front(), library);
  EXPECT_EQ(limits.loudness_min, library.loudness_min);
  EXPECT_EQ(limits.loudness_max, library.loudness_max);
  EXPECT_EQ(limits.true_peak_max, library.true_peak_max);
  EXPECT_EQ(limits.loudness_min, -1600);
  EXPECT_EQ(limits.loudness_max, -1400);
  EXPECT_EQ(limits.true_peak_max, -100);
}

TEST(QualityLimits, EachCanBeSetByItsName) {
  for (const LimitInfo& info : kLimits) {
    QualityLimits limits;
    ASSERT_TRUE(limits.set(std::string(info.name) + " = 7")) << info.name;
    std::int32_t seven = 7;
    for (unsigned place = 0; place < info.places; ++place) seven *= 10;
    EXPECT_EQ(limits.*info.value, seven) << info.name;
  }
}

TEST(QualityLimits, TakeDecimalsAndSigns) {
  QualityLimits limits;
  ASSERT_TRUE(limits.set("loudness-min=-23.5"));
  ASSERT_TRUE(limits.set("head-silence-max=0.125"));
  EXPECT_EQ(limits.loudness_min, -2350);
  EXPECT_EQ(limits.head_silence_max, 125);
}

TEST(QualityLimits, EachRuleCanBeMadeGraverOrTurnedOff) {
  QualityLimits limits;
  for (const RuleInfo& info : kRules) {
    EXPECT_THAT(limits.severity(info.rule), Optional(info.severity));
    EXPECT_EQ(rule_named(info.name), info.rule);
    EXPECT_EQ(name_of(info.rule), info.name);
    ASSERT_TRUE(limits.set(std::string(info.name) + "=error"));
    EXPECT_THAT(limits.severity(info.rule), Optional(Severity::kError));
    ASSERT_TRUE(limits.set(std::string(info.name) + "=off"));
    EXPECT_EQ(limits.severity(info.rule), std::nullopt);
  }
}

TEST(QualityLimits, TakeListsOfTagsAndVersions) {
  QualityLimits limits;
  ASSERT_TRUE(limits.set("required-tags=isrc | writers|publishers|iswc"));
  EXPECT_THAT(limits.required_tags, ElementsAre("isrc", "writers", "publishers", "iswc"));
  ASSERT_TRUE(limits.set("required-tags="));
  EXPECT_THAT(limits.required_tags, IsEmpty());
  ASSERT_TRUE(limits.set("wanted-versions=full|60s"));
  EXPECT_THAT(limits.wanted_versions, ElementsAre("full", "60s"));
}

TEST(QualityLimits, RefusalsSayWhatThereIs) {
  QualityLimits limits;
  EXPECT_THAT(refusal(limits.set("loudness")), HasSubstr("NAME=VALUE"));
  EXPECT_THAT(refusal(limits.set("loud=1")),
              AllOf(StartsWith("loud: no such"), HasSubstr("loudness-min"), HasSubstr("phase")));
  EXPECT_THAT(refusal(limits.set("true-peak-max=-1.005")), HasSubstr("at most 2 decimals"));
  EXPECT_THAT(refusal(limits.set("true-peak-max=99999999999")), HasSubstr("no number"));
  EXPECT_THAT(refusal(limits.set("true-peak-max=loud")), HasSubstr("\"loud\" is no number"));
  EXPECT_THAT(refusal(limits.set("mono=fatal")), HasSubstr("none of error, warning, note, off"));
  EXPECT_THAT(refusal(limits.set("required-tags=bpm|mood")), HasSubstr("\"mood\" is no column"));
}

TEST(QualityLimits, FileHasASettingALine) {
  QualityLimits limits;
  ASSERT_TRUE(limits.set_all("# Ours.\n\nloudness-min = -24\r\n  mono=off\nbits-min=24"));
  EXPECT_EQ(limits.loudness_min, -2400);
  EXPECT_EQ(limits.bits_min, 24);
  EXPECT_EQ(limits.severity(Rule::kMono), std::nullopt);
  EXPECT_THAT(refusal(limits.set_all("mono=off\n\nstereo=off\n")),
              StartsWith("3: stereo: no such"));
}

}  // namespace
}  // namespace engine::catalogue

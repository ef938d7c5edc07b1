#include "reports/composer_report.h"

#include "tests/reports/sample_uses.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using testing::HasSubstr;

const Contribution kAnn = writer("Ann Ames", 5'000);
const Contribution kBob = writer("Bob Bell", 5'000);

ReportedUses three_uses() {
  return {{use_of(sample_track(1, {kAnn}), 0, 10'000),
           use_of(sample_track(2, {kAnn, kBob}), 20'000, 50'000),
           use_of(sample_track(1, {kAnn}), 0, 5'000, sample_video(2))}};
}

TEST(ComposerUsage, SumsUsesVideosAndTracks) {
  const auto composers = composer_usage(three_uses());
  ASSERT_EQ(composers.size(), 2U);
  EXPECT_EQ(composers[0].name, "Ann Ames");
  EXPECT_EQ(composers[0].uses.size(), 3U);
  EXPECT_EQ(composers[0].videos, 2U);
  EXPECT_EQ(composers[0].tracks, 2U);
  EXPECT_EQ(composers[0].music, engine::from_ms(45'000));
  EXPECT_EQ(composers[1].name, "Bob Bell");
  EXPECT_EQ(composers[1].music, engine::from_ms(30'000));
}

TEST(ComposerUsage, PicksByPartOfTheNameInAnyCase) {
  const auto composers = composer_usage(three_uses(), "bell");
  ASSERT_EQ(composers.size(), 1U);
  EXPECT_EQ(composers[0].name, "Bob Bell");
}

TEST(ComposerUsage, TellsNamesakesApartByIpi) {
  Contribution other = kAnn;
  other.party.ipi = "00123456789";
  const auto composers = composer_usage({{use_of(sample_track(1, {kAnn}), 0, 10'000),
                                          use_of(sample_track(2, {other}), 20'000, 30'000)}});
  EXPECT_EQ(composers.size(), 2U);
}

TEST(ComposerUsage, CountsAUseOnceForAWriterWithTwoRoles) {
  Contribution as_author = kAnn;
  as_author.role = "A";
  const auto composers = composer_usage({{use_of(sample_track(1, {kAnn, as_author}), 0, 10'000)}});
  ASSERT_EQ(composers.size(), 1U);
  EXPECT_EQ(composers[0].uses.size(), 1U);
}

TEST(ComposerUsage, DoesNotCountPublishersAsComposers) {
  const auto composers =
      composer_usage({{use_of(sample_track(1, {kAnn, publisher("Pub", 10'000)}), 0, 10'000)}});
  EXPECT_EQ(composers.size(), 1U);
}

TEST(ComposerUsage, CountsTwoUsesAtOnceOnceAndTellsTheSociety) {
  const auto composers = composer_usage({{use_of(sample_track(1, {kAnn}), 0, 10'000),
                                          use_of(sample_track(2, {kAnn}), 5'000, 15'000)}});
  EXPECT_EQ(composers[0].music, engine::from_ms(15'000));
  EXPECT_EQ(composers[0].society, "PRS");
}

TEST(ComposerTable, KeepsUsesOfUnknownWriters) {
  const ReportedUses report{{use_of(sample_track(1), 0, 10'000)}};
  EXPECT_THAT(composer_table(composer_usage(report), report, false), HasSubstr("(unknown)"));
}

TEST(ComposerCsv, HasARowPerComposerAndUse) {
  const std::string csv = composer_csv(composer_usage(three_uses()), three_uses());
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 1 + 3 + 1);
}

TEST(ComposerJson, NestsTheUses) {
  const auto json =
      nlohmann::json::parse(composer_json(composer_usage(three_uses()), three_uses()));
  EXPECT_EQ(json["composers"][0]["music_ms"], 45'000);
  EXPECT_EQ(json["composers"][0]["uses"].size(), 3U);
}

}  // namespace
}  // namespace reports

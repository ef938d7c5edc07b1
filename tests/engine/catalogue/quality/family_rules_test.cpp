#include "engine/catalogue/quality/family_rules.h"

namespace engine::catalogue {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Recording recording(const std::string& id, const std::string& work, const std::string& version,
                    std::int64_t seconds = 60) {
  Recording made;
  made.id = id;
  made.title = "Song";
  made.version = version;
  made.work.id = work;
  made.track = TrackId{{static_cast<std::uint8_t>(id.front())}};
  made.duration = MediaTime{seconds * 1'000'000};
  return made;
}

/// One stretch in common, that `first` plays so much later.
Kinship kinship(const Recording& a, const Recording& b, MediaTime later, KinshipKind kind) {
  const bool in_order = *a.track < *b.track;
  const MediaSpan early{MediaTime{1'000'000}, MediaTime{50'000'000}};
  const MediaSpan late{early.start + later, early.end + later};
  return {.first = in_order ? *a.track : *b.track,
          .second = in_order ? *b.track : *a.track,
          .kind = kind,
          .regions = {{.in_first = in_order ? late : early, .in_second = in_order ? early : late}}};
}

std::vector<std::string> texts(const std::vector<Finding>& findings) {
  std::vector<std::string> all;
  for (const Finding& finding : findings) {
    all.push_back(std::string(name_of(finding.rule)) + ": " + finding.measured);
  }
  return all;
}

TEST(VersionFamilies, AreWorksAndWhatNamesItsParent) {
  std::vector<Recording> all{recording("a", "w1", "full"), recording("b", "w2", "full"),
                             recording("c", "w1", "instrumental"), recording("d", "w3", "stem")};
  all[3].parent_id = "b";
  EXPECT_THAT(group_families(all), ElementsAre(VersionFamily{{0, 2}}, VersionFamily{{1, 3}}));
  all[1].parent_id = "c";
  EXPECT_THAT(group_families(all), ElementsAre(VersionFamily{{0, 1, 2, 3}}));
  all[1].parent_id = "nowhere";
  EXPECT_EQ(group_families(all).size(), 2U);
  EXPECT_THAT(group_families({}), IsEmpty());
}

TEST(VersionFamilies, HaveAFullMix) {
  std::vector<Recording> all{recording("a", "w", "instrumental"), recording("b", "w", "full"),
                             recording("c", "w", "full"), recording("d", "w", "stem")};
  all[3].parent_id = "c";
  const VersionFamily family{{0, 1, 2, 3}};
  EXPECT_EQ(full_mix_of(all[0], family, all)->id, "b");
  EXPECT_EQ(full_mix_of(all[3], family, all)->id, "c");
  EXPECT_EQ(full_mix_of(all[1], family, all), nullptr);
  all[1].track.reset();
  EXPECT_EQ(full_mix_of(all[0], family, all)->id, "c");
}

class VersionRulesTest : public testing::Test {
 protected:
  std::vector<std::string> check(const std::vector<Kinship>& kin) const {
    return texts(check_version(version_, &full_, kin_by_track(kin), limits_));
  }

  Recording full_ = recording("f", "w", "full");
  Recording version_ = recording("v", "w", "instrumental");
  QualityLimits limits_;
};

TEST_F(VersionRulesTest, AVersionStartsAndEndsWithItsFullMix) {
  const auto together = kinship(version_, full_, MediaTime{40'000}, KinshipKind::kVersion);
  EXPECT_THAT(check({together}), IsEmpty());
  version_.duration += MediaTime{101'000};
  EXPECT_THAT(check({together}), ElementsAre("version-length: 60.101 s"));
}

TEST_F(VersionRulesTest, AnOffsetIsToldFromBothSides) {
  const auto later = kinship(version_, full_, MediaTime{500'000}, KinshipKind::kVersion);
  EXPECT_THAT(check({later}), ElementsAre("version-offset: 0.500 s later"));
  const auto earlier = kinship(version_, full_, MediaTime{-500'000}, KinshipKind::kVersion);
  EXPECT_THAT(check({earlier}), ElementsAre("version-offset: 0.500 s earlier"));
  // The same whichever of the two has the smaller id.
  version_.track = TrackId{{1}};
  EXPECT_THAT(check({kinship(version_, full_, MediaTime{500'000}, KinshipKind::kVersion)}),
              ElementsAre("version-offset: 0.500 s later"));
}

TEST_F(VersionRulesTest, AnInstrumentalSharesSoundAndAStemNeedNot) {
  EXPECT_THAT(check({}), ElementsAre("unlike: shares no sound with \"Song\""));
  version_.version = "stem";
  EXPECT_THAT(check({}), IsEmpty());
}

TEST_F(VersionRulesTest, AStingerMayBeOfAnyLengthAndPlace) {
  version_ = recording("v", "w", "stinger", 8);
  EXPECT_THAT(check({kinship(version_, full_, MediaTime{-30'000'000}, KinshipKind::kVersion)}),
              IsEmpty());
}

TEST_F(VersionRulesTest, ADuplicateIsNamed) {
  const Recording copy = recording("x", "w2", "full");
  EXPECT_THAT(
      texts(check_version(
          copy, nullptr,
          kin_by_track({kinship(copy, full_, MediaTime{0}, KinshipKind::kDuplicate)}), limits_)),
      ElementsAre("duplicate: sounds as " + to_string(*full_.track)));
}

TEST_F(VersionRulesTest, AFamilySaysWhichVersionsItLacks) {
  const std::vector<Recording> all{full_, version_};
  EXPECT_THAT(texts(check_family({{0, 1}}, all, limits_)),
              ElementsAre("versions: without no-melody, stinger"));
  ASSERT_TRUE(limits_.set("wanted-versions=full|instrumental"));
  EXPECT_THAT(texts(check_family({{0, 1}}, all, limits_)), IsEmpty());
}

}  // namespace
}  // namespace engine::catalogue

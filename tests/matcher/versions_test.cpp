// Matching of tracks that have something in common, with what the catalogue knows of them.
#include "matcher/versions.h"

#include "engine/core/fingerprint_record.h"
#include "matcher/index.h"
#include "matcher/kinship.h"
#include "matcher/matcher.h"
#include "tests/matcher/index_fixture.h"
#include "tests/matcher/synthetic.h"

#include <gtest/gtest.h>

#include <map>

namespace matcher {
namespace {

using engine::FingerprintedMedia;
using engine::Match;
using engine::TrackId;
using synthetic::frames_of;

/// A tune of 60 s with seconds 5 to 15 of `loop` at 20 s.
FingerprintedMedia with_loop(const FingerprintedMedia& loop, std::uint64_t seed) {
  auto peaks = synthetic::random_peaks(seed, frames_of(60));
  std::erase_if(peaks, [](const auto& peak) {
    return peak.first.first >= frames_of(20) && peak.first.first < frames_of(30);
  });
  synthetic::play(loop, frames_of(5), frames_of(15), static_cast<int>(frames_of(15)), 100, peaks);
  return synthetic::media_of(peaks, frames_of(60));
}

class VersionsTest : public IndexFixture {
 protected:
  void add(const FingerprintedMedia& track, const std::string& owners = {}) {
    owners_[IndexFixture::add(track)] = owners;
  }

  /// As the catalogue would tell it.
  Families families() const {
    std::map<TrackId, TrackFamily> families;
    for (const TrackId& track : index_.tracks()) {
      families[track] = {*kin_of(index_, track), owners_.at(track)};
    }
    return Families(std::move(families));
  }

  std::vector<Match> match(const synthetic::PeakMap& peaks, unsigned seconds) const {
    const Matcher matcher(index_, families());
    return *matcher.match(synthetic::media_of(peaks, frames_of(seconds)).fingerprint);
  }

  std::map<TrackId, std::string> owners_;
  FingerprintedMedia loop_ = synthetic::make_track(90, 30);
  FingerprintedMedia rain_ = with_loop(loop_, 1);
  FingerprintedMedia snow_ = with_loop(loop_, 2);
};

/// The loop as it is in either tune, at 5 s of the video, by itself.
synthetic::PeakMap loop_alone(const FingerprintedMedia& tune) {
  synthetic::PeakMap video;
  synthetic::play(tune, frames_of(20), frames_of(30), -static_cast<int>(frames_of(15)), 95, video);
  return video;
}

TEST_F(VersionsTest, WhatTwoTunesShareIsForReviewAndNamesTheOther) {
  add(rain_, "Ann");
  add(snow_, "Ben");
  const auto matches = match(loop_alone(rain_), 30);
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_FALSE(matches[0].confident());
  const TrackId other = matches[0].track == id_of(rain_) ? id_of(snow_) : id_of(rain_);
  EXPECT_EQ(ambiguous_among(matches[0]), std::vector{other});
}

TEST_F(VersionsTest, WhatTunesOfUnknownOwnersShareIsForReview) {
  add(rain_);
  add(snow_);
  const auto matches = match(loop_alone(rain_), 30);
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_FALSE(matches[0].confident());
}

TEST_F(VersionsTest, WhatTunesOfTheSameOwnersShareIsClaimedAndNamesTheOther) {
  add(rain_, "Ann");
  add(snow_, "Ann");
  const auto matches = match(loop_alone(rain_), 30);
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_TRUE(matches[0].confident());
  EXPECT_EQ(ambiguous_among(matches[0]).size(), 1U);
}

TEST_F(VersionsTest, TheRestOfTheVideoTellsWhichTuneALoopIsOf) {
  for (const FingerprintedMedia* used : {&rain_, &snow_}) {
    add(rain_, "Ann");
    add(snow_, "Ben");
    auto video = loop_alone(rain_);
    synthetic::play(*used, frames_of(35), frames_of(55), static_cast<int>(frames_of(5)), 95, video);
    const auto matches = match(video, 90);
    ASSERT_EQ(matches.size(), 2U);
    for (const Match& match : matches) {
      EXPECT_EQ(match.track, id_of(*used));
      EXPECT_TRUE(match.confident());
    }
    EXPECT_EQ(ambiguous_among(matches[0]).size(), 1U);
    EXPECT_TRUE(ambiguous_among(matches[1]).empty());
  }
}

TEST_F(VersionsTest, ACopyOfATrackIsOneClaimWhicheverWasAddedFirst) {
  auto peaks = synthetic::random_peaks(99, frames_of(60), 4);
  synthetic::play(rain_, 0, frames_of(60), 0, 95, peaks);
  const auto copy = synthetic::media_of(peaks, frames_of(60));
  add(copy);
  add(rain_);
  synthetic::PeakMap video;
  synthetic::play(rain_, frames_of(5), frames_of(40), 0, 90, video);
  const auto matches = match(video, 60);
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_TRUE(matches[0].confident()) << "nothing is known of owners, and it is the same recording";
  EXPECT_EQ(ambiguous_among(matches[0]).size(), 1U);

  support::TempDir elsewhere;
  Index backwards = opened(elsewhere.path() / "index");
  ASSERT_TRUE(backwards.add(rain_));
  ASSERT_TRUE(backwards.add(copy));
  const Matcher matcher(backwards, families());
  EXPECT_EQ(*matcher.match(synthetic::media_of(video, frames_of(60)).fingerprint), matches);
}

TEST_F(VersionsTest, ATuneThatPlaysAtTheSameTimeIsNoAlternative) {
  const auto other = synthetic::make_track(7, 60);
  add(rain_, "Ann");
  add(other, "Ben");
  synthetic::PeakMap video;
  synthetic::play(rain_, frames_of(32), frames_of(52), -static_cast<int>(frames_of(20)), 80, video);
  synthetic::play(other, frames_of(2), frames_of(22), static_cast<int>(frames_of(10)), 80, video);
  const auto matches = match(video, 60);
  ASSERT_EQ(matches.size(), 2U);
  for (const Match& match : matches) {
    EXPECT_TRUE(match.confident());
    EXPECT_TRUE(match.alternatives.empty());
  }
}

TEST_F(VersionsTest, WhatIsSharedWithAnotherTuneMayBeAThirdTunes) {
  add(rain_, "Ann");
  add(snow_, "Ann");
  // Half of the loop's peaks, and nothing that would cover the others.
  synthetic::PeakMap video;
  synthetic::play(rain_, frames_of(20), frames_of(30), 0, 50, video);
  const auto matches = match(video, 60);
  ASSERT_EQ(matches.size(), 1U);
  EXPECT_FALSE(matches[0].confident());
}

TEST(Families, KnowTheSameOwners) {
  const TrackId a{{1}};
  const TrackId b{{2}};
  const TrackId c{{3}};
  const engine::Kinship version{
      .first = a, .second = b, .kind = engine::KinshipKind::kVersion, .regions = {}};
  const engine::Kinship material{
      .first = a, .second = c, .kind = engine::KinshipKind::kSharedMaterial, .regions = {}};
  const auto with = [&](const std::string& of_a, const std::string& of_b, const std::string& of_c) {
    return Families(
        {{a, {{version, material}, of_a}}, {b, {{version}, of_b}}, {c, {{material}, of_c}}});
  };
  EXPECT_TRUE(with("Ann", "Ann", "Ann").same_owners(a, c));
  EXPECT_FALSE(with("Ann", "Ben", "").same_owners(a, b));
  EXPECT_FALSE(with("Ann", "", "").same_owners(a, b));
  EXPECT_TRUE(with("", "", "").same_owners(a, b)) << "a version, nothing known of either";
  EXPECT_FALSE(with("", "", "").same_owners(a, c)) << "a loop, nothing known of either";
  EXPECT_FALSE(with("", "", "").same_owners(a, TrackId{{4}}));
  EXPECT_EQ(with("", "", "").material(a), Material::kShared);
  EXPECT_EQ(with("", "", "").material(b), Material::kOwn);
}

}  // namespace
}  // namespace matcher

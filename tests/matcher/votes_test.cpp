#include "matcher/votes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace matcher {
namespace {

constexpr Stretch kStretch{0, kChunkFrames};
const std::vector<Playing> kAsItIs{{}};

/// A hash that the video asks at `video_frame`, found in the track so much later.
PackedHit hit(std::uint32_t video_frame, std::uint32_t offset, std::uint32_t ordinal = 7,
              bool chromaprint = false) {
  return pack_hit({.hash = 1, .frame = video_frame, .playing = 0, .chromaprint = chromaprint},
                  {.ordinal = ordinal, .frame = video_frame + offset});
}

std::vector<Candidate> candidates(std::vector<PackedHit> hits, Places places,
                                  std::span<const Playing> playings = kAsItIs) {
  sort_hits(hits);
  std::vector<Candidate> all;
  for (const auto& step : count_votes(hits, kStretch, playings, places)) {
    all.insert(all.end(), step.begin(), step.end());
  }
  return all;
}

std::vector<Candidate> proposed(std::vector<PackedHit> hits) {
  return candidates(std::move(hits), Places::kWorthVerifying);
}

TEST(Votes, OfTwoMomentsProposeAPlace) {
  const auto found = proposed({hit(400, 1000), hit(600, 1002)});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].ordinal, 7U);
  EXPECT_EQ(found[0].offset, -1001);
  EXPECT_EQ(found[0].frame, 400 / kStepFrames * kStepFrames);
  EXPECT_EQ(found[0].agreement, (Agreement{2, 2}));
  EXPECT_EQ(found[0].method, engine::MatchMethod::kLandmark);
}

TEST(Votes, OfOneMomentCountOnce) {
  EXPECT_TRUE(proposed({hit(400, 1000), hit(405, 1000)}).empty());
  const auto alone = candidates({hit(400, 1000), hit(405, 1000)}, Places::kAll);
  ASSERT_EQ(alone.size(), 1U);
  EXPECT_EQ(alone[0].agreement, (Agreement{1, 2}));
}

TEST(Votes, ThreeHashesOfOneMomentAreEnough) {
  const auto found = proposed({hit(400, 1000), hit(401, 1000), hit(403, 1001)});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].agreement, (Agreement{1, 3}));
}

TEST(Votes, AtOtherOffsetsTracksAndTimesDoNotAgree) {
  EXPECT_TRUE(proposed({hit(400, 1000), hit(600, 1004)}).empty()) << "64 ms apart";
  EXPECT_TRUE(proposed({hit(400, 1000, 7), hit(600, 1000, 8)}).empty()) << "two tracks";
  EXPECT_TRUE(proposed({hit(400, 1000), hit(400 + 2 * kStepFrames + 24, 1000)}).empty())
      << "more than six seconds apart";
}

TEST(Votes, OfPlayingsOffTheirRungMayDrift) {
  const std::vector<Playing> faster{{.stretch = 0.9, .pitch = 1 / 0.9}};
  EXPECT_TRUE(
      candidates({hit(400, 1000), hit(600, 1006)}, Places::kWorthVerifying, faster).empty())
      << "one more than as it is";
  const auto found = candidates({hit(400, 1000), hit(500, 1003), hit(600, 1006)},
                                Places::kWorthVerifying, faster);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].playing, faster[0]);
  EXPECT_EQ(found[0].offset, -std::lround(1003 * 0.9));
}

TEST(Votes, OfChromaprintAreCountedApart) {
  EXPECT_TRUE(proposed({hit(400, 1000), hit(600, 1000, 7, true)}).empty());
  const auto found = proposed({hit(400, 1000, 7, true), hit(600, 1007, 7, true)});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].method, engine::MatchMethod::kChromaprint);
}

TEST(Votes, AreCountedInEveryStepOfWhatGoesOn) {
  std::vector<PackedHit> hits;
  for (std::uint32_t frame = 0; frame < 10 * kStepFrames; frame += 47)
    hits.push_back(hit(frame, 500));
  EXPECT_EQ(proposed(hits).size(), 10U);
}

TEST(Votes, DoNotDependOnTheOrderOfHits) {
  std::mt19937 random(1);
  std::vector<PackedHit> hits;
  const auto below = [&](std::uint32_t end) { return static_cast<std::uint32_t>(random()) % end; };
  for (int i = 0; i < 5000; ++i) hits.push_back(hit(below(7000), 1000 + below(200), below(3)));
  const auto one = proposed(hits);
  std::shuffle(hits.begin(), hits.end(), random);
  const auto other = proposed(hits);
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(std::tie(one[i].ordinal, one[i].offset, one[i].frame, one[i].agreement),
              std::tie(other[i].ordinal, other[i].offset, other[i].frame, other[i].agreement));
  }
}

TEST(Hits, HoldTheLastTrackAtItsLastFrame) {
  constexpr std::uint32_t kLast = kOrdinalEnd - 1;
  constexpr std::uint32_t kTenHours = 10 * 3600 * 125 / 2;
  const auto found = proposed({hit(0, kTenHours, kLast), hit(7519 - 200, kTenHours, 5),
                               hit(7519, kTenHours, 5), hit(180, kTenHours, kLast)});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].ordinal, kLast);
  EXPECT_EQ(found[0].offset, -static_cast<std::int32_t>(kTenHours));
  EXPECT_EQ(found[1].ordinal, 5U);
}

}  // namespace
}  // namespace matcher

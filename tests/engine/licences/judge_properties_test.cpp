// What holds whatever the licences: worlds are made at random, and small, so that licences are
// short and uses stand in each other's way.
#include "engine/licences/judge.h"

#include "tests/engine/licences/licence_world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace engine::licences {
namespace {

constexpr int kWorlds = 3000;

class Dice {
 public:
  explicit Dice(unsigned seed) : generator_(seed) {}
  std::size_t below(std::size_t count) { return generator_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  std::string of(const std::vector<std::string>& words) { return words[below(words.size())]; }

 private:
  std::mt19937 generator_;
};

const std::vector<std::string> kTracks = {"R-1", "R-2", "R-3"};
const std::vector<std::string> kChannels = {"ann", "ben", "cat"};
const std::vector<std::string> kTerritories = {"0276", "0840", "0250"};

Licence random_licence(Dice& dice, std::size_t number) {
  Licence licence;
  licence.id = "L-" + std::to_string(number);
  licence.licensor = dice.of({"X", "Y"});
  licence.licensee = dice.of(kChannels);
  licence.model = static_cast<Model>(dice.below(5));
  if (dice.one_in(2)) licence.channels = {dice.of(kChannels)};
  if (dice.one_in(3)) licence.tracks = {dice.of(kTracks), dice.of(kTracks)};
  if (dice.one_in(4)) licence.territories = {dice.of(kTerritories)};
  if (dice.one_in(3)) licence.valid_to = moment("2026-06-20");
  if (dice.one_in(6)) licence.grace_days = 3;
  if (!dice.one_in(3)) licence.max_uses = dice.below(3);
  if (dice.one_in(6)) licence.series = {2, std::nullopt};
  if (dice.one_in(4)) licence.max_duration = from_ms(10'000);
  if (dice.one_in(10)) licence.exclusive = true;
  if (dice.one_in(10)) licence.revoked_at = moment("2026-06-01");
  return licence;
}

World random_world(Dice& dice) {
  World world;
  world.licences.clear();
  world.uses = {};
  for (const std::string& track : kTracks) world.uses.music.push_back(Music{{track}});
  const std::size_t videos = 2 + dice.below(6);
  for (std::size_t i = 0; i < videos; ++i) {
    PublishedVideo video{{"/v/" + std::to_string(i) + ".mp4"}};
    if (!dice.one_in(8)) {
      video.published = moment("2026-06-15");
      video.published->at += std::chrono::days{dice.below(10)};
    }
    if (!dice.one_in(8)) video.channel = dice.of(kChannels);
    video.territories = {kTerritories.front()};
    if (dice.one_in(3)) video.territories = kTerritories;
    if (dice.one_in(8)) video.territories.clear();
    if (dice.one_in(3)) video.series = dice.of({"s", "t"});
    world.uses.videos.push_back(video);
  }
  const std::size_t uses = 2 + dice.below(8);
  for (std::size_t i = 0; i < uses; ++i) {
    UseToJudge use;
    use.music = dice.below(kTracks.size());
    use.video = dice.below(videos);
    use.length = from_ms(dice.one_in(3) ? 20'000 : 5'000);
    world.uses.uses.push_back(use);
  }
  const std::size_t licences = dice.below(7);
  for (std::size_t i = 0; i < licences; ++i) world.licences.push_back(random_licence(dice, i * 2));
  return world;
}

std::vector<Verdict> judged(const World& world) {
  std::vector<Verdict> verdicts;
  for (const auto& one : Judge::make(world.licences, world.options).value().judge(world.uses)) {
    verdicts.push_back(*one);
  }
  return verdicts;
}

TEST(JudgeProperty, OneMoreLicenceTakesTheCoverFromNoUse) {
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    Dice dice(seed);
    World world = random_world(dice);
    const auto before = judged(world);
    world.licences.push_back(random_licence(dice, 2 * dice.below(7) + 1));
    const auto after = judged(world);
    for (std::size_t i = 0; i < before.size(); ++i) {
      ASSERT_TRUE(!before[i].overall.passes || after[i].overall.passes)
          << "seed " << seed << ", use " << i << ": "
          << (after[i].overall.reasons.empty() ? "" : after[i].overall.reasons.front());
    }
  }
}

TEST(JudgeProperty, TheOrderOfLicencesChangesNothing) {
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    Dice dice(seed);
    World world = random_world(dice);
    const auto before = judged(world);
    std::shuffle(world.licences.begin(), world.licences.end(), std::mt19937(seed));
    ASSERT_EQ(judged(world), before) << "seed " << seed;
  }
}

TEST(JudgeProperty, ARulingIsItsVerdictWithoutWords) {
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    Dice dice(seed);
    World world = random_world(dice);
    for (UseToJudge& use : world.uses.uses) {
      if (dice.one_in(3)) use.decision = static_cast<Decision>(dice.below(4));
    }
    const auto verdicts = judged(world);
    const Judge judge = Judge::make(world.licences, world.options).value();
    const auto rulings = judge.rule(world.uses);
    ASSERT_EQ(rulings.size(), verdicts.size());
    for (std::size_t i = 0; i < rulings.size(); ++i) {
      ASSERT_EQ(rulings[i].state, verdicts[i].state()) << "seed " << seed << ", use " << i;
      const TerritoryVerdict& overall = verdicts[i].overall;
      const std::string covering = overall.passes ? overall.licence_id : "";
      ASSERT_EQ(rulings[i].covering == nullptr ? "" : rulings[i].covering->id, covering)
          << "seed " << seed << ", use " << i;
    }
  }
}

TEST(JudgeProperty, TheOrderOfUsesAndVideosChangesNothing) {
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    Dice dice(seed);
    World world = random_world(dice);
    const auto before = judged(world);
    std::reverse(world.uses.videos.begin(), world.uses.videos.end());
    std::reverse(world.uses.uses.begin(), world.uses.uses.end());
    for (UseToJudge& use : world.uses.uses) use.video = world.uses.videos.size() - 1 - use.video;
    auto after = judged(world);
    std::reverse(after.begin(), after.end());
    for (std::size_t i = 0; i < before.size(); ++i) {
      ASSERT_EQ(after[i].overall.passes, before[i].overall.passes) << "seed " << seed;
      ASSERT_EQ(after[i].state(), before[i].state()) << "seed " << seed;
    }
  }
}

TEST(JudgeProperty, WhatIsMissingIsNeverHeldAgainstAnybody) {
  for (unsigned seed = 0; seed < kWorlds; ++seed) {
    Dice dice(seed);
    World world = random_world(dice);
    for (PublishedVideo& video : world.uses.videos) {
      video.published.reset();
      video.territories.clear();
      video.channel.clear();
    }
    for (const Verdict& one : judged(world)) {
      for (const RuleFinding& finding : one.overall.failed) {
        EXPECT_TRUE(finding.unknown ||
                    (finding.rule != Rule::kTerm && finding.rule != Rule::kPublishWindow &&
                     finding.rule != Rule::kTerritory && finding.rule != Rule::kChannel))
            << "seed " << seed << ": " << finding.reason;
      }
    }
  }
}

}  // namespace
}  // namespace engine::licences

#include "engine/licences/judge.h"

#include "tests/engine/licences/verdict_cases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace engine::licences {
namespace {

using testing::HasSubstr;

void expect(const Case& one) {
  World world;
  one.change(world);
  const Verdict verdict = world.judge();
  EXPECT_EQ(to_string(verdict.state()), to_string(one.state)) << one.name;
  EXPECT_EQ(rules_of(verdict.overall), one.rules) << one.name;
  EXPECT_FALSE(verdict.overall.reasons.empty()) << one.name;
  EXPECT_TRUE(is_licensed(one.state) || !verdict.overall.passes || one.state == State::kDisputed ||
              one.state == State::kConflict)
      << one.name;
}

TEST(Judge, LicensesWhatALicenceCovers) {
  for (const Case& one : kLicensedCases) expect(one);
}

TEST(Judge, NamesTheOneRuleThatFailed) {
  for (const Case& one : kOneRuleCases) expect(one);
}

TEST(Judge, NamesTwoRulesThatFailedAndGoesByTheFirst) {
  std::size_t pairs = 0;
  for (std::size_t first = 0; first < kOneRuleCases.size(); ++first) {
    for (std::size_t second = first + 1; second < kOneRuleCases.size(); ++second) {
      World world;
      kOneRuleCases[second].change(world);
      kOneRuleCases[first].change(world);
      const Verdict verdict = world.judge();
      const std::string both =
          std::string(kOneRuleCases[first].rules) + " " + kOneRuleCases[second].rules;
      const bool media_says_standalone = both == "media standalone" || both == "standalone media";
      EXPECT_EQ(to_string(verdict.state()), to_string(kOneRuleCases[first].state)) << both;
      if (!media_says_standalone) {
        EXPECT_EQ(rules_of(verdict.overall), both);
      }
      ++pairs;
    }
  }
  EXPECT_EQ(pairs, kOneRuleCases.size() * (kOneRuleCases.size() - 1) / 2);
}

TEST(Judge, TellsWhatCannotBeSaidAndWhatIsNobodysViolation) {
  for (const Case& one : kOtherCases) expect(one);
}

TEST(Judge, ReachesEveryState) {
  std::set<State> reached;
  for (const auto* table : {&kLicensedCases, &kOneRuleCases, &kOtherCases}) {
    for (const Case& one : *table) reached.insert(one.state);
  }
  for (const State state : all_states()) {
    if (state == State::kUnknownMusic) continue;  // Of stretches without a track: the audit's.
    EXPECT_TRUE(reached.contains(state)) << to_string(state);
    EXPECT_EQ(state_named(to_string(state)), state);
  }
  EXPECT_FALSE(state_named("LICENCED"));
}

TEST(Judge, SaysWhyInWords) {
  World world;
  world.video().published = moment("2027-01-01T00:00:00Z");
  EXPECT_THAT(world.judge().overall.reasons,
              testing::ElementsAre("nearest is licence L-1 (subscription, of Ann Example)",
                                   "term: published 2027-01-01T00:00:00Z, valid to 2026-12-31"));
  world.video().published.reset();
  world.video().unreadable = {"published_at 'soon': expected a day"};
  EXPECT_THAT(world.judge().overall.reasons.back(), HasSubstr("published_at 'soon'"));
}

TEST(Judge, TakesTheLicenceThatCoversAndNotTheOneThatFails) {
  World world;
  world.another("L-0").valid_to = moment("2026-02-01");
  EXPECT_EQ(world.judge().overall.licence_id, "L-1");
  EXPECT_EQ(world.judge().state(), State::kLicensedChannel);
}

TEST(Judge, NamesTheLicenceWithTheFewestFailedRules) {
  World world;
  world.licence().territories = {"0840"};
  world.licence().media = {"broadcast"};
  world.another("L-2").media.clear();
  EXPECT_EQ(world.judge().overall.licence_id, "L-2");
  EXPECT_FALSE(world.judge().overall.passes);
  EXPECT_EQ(rules_of(world.judge().overall), "territory");
}

TEST(Judge, LooksAtEachTerritory) {
  World world;
  world.licence().territories = {"0276", "0040"};
  world.video().territories = {"0276", "0840"};
  const Verdict verdict = world.judge();
  ASSERT_EQ(verdict.by_territory.size(), 2U);
  EXPECT_EQ(verdict.by_territory[0].state, State::kLicensedChannel);
  EXPECT_EQ(verdict.by_territory[1].state, State::kViolationTerritory);
  EXPECT_EQ(verdict.state(), State::kViolationTerritory);
  EXPECT_EQ(verdict.overall.territory, "0840");
  world.another("L-2").territories = {"0840"};
  EXPECT_EQ(world.judge().state(), State::kLicensedChannel);
}

TEST(Judge, ADisputeFreezesWithoutTakingTheCover) {
  World world;
  world.use().decision = Decision::kDisputed;
  const Verdict verdict = world.judge();
  EXPECT_TRUE(verdict.overall.passes);
  EXPECT_THAT(verdict.overall.reasons.front(), HasSubstr("without that it is LICENSED_CHANNEL"));
}

TEST(Judge, RefusesTwoLicencesOfOneId) {
  World world;
  world.another("L-1");
  const auto judge = Judge::make(world.licences, world.options);
  ASSERT_FALSE(judge);
  EXPECT_THAT(judge.error().message(), HasSubstr("'L-1'"));
}

/// Videos published one day after the other, each with one use.
World with_videos(std::size_t count) {
  World world;
  for (std::size_t i = 1; i < count; ++i) {
    world.uses.videos.push_back(world.uses.videos.front());
    world.uses.videos.back().names = {"/videos/" + std::to_string(i) + ".mp4"};
    world.uses.videos.back().published->at += std::chrono::days{i};
    world.uses.uses.push_back(world.uses.uses.front());
    world.uses.uses.back().video = i;
  }
  return world;
}

std::string states_of(const World& world) {
  std::string states;
  for (const auto& one : Judge::make(world.licences, world.options).value().judge(world.uses)) {
    states +=
        (states.empty() ? "" : " ") + one->overall.licence_id + (one->overall.passes ? "" : "!");
  }
  return states;
}

TEST(Judge, CountsVideosInTheOrderOfPublication) {
  World world = with_videos(3);
  world.licence().max_uses = 2;
  EXPECT_EQ(states_of(world), "L-1 L-1 L-1!");
  world.uses.videos[0].published = moment("2026-08-01");
  EXPECT_EQ(states_of(world), "L-1! L-1 L-1");
}

TEST(Judge, CountsAVideoOnceHoweverOftenItUsesTheMusic) {
  World world = with_videos(2);
  world.licence().max_uses = 1;
  world.uses.uses[1].video = 0;
  EXPECT_EQ(states_of(world), "L-1 L-1");
}

TEST(Judge, SpreadsVideosOverSeveralLicences) {
  World world = with_videos(3);
  world.licence().max_uses = 1;
  world.another("L-2");
  EXPECT_EQ(states_of(world), "L-1 L-2 L-1!");
  world.another("L-3");
  EXPECT_EQ(states_of(world), "L-1 L-2 L-3");
}

TEST(Judge, LeavesAPlaceToWhoHasNoOther) {
  World world = with_videos(2);
  world.licence().max_uses = 1;
  Licence& other = world.another("L-2");
  other.videos = {"soup.mp4"};
  other.channels.clear();
  EXPECT_EQ(states_of(world), "L-2 L-1");
}

TEST(Judge, DrawsOnNoLimitWhereAnotherLicenceHasNone) {
  World world = with_videos(2);
  world.licence().max_uses = 1;
  Licence& without = world.another("L-2");
  without.max_uses.reset();
  without.videos = {"soup.mp4"};
  without.channels.clear();
  EXPECT_EQ(states_of(world), "L-2 L-1");
}

TEST(Judge, CountsASeriesAsOneUseUpToItsEpisodes) {
  World world = with_videos(4);
  for (PublishedVideo& video : world.uses.videos) video.series = "Soups";
  world.licence().max_uses = 1;
  EXPECT_EQ(states_of(world), "L-1 L-1! L-1! L-1!");
  world.licence().series.max_episodes = 3;
  EXPECT_EQ(states_of(world), "L-1 L-1 L-1 L-1!");
  world.licence().series = {std::nullopt, 2};
  EXPECT_EQ(states_of(world), "L-1 L-1 L-1! L-1!");
  world.uses.videos[3].published.reset();
  world.licence().valid_from.reset();
  world.licence().valid_to.reset();
  const auto verdicts = Judge::make(world.licences, world.options).value().judge(world.uses);
  EXPECT_EQ(verdicts[3]->state(), State::kUnknownData);
}

TEST(Judge, KeepsWhatItSaysOfManyUsesOnce) {
  const World world = with_videos(3);
  const auto verdicts = Judge::make(world.licences, world.options).value().judge(world.uses);
  EXPECT_EQ(&*verdicts[0], &*verdicts[1]);
  EXPECT_EQ(&*verdicts[0], &*verdicts[2]);
}

}  // namespace
}  // namespace engine::licences

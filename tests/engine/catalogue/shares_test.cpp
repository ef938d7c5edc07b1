#include "engine/catalogue/shares.h"

#include "tests/engine/catalogue/rich_work.h"

#include <numeric>
#include <random>

namespace engine::catalogue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Contribution side(ContributionKind kind, std::optional<std::int32_t> share_bp) {
  Contribution one;
  one.kind = kind;
  one.party.name = kind == ContributionKind::kWriter ? "Writer" : "Publisher";
  one.share_bp = share_bp;
  return one;
}

Work with_sides(const std::vector<std::int32_t>& writers_bp,
                const std::vector<std::int32_t>& publishers_bp) {
  Work work;
  for (const auto share : writers_bp) {
    work.contributions.push_back(side(ContributionKind::kWriter, share));
  }
  for (const auto share : publishers_bp) {
    work.contributions.push_back(side(ContributionKind::kPublisher, share));
  }
  return work;
}

std::vector<std::int32_t> ppm(const ShareAnswer& answer) {
  std::vector<std::int32_t> shares;
  for (const PartyShare& one : answer.shares) shares.push_back(one.share_ppm);
  return shares;
}

ShareQuestion collecting(const std::string& territory, const char* day = "2026-01-01",
                         Right right = Right::kPerformance) {
  return {.right = right,
          .kind = ShareKind::kCollection,
          .territory = territory,
          .day = parse_day(day)};
}

TEST(Shares, OfAPublishedWorkAreHalvedBetweenWritersAndPublishers) {
  const ShareAnswer answer = shares_of(with_sides({6'667, 3'333}, {10'000}), {});
  EXPECT_THAT(ppm(answer), ElementsAre(333'350, 166'650, 500'000));
  EXPECT_EQ(answer.claim, Claim::kComplete);
}

TEST(Shares, OfAnUnpublishedWorkAreTheWritersAlone) {
  EXPECT_THAT(ppm(shares_of(with_sides({6'000, 4'000}, {}), {})), ElementsAre(600'000, 400'000));
}

TEST(Shares, LeaveTheWholeToAWriterWithoutPublisher) {
  Work work = with_sides({5'000, 5'000}, {5'000});
  EXPECT_EQ(shares_of(work, {}).claim, Claim::kUnknown);
  EXPECT_THAT(shares_of(work, {}).why, HasSubstr("nothing says whose they are"));
  work.contributions[2].writers = {{.writer = 0}};
  const ShareAnswer answer = shares_of(work, {});
  EXPECT_THAT(ppm(answer), ElementsAre(250'000, 500'000, 250'000));
  EXPECT_EQ(answer.claim, Claim::kComplete);
}

TEST(Shares, AreUnknownWhereAPublisherHasMoreThanItsWriters) {
  Work work = with_sides({5'000, 5'000}, {10'000});
  work.contributions[2].writers = {{.writer = 0}};
  EXPECT_EQ(shares_of(work, {}).claim, Claim::kUnknown);
  EXPECT_THAT(shares_of(work, {}).shares, IsEmpty());
}

TEST(Shares, AreUnknownWhereTheyAreNotStated) {
  Work work = with_sides({}, {});
  EXPECT_EQ(shares_of(work, {}).claim, Claim::kUnknown);
  work.contributions = {side(ContributionKind::kWriter, std::nullopt)};
  EXPECT_THAT(shares_of(work, {}).why, HasSubstr("share of Writer is unknown"));
}

TEST(Shares, ThatSumToMoreOrLessAreToldApart) {
  EXPECT_EQ(shares_of(with_sides({5'000}, {}), {}).claim, Claim::kUnder);
  Work over;
  over.contributions = {side(ContributionKind::kWriter, {})};
  over.contributions[0].terms = {ownership(1'000'601, 0)};
  EXPECT_EQ(shares_of(over, {}).claim, Claim::kOver);
  over.contributions[0].terms = {ownership(1'000'600, 0)};
  EXPECT_EQ(shares_of(over, {}).claim, Claim::kComplete);
}

TEST(Shares, AreThoseOfTheRightThatIsAsked) {
  EXPECT_THAT(ppm(shares_of(rich_work(), {.right = Right::kPerformance})),
              ElementsAre(250'000, 500'000, 250'000));
  EXPECT_THAT(ppm(shares_of(rich_work(), {.right = Right::kMechanical})),
              ElementsAre(500'000, 500'000));
}

TEST(Shares, AreCollectedByPlaceAndDay) {
  const Work work = rich_work();
  EXPECT_THAT(ppm(shares_of(work, collecting("FR"))), ElementsAre(250'000, 500'000, 250'000));
  EXPECT_THAT(ppm(shares_of(work, collecting("US"))), ElementsAre(250'000, 500'000));
  EXPECT_THAT(ppm(shares_of(work, collecting("DE", "2020-12-31"))),
              ElementsAre(250'000, 500'000, 125'000));
  EXPECT_THAT(ppm(shares_of(work, collecting("DE", "2021-01-01"))),
              ElementsAre(250'000, 500'000, 250'000));
  EXPECT_EQ(shares_of(work, collecting("US")).claim, Claim::kUnder);
}

TEST(Shares, AreCollectedByThePublisherOfAControlledWriter) {
  Work work = rich_work();
  work.contributions[0].terms = {ownership(250'000, 250'000)};
  work.contributions[2].terms = {ownership(250'000, 250'000), collection("2136", 500'000, 500'000)};
  EXPECT_THAT(ppm(shares_of(work, collecting("FR"))), ElementsAre(500'000, 500'000));
}

TEST(Shares, AreApportionedWithoutRest) {
  EXPECT_THAT(apportioned({1, 1, 1}, 10'000), ElementsAre(3'334, 3'333, 3'333));
  EXPECT_THAT(apportioned({50, 30, 20}, 7), ElementsAre(4, 2, 1));
  EXPECT_THAT(apportioned({0, 0}, 10), ElementsAre(0, 0));
  std::mt19937 random(4);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::int64_t> parts(1 + random() % 6);
    for (auto& part : parts) part = static_cast<std::int64_t>(random() % 1'000'000);
    parts[0] += 1;
    const auto shares = apportioned(parts, 10'000);
    EXPECT_EQ(std::accumulate(shares.begin(), shares.end(), std::int64_t{0}), 10'000);
  }
}

TEST(Shares, OfASideComeFromWhatItOwns) {
  Work work = rich_work();
  for (Contribution& one : work.contributions) one.share_bp.reset();
  fill_side_shares(work);
  EXPECT_EQ(work.contributions[0].share_bp, 3'333);
  EXPECT_EQ(work.contributions[1].share_bp, 6'667);
  EXPECT_EQ(work.contributions[2].share_bp, 10'000);
}

}  // namespace
}  // namespace engine::catalogue

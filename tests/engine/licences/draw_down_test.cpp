#include "engine/licences/draw_down.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <vector>

namespace engine::licences {
namespace {

TEST(DrawDown, FreesAPlaceAlongAChain) {
  DrawDown drawn;
  for (const LicenceNumber licence : {0U, 1U, 2U}) drawn.limit(licence, 1);
  drawn.add({{0, 10}, {1, 10}});
  drawn.add({{0, 11}, {2, 11}});
  const std::size_t last = drawn.add({{0, 12}});
  EXPECT_EQ(drawn.licence_of(last), 0U);
  EXPECT_EQ(drawn.licence_of(0), 1U);
  EXPECT_EQ(drawn.licence_of(1), 2U);
}

TEST(DrawDown, KeepsWhoCameFirst) {
  DrawDown drawn;
  drawn.limit(0, 1);
  drawn.add({{0, 10}});
  drawn.add({{0, 11}});
  EXPECT_EQ(drawn.licence_of(0), 0U);
  EXPECT_FALSE(drawn.licence_of(1));
}

TEST(DrawDown, SharesThePlaceOfOneProduct) {
  DrawDown drawn;
  drawn.limit(0, 1);
  drawn.limit(1, 1);
  drawn.add({{0, 10}, {1, 10}});
  drawn.add({{0, 10}});
  drawn.add({{1, 11}});
  EXPECT_EQ(drawn.licence_of(0), 0U);
  EXPECT_EQ(drawn.licence_of(1), 0U);
  EXPECT_EQ(drawn.licence_of(2), 1U);
}

TEST(DrawDown, MovesAllUsesOfAProductOrNone) {
  DrawDown drawn;
  drawn.limit(0, 1);
  drawn.limit(1, 1);
  drawn.add({{0, 10}, {1, 10}});
  drawn.add({{0, 10}});
  drawn.add({{0, 11}});
  EXPECT_EQ(drawn.licence_of(0), 0U);
  EXPECT_EQ(drawn.licence_of(1), 0U);
  EXPECT_FALSE(drawn.licence_of(2));
}

TEST(DrawDown, WithoutALimitCoversAll) {
  DrawDown drawn;
  for (ProductNumber product = 0; product < 100; ++product) {
    EXPECT_EQ(drawn.licence_of(drawn.add({{7, product}})), 7U);
  }
}

TEST(DrawDown, NeverGoesBeyondALimitAndNeverTakesACoverBack) {
  for (unsigned seed = 0; seed < 20'000; ++seed) {
    std::mt19937 dice(seed);
    const auto below = [&](unsigned count) { return static_cast<std::uint32_t>(dice() % count); };
    DrawDown drawn;
    std::vector<std::int64_t> limits;
    for (LicenceNumber licence = 0; licence < 4; ++licence) {
      limits.push_back(below(3));
      drawn.limit(licence, limits.back());
    }
    std::vector<std::vector<Option>> given;
    std::vector<bool> covered;
    for (ProductNumber product = 0; product < 5; ++product) {
      for (std::uint32_t use = 0, uses = 1 + below(3); use < uses; ++use) {
        std::vector<Option> options;
        for (LicenceNumber licence = 0; licence < 4; ++licence) {
          if (below(2) == 0) options.push_back({licence, product});
        }
        given.push_back(options);
        drawn.add(options);
        for (std::size_t i = 0; i < covered.size(); ++i) {
          ASSERT_EQ(drawn.licence_of(i).has_value(), covered[i]) << "seed " << seed;
        }
        covered.push_back(drawn.licence_of(covered.size()).has_value());
      }
    }
    std::map<LicenceNumber, std::set<ProductNumber>> taken;
    for (std::size_t i = 0; i < given.size(); ++i) {
      const auto licence = drawn.licence_of(i);
      if (!licence) continue;
      const auto option = std::ranges::find(given[i], *licence, &Option::licence);
      ASSERT_NE(option, given[i].end());
      taken[*licence].insert(option->product);
    }
    for (const auto& [licence, products] : taken) {
      ASSERT_LE(static_cast<std::int64_t>(products.size()), limits[licence]) << "seed " << seed;
    }
  }
}

TEST(DrawDown, CoversNothingWithoutOptions) {
  DrawDown drawn;
  EXPECT_FALSE(drawn.licence_of(drawn.add({})));
}

}  // namespace
}  // namespace engine::licences

#include "engine/run/cli/suggestion.h"

#include <vector>

namespace engine::cli {
namespace {

const std::vector<std::string> kWords{"scan", "catalog", "report", "fingerprint"};

TEST(Suggestion, FindsOneSlipOfTheFinger) {
  EXPECT_EQ(nearest("scna", kWords), "scan");      // Swapped.
  EXPECT_EQ(nearest("can", kWords), "scan");       // Left out.
  EXPECT_EQ(nearest("scann", kWords), "scan");     // Doubled.
  EXPECT_EQ(nearest("repart", kWords), "report");  // Replaced.
}

TEST(Suggestion, AllowsLongWordsMoreSlips) {
  EXPECT_EQ(nearest("fingrepint", kWords), "fingerprint");
}

TEST(Suggestion, StaysSilentWhenNothingIsNear) {
  EXPECT_EQ(nearest("verify", kWords), std::nullopt);
  EXPECT_EQ(nearest("", kWords), std::nullopt);
  EXPECT_EQ(nearest(std::string(1'000'000, 's'), kWords), std::nullopt);
  EXPECT_EQ(did_you_mean("verify", kWords), "");
}

}  // namespace
}  // namespace engine::cli

#include "engine/core/shared.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace engine {
namespace {

TEST(Shared, HoldsADefaultValueUntilItIsGivenOne) {
  Shared<std::string> text;
  EXPECT_EQ(*text, "");
  text = std::string("said");
  EXPECT_EQ(*text, "said");
  EXPECT_EQ(text->size(), 4U);
}

TEST(Shared, IsOneValueForAllCopies) {
  const Shared<std::string> text = std::string("said");
  const Shared<std::string> same = text;  // NOLINT(performance-unnecessary-copy-initialization)
  EXPECT_EQ(&*text, &*same);
}

TEST(Shared, IsEqualWhenTheValuesAre) {
  EXPECT_EQ(Shared<std::string>(std::string("a")), Shared<std::string>(std::string("a")));
  EXPECT_NE(Shared<std::string>(std::string("a")), Shared<std::string>());
}

TEST(KeptOnce, HandsEqualValuesOutAsOne) {
  KeptOnce<std::string, std::hash<std::string>> kept;
  const auto first = kept.take("a");
  const auto other = kept.take("b");
  EXPECT_EQ(&*kept.take("a"), &*first);
  EXPECT_EQ(*other, "b");
}

}  // namespace
}  // namespace engine

#include "matcher/kept_blocks.h"

#include <gtest/gtest.h>

#include <thread>

namespace matcher {
namespace {

TEST(KeptBlocks, TellsWhatIsKeptFromWhatIsNot) {
  KeptBytes budget(1 << 20);
  KeptBlocks blocks(4, budget);
  blocks.keep(1, "postings");
  blocks.keep(2, "");
  EXPECT_EQ(blocks.find(0), nullptr);
  ASSERT_NE(blocks.find(1), nullptr);
  EXPECT_EQ(*blocks.find(1), "postings");
  ASSERT_NE(blocks.find(2), nullptr);
  EXPECT_TRUE(blocks.find(2)->empty());
}

TEST(KeptBlocks, KeepWhatFitsTheBudgetAndGiveItBack) {
  const std::string block(1000, 'x');
  KeptBytes budget(2500);
  {
    KeptBlocks blocks(4, budget);
    for (std::uint32_t bucket = 0; bucket < 4; ++bucket) blocks.keep(bucket, block);
    EXPECT_NE(blocks.find(0), nullptr);
    EXPECT_NE(blocks.find(1), nullptr);
    EXPECT_EQ(blocks.find(2), nullptr);
  }
  KeptBlocks later(4, budget);
  later.keep(3, block);
  later.keep(2, block);
  EXPECT_NE(later.find(3), nullptr);
  EXPECT_NE(later.find(2), nullptr);
}

TEST(KeptBlocks, KeepOneCopyOfManyThreads) {
  KeptBytes budget(1 << 20);
  KeptBlocks blocks(64, budget);
  const auto keep_all = [&] {
    for (std::uint32_t bucket = 0; bucket < 64; ++bucket) {
      blocks.keep(bucket, std::to_string(bucket));
      EXPECT_EQ(*blocks.find(bucket), std::to_string(bucket));
    }
  };
  std::thread other(keep_all);
  keep_all();
  other.join();
}

}  // namespace
}  // namespace matcher

#include "matcher/posting_block.h"

#include <algorithm>
#include <map>
#include <random>

namespace matcher {
namespace {

constexpr unsigned kPlaceBits = 12;
constexpr std::uint32_t kFirstHash = 77U << kPlaceBits;
constexpr std::uint64_t kPositions = std::uint64_t{1} << 33;  // Of a million tracks.

/// `spread` places among all, so that a small one makes long groups.
std::vector<PlacedHash> random_postings(std::size_t count, std::uint32_t spread) {
  std::mt19937_64 random(5);
  std::vector<PlacedHash> postings;
  for (std::size_t i = 0; i < count; ++i) {
    const auto place = static_cast<std::uint32_t>(random() % spread) * 4051 % (1U << kPlaceBits);
    postings.push_back({kFirstHash | place, random() % kPositions});
  }
  std::sort(postings.begin(), postings.end());
  return postings;
}

std::vector<PlacedHash> decoded(std::string_view bytes, const Spread& spread) {
  std::vector<PlacedHash> postings;
  const auto block = PostingBlock::read(bytes, kPlaceBits);
  if (!block || !block->decode(kFirstHash, spread, postings)) return {};
  return postings;
}

class PostingBlocks : public testing::TestWithParam<std::pair<std::size_t, std::uint32_t>> {};

INSTANTIATE_TEST_SUITE_P(FromOneToCrowded, PostingBlocks,
                         testing::Values(std::pair{1, 1}, std::pair{100, 4096},
                                         std::pair{5000, 4096}, std::pair{5000, 40},
                                         std::pair{60'000, 4096}, std::pair{3000, 1}));

TEST_P(PostingBlocks, DecodeToWhatWasEncoded) {
  const auto postings = random_postings(GetParam().first, GetParam().second);
  const Spread spread(kPositions);
  EXPECT_EQ(decoded(encode_block(postings, kPlaceBits, spread), spread), postings);
}

TEST_P(PostingBlocks, FindEveryPostingUnderItsHashAndNoneUnderOthers) {
  const auto postings = random_postings(GetParam().first, GetParam().second);
  const Spread spread(kPositions);
  const std::string bytes = encode_block(postings, kPlaceBits, spread);
  const auto block = PostingBlock::read(bytes, kPlaceBits);
  std::vector<PlacedHash> found;
  for (std::uint32_t place = 0; place < 1U << kPlaceBits; ++place) {
    const auto group = block->find(place, spread);
    ASSERT_TRUE(group);
    const std::size_t before = found.size();
    ASSERT_TRUE(for_positions(*group, spread, [&](std::uint64_t position) {
      found.push_back({kFirstHash | place, position});
    }));
    ASSERT_EQ(found.size() - before, group->count);
  }
  EXPECT_EQ(found, postings);
}

TEST(PostingBlock, IsNearTheLeastASetOfPositionsCanTake) {
  // 10,000 of 2^12 hashes times 2^33 positions: 45 - log2(10,000) + log2(e) bits each.
  const std::string bytes =
      encode_block(random_postings(10'000, 1U << kPlaceBits), kPlaceBits, Spread(kPositions));
  EXPECT_LT(static_cast<double>(bytes.size()) * 8 / 10'000, 45 - 13.3 + 1.45 + 2);
}

TEST(PostingBlock, RefusesABlockWithoutItsDirectory) {
  const std::string bytes =
      encode_block(random_postings(5000, 4096), kPlaceBits, Spread(kPositions));
  for (const std::size_t size : {0, 1, 2, 3, 20}) {
    EXPECT_FALSE(PostingBlock::read(std::string_view(bytes).substr(0, size), kPlaceBits)) << size;
  }
}

TEST(PostingBlock, ReadsNothingOutsideItselfHoweverDamaged) {
  const Spread spread(kPositions);
  const std::string bytes = encode_block(random_postings(300, 60), kPlaceBits, spread);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    // RocksDB's checksums refuse damaged blocks; here the sanitizers say whether it went too far.
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    for (const PlacedHash& posting : decoded(damaged, spread)) {
      ASSERT_EQ(posting.hash >> kPlaceBits, kFirstHash >> kPlaceBits);
    }
    const auto block = PostingBlock::read(damaged, kPlaceBits);
    if (!block) continue;
    for (std::uint32_t place = 0; place < 1U << kPlaceBits; place += 97) {
      if (const auto group = block->find(place, spread)) {
        std::uint64_t count = 0;
        if (for_positions(*group, spread, [&](std::uint64_t) { ++count; })) {
          ASSERT_EQ(count, group->count);
        }
      }
    }
  }
}

}  // namespace
}  // namespace matcher

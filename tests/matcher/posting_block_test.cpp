#include "matcher/posting_block.h"

#include <algorithm>
#include <random>

namespace matcher {
namespace {

constexpr std::uint32_t kBucket = 77;

std::vector<Posting> random_postings(std::size_t count) {
  std::mt19937 random(5);
  std::vector<Posting> postings;
  for (std::size_t i = 0; i < count; ++i) {
    const auto hash = static_cast<std::uint32_t>(kBucket << kPlaceBits | random() % 40);
    postings.push_back({hash, static_cast<std::uint32_t>(random() % 20),
                        static_cast<std::uint32_t>(random() % 2'000'000)});
  }
  std::sort(postings.begin(), postings.end());
  postings.erase(std::unique(postings.begin(), postings.end()), postings.end());
  return postings;
}

TEST(PostingBlock, DecodesToWhatWasEncoded) {
  const auto postings = random_postings(1000);
  std::vector<Posting> decoded;
  ASSERT_TRUE(decode_block(encode_block(postings), kBucket, decoded));
  EXPECT_EQ(decoded, postings);
}

TEST(PostingBlock, RefusesEveryTruncationInsideAGroup) {
  const std::string block = encode_block(random_postings(1));
  for (std::size_t size = 1; size < block.size(); ++size) {
    std::vector<Posting> decoded;
    EXPECT_FALSE(decode_block(block.substr(0, size), kBucket, decoded)) << size;
  }
}

TEST(PostingBlock, SurvivesAnyFlippedBit) {
  const std::string block = encode_block(random_postings(60));
  for (std::size_t bit = 0; bit < block.size() * 8; ++bit) {
    std::string damaged = block;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    std::vector<Posting> decoded;
    // RocksDB's checksums refuse damaged blocks; here nothing may be read or written out of bounds.
    if (!decode_block(damaged, kBucket, decoded)) continue;
    for (const Posting& posting : decoded) ASSERT_EQ(bucket_of(posting.hash), kBucket);
  }
}

TEST(PostingTable, FindsEveryPostingUnderItsHash) {
  const auto postings = random_postings(500);
  const PostingTable table(postings);
  std::size_t found = 0;
  for (std::uint32_t place = 0; place < kPlaces; ++place) {
    const std::uint32_t hash = kBucket << kPlaceBits | place;
    for (const auto& at : table.find(hash)) {
      EXPECT_TRUE(std::binary_search(postings.begin(), postings.end(),
                                     Posting{hash, at.ordinal, at.frame}));
      ++found;
    }
  }
  EXPECT_EQ(found, postings.size());
}

}  // namespace
}  // namespace matcher

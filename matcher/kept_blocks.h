// The posting blocks of a run that stay in memory once they were read, found by the number of their
// bucket. A cache that anything may be evicted from has to count, link and lock for every block; a
// sweep over the first eighth of 100,000 tracks' hashes takes 69,000 blocks, and took a third of a
// scan's time to find them. Here it is one load. What does not fit the budget is read again.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace matcher {

/// Bytes that may be kept, for several runs together. Threads: any, at once.
class KeptBytes {
 public:
  explicit KeptBytes(std::size_t most) : left_(static_cast<std::int64_t>(most)) {}

  /// False, and nothing is taken, when so many are not left.
  bool take(std::size_t bytes);
  void give_back(std::size_t bytes) { left_ += static_cast<std::int64_t>(bytes); }
  /// Whether hardly a block fits any more.
  bool is_spent() const { return left_ < std::int64_t{1} << 16; }

 private:
  std::atomic<std::int64_t> left_;
};

/// Threads: any, at once. A block that was given out stays where it is as long as this.
class KeptBlocks {
 public:
  /// For buckets [0, buckets). `budget` must outlive this.
  KeptBlocks(std::size_t buckets, KeptBytes& budget) : blocks_(buckets), budget_(&budget) {}
  KeptBlocks(const KeptBlocks&) = delete;
  KeptBlocks& operator=(const KeptBlocks&) = delete;
  ~KeptBlocks();

  /// Null when it is not kept; empty when the bucket is known to have no block.
  const std::string* find(std::uint32_t bucket) const {
    return blocks_[bucket].load(std::memory_order_acquire);
  }

  /// Keeps a copy if the budget allows, and if no other thread was first.
  void keep(std::uint32_t bucket, std::string_view block);

 private:
  std::vector<std::atomic<const std::string*>> blocks_;  // Owned.
  KeptBytes* budget_;
};

}  // namespace matcher

// A cache of immutable values, bounded by their size, for many threads.
#pragma once

#include "engine/core/result.h"

#include <array>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace matcher {

/// Keeps what was used last, up to `capacity_bytes` in all. Keys are 64-bit; Value has
/// `std::size_t size_bytes() const`. Two threads that miss the same key at once both make the
/// value; one is kept.
template <class Value>
class ShardedCache {
 public:
  using Shared = std::shared_ptr<const Value>;

  explicit ShardedCache(std::size_t capacity_bytes)
      : shard_capacity_bytes_(capacity_bytes / kShards) {}

  /// `make()` -> Result<Value>, called outside any lock when the key is not held.
  template <class Make>
  engine::Result<Shared> get(std::uint64_t key, const Make& make) {
    Shard& shard = shards_[key * 0x9E3779B97F4A7C15 >> 60];
    if (Shared held = find(shard, key)) return held;
    TRY(Value made, make());
    auto value = std::make_shared<const Value>(std::move(made));
    keep(shard, key, value);
    return value;
  }

  void clear() {
    for (Shard& shard : shards_) {
      const std::lock_guard lock(shard.mutex);
      shard.order.clear();
      shard.entries.clear();
      shard.size_bytes = 0;
    }
  }

 private:
  static constexpr std::size_t kShards = 16;  // The upper four bits of the mixed key.

  struct Entry {
    Shared value;
    typename std::list<std::uint64_t>::iterator place;
  };
  struct Shard {
    std::mutex mutex;
    std::list<std::uint64_t> order;  // Used last in front.
    std::unordered_map<std::uint64_t, Entry> entries;
    std::size_t size_bytes = 0;
  };

  Shared find(Shard& shard, std::uint64_t key) {
    const std::lock_guard lock(shard.mutex);
    const auto it = shard.entries.find(key);
    if (it == shard.entries.end()) return nullptr;
    shard.order.splice(shard.order.begin(), shard.order, it->second.place);
    return it->second.value;
  }

  void keep(Shard& shard, std::uint64_t key, const Shared& value) {
    const std::lock_guard lock(shard.mutex);
    if (shard.entries.contains(key)) return;
    shard.order.push_front(key);
    shard.entries.emplace(key, Entry{value, shard.order.begin()});
    shard.size_bytes += value->size_bytes();
    while (shard.size_bytes > shard_capacity_bytes_ && shard.order.size() > 1) {
      const auto oldest = shard.entries.find(shard.order.back());
      shard.size_bytes -= oldest->second.value->size_bytes();
      shard.entries.erase(oldest);
      shard.order.pop_back();
    }
  }

  std::size_t shard_capacity_bytes_;
  std::array<Shard, kShards> shards_;
};

}  // namespace matcher

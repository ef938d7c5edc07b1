// The postings of all tracks, as sorted runs: each run is a set of posting blocks, one per bucket,
// over some of the tracks. New tracks are gathered in memory, sealed into a run of their own, and
// runs of like size are merged, so that there are never more than about log2(tracks) runs.
//
// A run is written under a new number, and becomes part of the index by one write of the list of
// runs ("runs" in Family::kMeta), which also takes its sources out: a crash leaves the old list or
// the new one, and blocks of unlisted runs are erased at the next opening.
#pragma once

#include "engine/core/result.h"
#include "matcher/posting_block.h"
#include "matcher/sharded_cache.h"
#include "matcher/store.h"

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace matcher {

/// Threads: `table` at once from many threads; the rest by one thread while nobody reads.
class PostingRuns {
 public:
  /// `store` must outlive this. With `mend`, erases what a crash left of unlisted runs.
  static engine::Result<std::unique_ptr<PostingRuns>> open(Store& store, bool mend);

  /// Ordinals below this are in runs; the rest must be given to `gather` after opening.
  std::uint32_t sealed_end() const { return sealed_end_; }

  /// Adds a track's hashes to those in memory. Found by `table` from here on.
  void gather(std::uint32_t ordinal, const std::vector<HashAt>& hashes);

  /// Writes what was gathered into a run and merges runs; all ordinals below `end` are sealed then.
  engine::Result<void> seal(std::uint32_t end);

  /// Rewrites the runs without these tracks, in one commit with the changes in `with`. Nothing may
  /// be gathered and not sealed.
  engine::Result<void> erase(const std::set<std::uint32_t>& ordinals, Batch with);

  /// How many tables there are for each bucket: the runs, and what is gathered.
  std::size_t sources() const { return runs_.size() + (gathered_count_ == 0 ? 0 : 1); }

  /// Errors: kCorrupt, kUnavailable.
  engine::Result<std::shared_ptr<const PostingTable>> table(std::size_t source,
                                                            std::uint32_t bucket) const;
  std::uint64_t posting_count() const;

 private:
  struct Run {
    std::uint32_t number = 0;
    std::uint64_t postings = 0;
  };

  using Ordinals = std::set<std::uint32_t>;

  explicit PostingRuns(Store& store) : store_(store), gathered_(kBuckets) {}
  engine::Result<void> read_list();
  engine::Result<void> erase_unlisted();
  std::string encode_list() const;
  engine::Result<void> replace(std::size_t first, const Ordinals& gone, Batch with);
  engine::Result<Run> write_merged(const std::vector<Run>& sources, const Ordinals& gone,
                                   Batch& rest);
  engine::Result<std::vector<Posting>> merged_bucket(const std::vector<Run>& sources,
                                                     std::uint32_t bucket,
                                                     const Ordinals& gone) const;

  Store& store_;
  std::vector<Run> runs_;  // Oldest first.
  std::uint32_t next_number_ = 0;
  std::uint32_t sealed_end_ = 0;
  std::vector<std::vector<Posting>> gathered_;  // By bucket; ordinals ascend.
  std::size_t gathered_count_ = 0;
  mutable ShardedCache<PostingTable> tables_{kTableCacheBytes};

  static constexpr std::size_t kTableCacheBytes = std::size_t{512} << 20;
};

}  // namespace matcher

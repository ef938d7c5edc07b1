// One sorted run of postings on disk: some tracks laid end to end, and a posting block for every
// bucket that is not empty. Keys, so that they sort by run, the layout first:
//
//   run     ::= u32 number                  -> layout (matcher/track_layout.h)
//   block   ::= u32 number  u32 bucket      -> posting block (matcher/posting_block.h)
//
// Keys are as in matcher/store_key.h. A run has as many buckets as its size wants.
#pragma once

#include "engine/core/result.h"
#include "matcher/kept_blocks.h"
#include "matcher/landmark_hash.h"
#include "matcher/posting_block.h"
#include "matcher/store.h"
#include "matcher/track_layout.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace matcher {

struct PostingRun {
  std::uint32_t number = 0;
  std::uint64_t postings = 0;
  unsigned bucket_bits = 1;
  TrackLayout layout;
  std::unique_ptr<KeptBlocks> kept;  // Null until the run is part of an index.

  unsigned place_bits() const { return kHashBits - bucket_bits; }
  std::uint32_t buckets() const { return 1U << bucket_bits; }
};

/// How many bits of the hash choose the bucket in a run of about this size.
unsigned bucket_bits_for(std::uint64_t postings);

/// Writes a run, bucket by bucket. It is part of the store when `finish` has returned.
class RunWriter {
 public:
  /// `run` has its number, bucket bits and layout, and must outlive this.
  RunWriter(Store& store, Family family, const PostingRun& run);

  engine::Result<void> put_layout();
  /// Buckets ascend; `postings` are sorted, with positions in the run's layout.
  engine::Result<void> put(std::uint32_t bucket, std::span<const PlacedHash> postings);
  engine::Result<void> finish() { return load_.finish(); }

 private:
  const PostingRun& run_;
  Spread spread_;
  BulkLoad load_;
};

/// Finds hashes in a run, in ascending order, reading only the blocks that have them.
class RunReader {
 public:
  /// Blocks of hashes below `keep_end` are kept with the run, which must outlive this.
  RunReader(const Store& store, Family family, const PostingRun& run, std::uint64_t keep_end);

  /// The group is good until the next call. Errors: kCorrupt, kUnavailable.
  engine::Result<PostingGroup> find(std::uint32_t hash);
  engine::Result<void> append_places(const PostingGroup& group, std::vector<PostingPlace>& places);

 private:
  engine::Result<void> go_to(std::uint32_t bucket);
  engine::Result<std::string_view> read(std::uint32_t bucket);

  const Store& store_;
  Family family_;
  const PostingRun& run_;
  std::uint64_t keep_end_;
  Spread spread_;
  std::optional<Cursor> cursor_;        // Made when the first block is not kept.
  std::string key_;                     // The run's, then a bucket's.
  std::optional<std::uint32_t> under_;  // The bucket that the cursor is at; none at first.
  std::optional<PostingBlock> block_;   // Of the bucket `asked_`, when there is one.
  std::optional<std::uint32_t> asked_;
  std::vector<std::uint64_t> positions_;  // Of the group that is read.
};

/// Reads a whole run once, in order, for merging.
class RunScan {
 public:
  /// Positions are given out as in `target`, which has this run's tracks but for those in `gone`.
  RunScan(const Store& store, Family family, const PostingRun& run, const TrackLayout& target,
          const std::set<std::uint32_t>& gone);

  /// Appends the next postings, those whose hash is below `end`. Errors: kCorrupt, kUnavailable.
  engine::Result<void> take_below(std::uint64_t end, std::vector<PlacedHash>& postings);

 private:
  engine::Result<void> read_block();

  const PostingRun& run_;
  Spread spread_;
  Cursor cursor_;
  std::vector<std::optional<std::uint64_t>> starts_;  // In the target, by track; none: gone.
  std::vector<PlacedHash> block_;
  std::size_t taken_ = 0;  // Of `block_`.
};

}  // namespace matcher

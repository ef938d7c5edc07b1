// The postings of all tracks, as sorted runs over some of the tracks each. New tracks are gathered
// in memory, sealed into a run of their own, and runs of like size are merged, so that there are
// never more than about log2(tracks) runs. A merge streams, bucket by bucket.
//
// A run is written under a new number, and becomes part of the index by one write of the list of
// runs, which also takes its sources out: a crash leaves the old list or the new one, and unlisted
// runs are erased at the next opening. The postings of erased tracks are passed over from then on,
// and go when their run is written anew.
#pragma once

#include "engine/core/result.h"
#include "matcher/gathered_postings.h"
#include "matcher/posting_run.h"
#include "matcher/store.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace matcher {

/// Blocks of hashes below this, an eighth of all, stay in memory; others in a small index alone.
constexpr std::uint32_t kFirstHashes = 1U << (kHashBits - kClassBits);

/// Ordinals are below this.
constexpr std::uint32_t kOrdinalEnd = 1U << 24;
/// Postings gathered in memory before they should be sealed: about 100 MB.
constexpr std::uint64_t kGatheredMax = std::uint64_t{8} << 20;

/// Threads: `look_up` and the other const functions at once from many threads; the rest by one
/// thread while nobody reads.
class PostingRuns {
 public:
  /// Where the runs are kept: the blocks, and under which name in Family::kMeta their list.
  struct Place {
    Family blocks;
    std::string_view list_key;
    std::size_t kept_bytes_max;  ///< Of memory, for blocks that are asked for again and again.
  };

  /// `store` must outlive this. With `mend`, erases what a crash left of unlisted runs.
  static engine::Result<std::unique_ptr<PostingRuns>> open(Store& store, Place place, bool mend);

  /// Ordinals below this are in runs; the rest must be given to `gather` after opening.
  std::uint32_t sealed_end() const { return sealed_end_; }

  /// Adds a track's hashes to those in memory; ordinals ascend. Found from here on.
  void gather(std::uint32_t ordinal, std::span<const HashAt> hashes);

  /// Writes what was gathered into a run and merges runs; all ordinals below `end` are sealed then.
  engine::Result<void> seal(std::uint32_t end);

  /// Takes tracks out, in one commit with the changes in `with`. Nothing may be gathered and not
  /// sealed.
  engine::Result<void> erase(const std::set<std::uint32_t>& ordinals, Batch with);

  /// `asked`: index of a hash; `places`: everywhere it occurs, ordered, good during the call.
  using Visit = std::function<void(std::size_t asked, std::span<const PostingPlace> places)>;

  /// Looks up `hashes`, which ascend and may repeat, and calls `visit` in their order for each that
  /// occurs, but for those that occur more than `fullest` times. What is found does not depend on
  /// how the postings lie in runs. Reads and decodes little more than is asked for.
  /// Errors: kCorrupt, kUnavailable.
  engine::Result<void> look_up(std::span<const std::uint32_t> hashes, std::uint32_t fullest,
                               const Visit& visit) const;

  /// Reads part `part` of `parts` of the blocks that may stay in memory and are not there yet.
  /// Threads: as `look_up`. Errors: kCorrupt, kUnavailable.
  engine::Result<void> warm(std::size_t part, std::size_t parts) const;

  /// How many runs there are, and what is gathered as one more.
  std::size_t sources() const { return runs_.size() + (gathered_.empty() ? 0 : 1); }
  /// Those in runs; ordered.
  std::vector<std::uint32_t> sealed_ordinals() const;
  /// Of tracks that were erased, too, until their run is written anew.
  std::uint64_t posting_count() const;
  std::uint64_t gathered_count() const { return gathered_.count(); }

 private:
  using Ordinals = std::set<std::uint32_t>;

  PostingRuns(Store& store, Place place)
      : store_(store), place_(place), kept_bytes_(place.kept_bytes_max) {}
  engine::Result<void> read_list();
  engine::Result<void> erase_unlisted();
  std::string encode_list() const;
  engine::Result<void> replace(std::size_t first, std::size_t end, std::uint32_t sealed_end);
  engine::Result<PostingRun> write_merged(std::span<const PostingRun> sources);
  TrackLayout merged_layout(std::span<const PostingRun> sources) const;
  bool mostly_gone(const PostingRun& run) const;
  std::uint64_t keep_end() const;

  Store& store_;
  Place place_;
  KeptBytes kept_bytes_;
  std::vector<PostingRun> runs_;  // Oldest first; the ordinals of each are above those before.
  std::uint32_t next_number_ = 0;
  std::uint32_t sealed_end_ = 0;
  Ordinals gone_;  // Erased, and still in a run.
  GatheredPostings gathered_;
};

}  // namespace matcher

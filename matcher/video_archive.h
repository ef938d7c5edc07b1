// The fingerprints of all scanned videos, and postings of a sample of their hashes: which videos
// may hold a track that is added later is asked of the postings, not of every fingerprint.
//
// Every archiving gives a video a new number, under which its hashes are found, and takes the
// earlier one from it. The postings of numbers that no video has go at the next `seal`.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/id.h"
#include "engine/core/result.h"
#include "matcher/index.h"
#include "matcher/posting_runs.h"
#include "matcher/store.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace matcher {

/// Threads: `find` at once from many threads, also beside the writing functions; `postings`,
/// `video_of` and `videos` at once from many threads while nobody writes; `put` and `seal` one at a
/// time.
class VideoArchive {
 public:
  /// `store` must outlive this. Writing, gathers what a crash left unsealed.
  /// Errors: kCorrupt, kUnavailable.
  static engine::Result<std::unique_ptr<VideoArchive>> open(Store& store, Access access);

  /// Forgets numbers and postings, which `open` does not miss, for `put_again` to make anew.
  static engine::Result<void> drop_derived(Store& store);
  /// Numbers every archived video anew.
  engine::Result<void> put_again();

  /// Keeps a fingerprint in place of an earlier one. Errors: kUnavailable.
  engine::Result<void> put(const engine::VideoId& video, const engine::FingerprintedMedia& media);

  /// Empty when the video was never archived. Errors: kCorrupt, kUnavailable.
  engine::Result<std::optional<engine::FingerprintedMedia>> find(
      const engine::VideoId& video) const;

  /// Moves what was put since into sorted runs. Errors: kCorrupt, kUnavailable.
  engine::Result<void> seal();

  /// Of `archive_hashes`; an ordinal is a number, a frame one of the video.
  const PostingRuns& postings() const { return *runs_; }
  /// Empty for a number that was taken from its video.
  std::optional<engine::VideoId> video_of(std::uint32_t number) const;
  std::vector<engine::VideoId> videos() const;  ///< Ordered by id.

 private:
  struct Numbered {
    std::uint32_t number = 0;
    engine::VideoId video;
  };

  explicit VideoArchive(Store& store) : store_(store) {}
  engine::Result<void> number(const engine::VideoId& video, const engine::Fingerprint& fingerprint,
                              Batch with);
  engine::Result<void> mend();
  std::uint32_t next_number() const;

  Store& store_;
  std::unique_ptr<PostingRuns> runs_;
  std::vector<Numbered> videos_;   // By number.
  std::set<std::uint32_t> stale_;  // Numbers without a video, but perhaps with postings.
};

}  // namespace matcher

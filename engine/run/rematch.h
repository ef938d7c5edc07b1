// Uses of tracks that were added after a video was scanned, found without the media: the archive is
// searched for the tracks, and the few videos in which one may play are matched again, from their
// archived fingerprints against the whole catalogue.
//
// What is put on record for these is what a scan of today would say, under the same key. The
// others keep their scans, which from then on stand for the tracks of today as well: `scan` takes
// them from the ledger. That rests on the search, which can miss what matching would find;
// RematchScope::kAll matches every video.
#pragma once

#include "engine/core/result.h"
#include "engine/run/pipeline.h"
#include "engine/run/scan_outcome.h"
#include "matcher/archive_search.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace engine::run {

enum class RematchScope {
  kLaterTracks,  ///< Videos in which a track plays that was added since they were last matched.
  kAll,
};

/// A video that may have to be matched again.
struct RematchItem {
  VideoId video;
  /// Places to verify first; none when it is to be matched in any case.
  std::vector<matcher::ArchiveCandidate> candidates;
};

struct RematchPlan {
  std::size_t tracks = 0;          ///< That were searched for.
  std::size_t videos = 0;          ///< That were searched, or are to be matched.
  std::vector<RematchItem> items;  ///< By the location of the video.
  bool interrupted = false;        ///< Not all was searched; there are no items.
  std::shared_ptr<const matcher::ArchiveSearch> search;
};

/// Told how the search goes, by one thread at a time.
struct SearchListener {
  std::function<void(std::size_t tracks)> begin;
  std::function<void()> searched;  ///< For one more track.
};

/// Searches the archive. Also plans for videos whose scan names a track that was taken out, and for
/// those that the archive lacks, which fail when their turn comes.
/// Errors: the workspace cannot be read or written. Lifetime: the workspace outlives the plan, and
/// nothing is added to it meanwhile.
Result<RematchPlan> plan_rematch(Workspace& workspace, RematchScope scope,
                                 const SearchListener& listener);

struct RematchListener {
  /// In the order of the items, one at a time, once it is on record; also when it failed. Not for
  /// videos in which nothing was verified.
  std::function<void(const RematchOutcome& outcome)> outcome;
  std::function<void()> done;  ///< After each item.
};

/// Matches what was planned and records it. An item that fails does not stop the rest, and its
/// video is planned for again. What is on record for the tracks of today is not matched again, so
/// that the next run after one that was interrupted or killed does what was left.
/// Errors: only what ends the whole batch, such as a full disk.
Result<BatchReport> rematch_videos(Workspace& workspace, const RematchPlan& plan,
                                   const RematchListener& listener);

}  // namespace engine::run

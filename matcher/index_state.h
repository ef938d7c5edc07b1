// What an open index holds in memory. Only matcher's own files include this.
#pragma once

#include "matcher/index.h"
#include "matcher/posting_runs.h"
#include "matcher/store.h"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace matcher {

struct Index::State {
  explicit State(Store opened) : store(std::move(opened)) {}

  Store store;
  std::unique_ptr<PostingRuns> runs;
  std::map<engine::TrackId, std::uint32_t> ordinals;
  std::map<std::uint32_t, engine::TrackId> ids;  // The inverse.
  std::uint32_t next_ordinal = 0;

  /// Errors: kCorrupt (missing or damaged), kUnavailable.
  engine::Result<engine::FingerprintedMedia> read_track(std::uint32_t ordinal) const;

  /// Puts a track's hashes among the postings. Errors: kUnavailable.
  engine::Result<void> gather(std::uint32_t ordinal, const engine::Fingerprint& fingerprint,
                              Access access);
};

}  // namespace matcher

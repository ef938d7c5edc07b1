// The second stage: fingerprint in, matches out. Look-up proposes (track, offset); verification at
// the alignment decides; the evidence trace gives start and end.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/match.h"
#include "engine/core/result.h"
#include "matcher/families.h"

#include <memory>
#include <string>
#include <vector>

namespace matcher {

class Index;
struct Examination;

/// Bumped whenever matching may give another result; part of every scan's key.
constexpr int kMatcherVersion = 12;

/// Holds a cache of decoded tracks, so keep one for a whole batch.
/// Threads: `match` may be called at once from many threads. Lifetime: `index` must outlive it.
class Matcher {
 public:
  explicit Matcher(const Index& index, Families families = {});
  ~Matcher();
  Matcher(const Matcher&) = delete;
  Matcher& operator=(const Matcher&) = delete;

  /// Ordered by start, end, track. The same fingerprint and the same set of tracks give the same
  /// matches, whatever the threads or the order in which tracks were added.
  /// Errors: kCorrupt, kUnavailable (the index cannot be read).
  engine::Result<std::vector<engine::Match>> match(const engine::Fingerprint& video) const;

  /// The same look at the video, and all that was thought on the way. Errors: as `match`.
  engine::Result<Examination> examine(const engine::Fingerprint& video) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace matcher

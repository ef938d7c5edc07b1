// The postings of tracks that are in no run yet, in memory, found as quickly as those of a run
// while more of them come.
#pragma once

#include "matcher/landmark_hash.h"
#include "matcher/track_layout.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace matcher {

/// One occurrence of a hash.
struct Posting {
  std::uint32_t hash = 0;
  std::uint32_t ordinal = 0;  ///< Of the track.
  std::uint32_t frame = 0;    ///< In the track.

  friend auto operator<=>(const Posting&, const Posting&) = default;
};

/// Threads: const functions at once from many threads, beside no other.
class GatheredPostings {
 public:
  /// Ordinals ascend from call to call.
  void add(std::uint32_t ordinal, std::span<const HashAt> hashes);
  void clear();

  bool empty() const { return tracks_.empty(); }
  std::size_t count() const;

  struct Track {
    std::uint32_t ordinal;
    std::uint32_t frames;  ///< One more than the highest of its postings.
  };
  std::span<const Track> tracks() const { return tracks_; }

  /// Each sorted, with the ordinals of one above those of the one before: as few as a binary
  /// number has digits.
  std::span<const std::vector<Posting>> parts() const { return parts_; }
  /// Makes one part of them all.
  std::span<const Posting> merged();

 private:
  void merge_last_two();

  std::vector<Track> tracks_;
  std::vector<std::vector<Posting>> parts_;
};

}  // namespace matcher

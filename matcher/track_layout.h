// Tracks laid end to end on one line, so that a frame of any of them is one number, a position.
// A run of postings stores positions: they cost what they say, be its tracks short or ten hours
// long.
#pragma once

#include "engine/core/bytes.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace matcher {

/// Where a hash occurs.
struct PostingPlace {
  std::uint32_t ordinal = 0;  ///< Of the track.
  std::uint32_t frame = 0;    ///< In the track.

  friend auto operator<=>(const PostingPlace&, const PostingPlace&) = default;
};

/// Threads: const functions at once from many threads.
class TrackLayout {
 public:
  struct Track {
    std::uint32_t ordinal = 0;
    std::uint32_t frames = 0;  ///< At least 1.
    std::uint64_t start = 0;   ///< Position of its frame 0.
  };

  /// At the end. Ordinals ascend.
  void append(std::uint32_t ordinal, std::uint32_t frames);
  /// Makes `track_at` quick; call after the last `append`.
  void finish();

  std::span<const Track> tracks() const { return tracks_; }
  std::uint64_t end() const { return end_; }  ///< Positions are below this.

  /// Which of `tracks()` has this position. `position` < end().
  std::size_t track_at(std::uint64_t position) const;
  /// Appends the place of each position, in their order. Positions < end().
  void append_places(std::span<const std::uint64_t> positions,
                     std::vector<PostingPlace>& places) const;

  /// layout ::= varint tracks  (varint ordinal - that before  varint frames)*
  void encode(engine::ByteWriter& out) const;
  /// Finished. False when malformed.
  bool decode(engine::ByteReader& in);

 private:
  std::vector<Track> tracks_;
  std::uint64_t end_ = 0;
  // The track at every 2^step_bits_-th position: from there it is few tracks to the one sought.
  std::vector<std::uint32_t> steps_;
  unsigned step_bits_ = 0;
};

}  // namespace matcher

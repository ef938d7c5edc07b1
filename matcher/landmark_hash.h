// Hashes: what two recordings of the same music have in common, word for word.
//
// A landmark hash is a triplet of spectral peaks: the frequency of the first, and the ways from it
// to two others in frequency and in time. A reference gives few triplets of its strongest peaks, a
// query many of all its peaks: the reference's are among them as long as the music is among the
// loudest things in some places. Mid and side are kept apart. Chromaprint words share the space.
//
// The upper bits of a hash are its sampling class. Hashes are mixed, so that a class is a fair
// sample of all of them, and both sides draw the same sample: the first, cheap question about a
// video is asked with one class, and what it leaves open with the others.
#pragma once

#include "engine/core/fingerprint.h"
#include "matcher/playing.h"

#include <cstdint>
#include <tuple>
#include <vector>

namespace matcher {

constexpr unsigned kHashBits = 30;
constexpr unsigned kClassBits = 3;
constexpr std::uint32_t kClasses = 1U << kClassBits;

constexpr std::uint32_t class_of(std::uint32_t hash) { return hash >> (kHashBits - kClassBits); }

/// A hash of a reference.
struct HashAt {
  std::uint32_t hash = 0;
  std::uint32_t frame = 0;  ///< Of the first peak, or of the start of the Chromaprint word.

  friend auto operator<=>(const HashAt&, const HashAt&) = default;
};

/// Peaks of ranks below this make a reference: 24 a second and channel. Verification uses them too.
constexpr std::uint8_t kReferenceRanks = 2;

/// Frames of media on the fingerprint's grid; the end of the last.
std::uint32_t frame_count(const engine::Fingerprint& fingerprint);

/// Every hash a reference is found by, ordered, none more often than kSameHashLimit times: ten
/// minutes of one tone must not fill the index.
constexpr std::size_t kSameHashLimit = 16;
std::vector<HashAt> reference_hashes(const engine::Fingerprint& fingerprint);

/// Of the hashes of an archived video and of a track that is looked for there, so many upper bits
/// are 0: enough to find the video by, and few enough to keep.
constexpr unsigned kArchiveSampleBits = 5;
constexpr bool in_archive_sample(std::uint32_t hash) {
  return hash >> (kHashBits - kArchiveSampleBits) == 0;
}

/// The hashes an archived video is found by when a track is added later: all that a query asks
/// that are in the archive sample, ordered.
std::vector<HashAt> archive_hashes(const engine::Fingerprint& video);

/// A hash of a query, as it is asked.
struct Asked {
  std::uint32_t hash = 0;
  std::uint32_t frame = 0;   ///< From the start of the stretch, on the clock of the track as it is.
  std::uint8_t playing = 0;  ///< Which way of playing it is asked for.
  bool chromaprint = false;

  /// By hash first, and frame last.
  friend auto operator<=>(const Asked& a, const Asked& b) {
    return std::tie(a.hash, a.playing, a.chromaprint, a.frame) <=>
           std::tie(b.hash, b.playing, b.chromaprint, b.frame);
  }
  friend bool operator==(const Asked&, const Asked&) = default;
};

/// How many of a query's hashes are asked. A reference has triplets of its strongest peaks only:
/// the stronger those of a query are together, the likelier it is one of them. Of the triplets of
/// music at -15 dB and below, the sum of ranks picks nine in ten true ones among four in ten.
struct QueryDensity {
  std::uint8_t rank_sum = 6;     ///< The most that the ranks of a triplet's peaks add up to.
  std::uint8_t neighbours = 14;  ///< Peaks that may follow the first, of those strong enough.
  std::uint32_t classes_end = kClasses;  ///< Classes below this.
};

/// Appends the hashes of what begins in video frames [first, end), for tracks played like this; in
/// no useful order. Chromaprint words are of class 0, and asked of tracks played as they are.
void append_query_hashes(const engine::Fingerprint& video, std::uint32_t first, std::uint32_t end,
                         const QueryDensity& density, const Playing& playing,
                         std::uint8_t playing_number, std::vector<Asked>& asked);

/// Sorts by hash, and thins hashes asked for one way of playing more than kSameHashLimit times to
/// an even spread over time.
void order_and_limit(std::vector<Asked>& asked);

}  // namespace matcher

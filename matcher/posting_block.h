// Posting block: where each hash of one bucket occurs, in which track and frame. One value of
// Family::kPosting.
//
//   block   ::= group*
//   group   ::= varint (hash in bucket - that of the group before)  varint count  posting*
//   posting ::= varint (ordinal - that of the posting before in the group)  varint frame
//               frame is relative to the posting before when the ordinal is the same
//
// Groups ascend by hash, postings by ordinal and frame. Checksums are RocksDB's, per disk block;
// the format version is the index's (Family::kMeta, "format").
#pragma once

#include "engine/core/result.h"
#include "matcher/landmark_hash.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace matcher {

/// A bucket is the upper bits of a hash; the rest is its place in the bucket.
constexpr unsigned kBucketBits = 12;
constexpr std::uint32_t kBuckets = 1U << kBucketBits;
constexpr unsigned kPlaceBits = kHashBits - kBucketBits;
constexpr std::uint32_t kPlaces = 1U << kPlaceBits;

constexpr std::uint32_t bucket_of(std::uint32_t hash) { return hash >> kPlaceBits; }
constexpr std::uint32_t place_of(std::uint32_t hash) { return hash & (kPlaces - 1); }

/// One occurrence of a hash.
struct Posting {
  std::uint32_t hash = 0;
  std::uint32_t ordinal = 0;  ///< Of the track.
  std::uint32_t frame = 0;    ///< In the track.

  friend auto operator<=>(const Posting&, const Posting&) = default;
};

/// `postings` are sorted and all of one bucket.
std::string encode_block(std::span<const Posting> postings);

/// Appends the postings of a block, with the hashes of `bucket`, in order. Errors: kCorrupt.
engine::Result<void> decode_block(std::string_view block, std::uint32_t bucket,
                                  std::vector<Posting>& postings);

/// A block made ready for look-ups.
class PostingTable {
 public:
  struct Place {
    std::uint32_t ordinal;
    std::uint32_t frame;
  };

  PostingTable() = default;
  explicit PostingTable(std::span<const Posting> postings);  ///< All of one bucket, any order.

  std::span<const Place> find(std::uint32_t hash) const {
    if (places_.empty()) return {};
    const std::size_t place = place_of(hash);
    if (!starts_.empty()) return between(starts_[place], starts_[place + 1]);
    return between(short_starts_[place], short_starts_[place + 1]);
  }
  bool empty() const { return places_.empty(); }
  std::size_t size_bytes() const;

 private:
  std::span<const Place> between(std::size_t first, std::size_t end) const {
    return {places_.data() + first, places_.data() + end};
  }

  // Where the postings of each place begin, kPlaces + 1 of them, in one of two widths.
  std::vector<std::uint16_t> short_starts_;
  std::vector<std::uint32_t> starts_;
  std::vector<Place> places_;
};

}  // namespace matcher

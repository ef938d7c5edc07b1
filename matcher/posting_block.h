// Posting block: where each hash of one bucket occurs. A bucket is all hashes with the same upper
// bits; the rest of a hash is its place in the bucket. One value of a posting family.
//
//   block     ::= shape directory lane* padding
//   shape     ::= u8 lane_bits  u8 step_bits  u8 width    width: bytes of a directory entry, 2 or 4
//   directory ::= (u16|u32)*         2^lane_bits of them: bytes from the directory's end to a lane
//   lane      ::= gamma (groups + 1)  group*              the places with the same upper lane_bits
//   group     ::= rice (place - the one expected), step_bits
//                 gamma count  [gamma (bits of body), when count >= kLongGroup]  body
//   body      ::= position (as many bits as the highest has), when count is 1
//               | (rice (position - that before), spread(count)) ... count times
//   padding   ::= kBitPaddingBytes zeros
//
// The place expected is the first of the lane, or the one after the group before. Groups ascend by
// place, positions in a group. A position is a frame of a track (matcher/track_layout.h), below
// the `positions` of the run. Checksums are RocksDB's; the format version is the index's.
//
// Why: a sorted group of positions costs log2(positions / count) + 1.6 bits each with Rice codes
// of that spread, a tenth of a bit from the least there is, and one hash is found by decoding some
// dozens of postings, not the block.
#pragma once

#include "engine/core/result.h"
#include "matcher/bit_stream.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace matcher {

/// One occurrence of a hash.
struct PlacedHash {
  std::uint32_t hash = 0;
  std::uint64_t position = 0;

  friend auto operator<=>(const PlacedHash&, const PlacedHash&) = default;
};

/// A group of so many is stepped over by its length, a shorter one by decoding it.
constexpr std::uint64_t kLongGroup = 16;

/// The Rice parameter of a group's positions, by how many it has.
class Spread {
 public:
  explicit Spread(std::uint64_t positions);
  unsigned of(std::uint64_t count) const {
    return count < of_few_.size() ? of_few_[count] : of_many(positions_, count);
  }
  /// How many bits a position has that is alone.
  unsigned alone() const { return alone_; }

 private:
  static unsigned of_many(std::uint64_t positions, std::uint64_t count) {
    const auto width = static_cast<unsigned>(std::bit_width(positions / count));
    return width == 0 ? 0 : width - 1;
  }
  std::uint64_t positions_;
  unsigned alone_;
  std::array<std::uint8_t, 32> of_few_{};
};

/// `postings` are sorted, not empty, and all of one bucket, whose places have `place_bits` (< 32).
std::string encode_block(std::span<const PlacedHash> postings, unsigned place_bits,
                         const Spread& spread);

/// The positions of one hash, not decoded yet. Refers to the block.
struct PostingGroup {
  std::uint64_t count = 0;  ///< 0: the hash does not occur.
  BitReader body;
};

/// Reads a block where it lies. Nothing is read outside it, however damaged; damage that the
/// checksums let through shows as kCorrupt, or as wrong postings.
class PostingBlock {
 public:
  /// `bytes` must outlive this. Errors: kCorrupt.
  static engine::Result<PostingBlock> read(std::string_view bytes, unsigned place_bits);

  /// Errors: kCorrupt.
  engine::Result<PostingGroup> find(std::uint32_t place, const Spread& spread) const;

  /// Appends every posting, in order; `first_hash` is that of place 0. Errors: kCorrupt.
  engine::Result<void> decode(std::uint32_t first_hash, const Spread& spread,
                              std::vector<PlacedHash>& postings) const;

 private:
  PostingBlock() = default;
  BitReader lane(std::uint32_t index) const;

  std::string_view bytes_;
  unsigned place_bits_ = 0;
  unsigned lane_bits_ = 0;
  unsigned step_bits_ = 0;
  unsigned width_ = 0;
};

/// Calls `visit(position)` for each of a group; where the reader is then. Errors: kCorrupt.
template <class Visit>
engine::Result<BitReader> for_positions(const PostingGroup& group, const Spread& spread,
                                        const Visit& visit) {
  BitReader in = group.body;
  if (group.count == 1) {
    const std::uint64_t position = in.get(spread.alone());
    if (in.ok()) visit(position);
  } else {
    const unsigned bits = spread.of(group.count);
    std::uint64_t position = 0;
    for (std::uint64_t i = 0; i < group.count; ++i) {
      position += in.get_rice(bits);
      if (!in.ok()) break;
      visit(position);
    }
  }
  if (group.count > 0 && !in.ok()) {
    return engine::fail(engine::Errc::kCorrupt, "posting block is malformed");
  }
  return in;
}

}  // namespace matcher

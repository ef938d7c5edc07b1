// Packed record: a fingerprint as the index keeps it, for a track without what matching does not
// ask of tracks. A third of the size of a fingerprint file, and decoded in a few milliseconds an
// hour.
//
//   record ::= "CTPR"  u8 version  u8 ranks  u8 level_ranks  text head  trace trace  padding
//   head   ::= fingerprint record (engine/core/fingerprint_record.h) of all but the peaks
//   trace  ::= gamma (peaks + 1)  peak*                             mid, then side
//   peak   ::= unary (frame - that before)  frequency (12 bits)  rank (as many as `ranks` - 1 has)
//              [rice (level - that before in the octave, modulo 256, zigzag), 4]
//   padding ::= kBitPaddingBytes zeros
//
// An octave is all frequencies with the same highest bit; the level before the first is 0. Peaks
// have ranks below `ranks`; levels are there for ranks below `level_ranks`, and 0 for others. Bits
// are as in matcher/bit_stream.h. Checksums are the store's. Version 1: first format.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/result.h"

#include <string>
#include <string_view>

namespace matcher {

/// What is kept of the peaks.
struct Kept {
  std::uint8_t ranks = 16;        ///< Peaks of ranks below this, 1 to 16.
  std::uint8_t level_ranks = 16;  ///< Levels of peaks of ranks below this.
};

/// Of a scanned video: all, since any track may be looked for in it later.
constexpr Kept kKeptOfVideo{};
/// Of a track: the two ranks it is found and verified by, with levels, and two more, by which it
/// explains what else is heard while it plays.
constexpr Kept kKeptOfTrack{4, 2};

std::string encode_packed(const engine::FingerprintedMedia& media, Kept kept);

/// Also reads a fingerprint record, which earlier versions kept. Errors: kCorrupt, kNewerFormat.
engine::Result<engine::FingerprintedMedia> decode_packed(std::string_view record);

}  // namespace matcher

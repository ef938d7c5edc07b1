// Hashes: what two recordings of the same music have in common, word for word.
//
// A landmark hash is a pair of spectral peaks: the frequency of the first, the way to the second in
// frequency and in time. A reference gives few pairs of its strongest peaks, a query many pairs of
// all its peaks: the reference's pairs are among them as long as the music is among the loudest
// things in some places. Mid and side are kept apart. Chromaprint words share the same space.
#pragma once

#include "engine/core/fingerprint.h"

#include <cstdint>
#include <vector>

namespace matcher {

/// hash ::= family (2 bits) rest (21 bits). Family 0: mid, 1: side, 2: Chromaprint.
///   landmark rest    ::= first bin (9)  bins to the second + 64 (7)  frames to it / 2 (5)
///   Chromaprint rest ::= the upper 28 bits of the word, mixed down
constexpr unsigned kHashBits = 23;
constexpr std::uint32_t kChromaprintFamily = 2U << (kHashBits - 2);

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
constexpr std::size_t kSameHashLimit = 32;
std::vector<HashAt> reference_hashes(const engine::Fingerprint& fingerprint);

/// The hashes an archived video is found by, when a track is added later: today those of a
/// reference, which the video's loudest sound decides.
std::vector<HashAt> archive_hashes(const engine::Fingerprint& video);

/// The hashes of what begins in frames [first, end) of a video; in no useful order.
std::vector<HashAt> query_hashes(const engine::Fingerprint& fingerprint, std::uint32_t first,
                                 std::uint32_t end);

}  // namespace matcher

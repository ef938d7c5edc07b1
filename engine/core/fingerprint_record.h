// Fingerprint record: the value kept for every track and every scanned video, and the whole of a
// file written by `cuetrace fingerprint`.
//
//   record      ::= magic version analysis facts sound crc
//   magic       ::= "CTFP"
//   version     ::= u8       see kFingerprintRecordVersion
//   analysis    ::= u8       Fingerprint::kAnalysis of the writer
//   facts       ::= location declared complete errors tag-count (key value)*
//   location, key, value ::= text      varint length, UTF-8 bytes
//   declared    ::= varint   microseconds
//   complete    ::= u8       0 or 1
//   errors      ::= varint
//   sound       ::= duration chromaprint trace trace     (mid, then side)
//   duration    ::= varint   microseconds
//   chromaprint ::= count u32*
//   trace       ::= count peak* count level*
//   peak        ::= varint (frame - frame of the peak before)  u16 (frequency | rank << 12)  u8
//   level level       ::= u8 count       ::= varint crc         ::= u32      CRC-32C of every byte
//   before it
//
// Fixed-width integers are little-endian. Ranks are below 16.
// Version 1: first format.
// Rules: a released version never changes meaning; a new one gets a new number, a line above, a
// branch in the decoder, and a sample in tests/golden/records that is kept for ever.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/result.h"

#include <string>
#include <string_view>

namespace engine {

constexpr std::string_view kFingerprintMagic = "CTFP";
constexpr std::uint8_t kFingerprintRecordVersion = 1;

/// Conventional ending of a fingerprint file; the content decides, never the name.
constexpr std::string_view kFingerprintFileEnding = ".ctfp";

std::string encode(const FingerprintedMedia& media);

/// Errors: kCorrupt (damaged or cut), kNewerFormat (written by a newer cuetrace),
/// kInvalidInput (not a fingerprint record at all).
Result<FingerprintedMedia> decode_fingerprint(std::string_view record);

/// The id of a track with this sound: a digest of the encoded `sound`, so that tags, names and
/// places do not matter.
TrackId track_id_of(const Fingerprint& fingerprint);

/// Digest of the encoded `sound` in hex: tells whether a video's content changed.
std::string sound_digest(const Fingerprint& fingerprint);

}  // namespace engine

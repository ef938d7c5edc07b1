// Ids that are digests of content: the same sound, or the same place, always has the same id.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engine {

/// 128 bits of SHA-256, told apart by what they name. Text form: 32 lower-case hex digits.
template <class Tag>
struct DigestId {
  std::array<std::uint8_t, 16> bytes{};

  friend auto operator<=>(const DigestId&, const DigestId&) = default;
};

struct TrackTag;
struct VideoTag;
struct ScanTag;
struct ClusterTag;
struct UsageTag;

/// A licensed recording: digest of its audio fingerprint, whatever its file or its tags.
using TrackId = DigestId<TrackTag>;
/// A published video: digest of where it was scanned from (absolute path or URL).
using VideoId = DigestId<VideoTag>;
/// One analysis of one video: digest of video, content, catalogue and engine.
using ScanId = DigestId<ScanTag>;
/// Unknown music that recurs: digest of the sound in which it was heard first, and where.
using ClusterId = DigestId<ClusterTag>;
/// A track at a place of a video: digest of the scan that found it, the track and the place.
using UsageId = DigestId<UsageTag>;

std::string to_hex(const std::array<std::uint8_t, 16>& bytes);
std::optional<std::array<std::uint8_t, 16>> from_hex(std::string_view text);

template <class Tag>
std::string to_string(const DigestId<Tag>& id) {
  return to_hex(id.bytes);
}

/// Empty when `text` is not exactly 32 hex digits.
template <class Id>
std::optional<Id> parse_id(std::string_view text) {
  if (const auto bytes = from_hex(text)) return Id{*bytes};
  return std::nullopt;
}

}  // namespace engine

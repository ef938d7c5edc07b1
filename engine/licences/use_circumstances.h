// What licences look at of a use, as values: the music, the video it is in, and the use itself.
// Everything that is not known is left empty, and then nothing is held against anybody.
#pragma once

#include "engine/core/media_time.h"
#include "engine/licences/moment.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine::licences {

/// A recording, as licences name it.
struct Music {
  /// Recording id, track id, ISRC, work id, and the id of the recording it is a version of.
  std::vector<std::string> ids;
  std::vector<std::string> catalogues{};  ///< Library, label, album code.
  std::string version = "full";
  std::vector<std::string> owners{};  ///< Names of all who hold rights in it.
  /// Why nobody can be paid for it whatever licences say ("writers state 120 %"); empty: no reason.
  std::string over_claim{};
};

/// A video, and how it was published.
struct PublishedVideo {
  std::vector<std::string> names;  ///< Id, location, title: what a licence may call it.
  std::optional<Moment> published{};
  std::string channel{};
  std::string platform{};
  std::vector<std::string> territories{};  ///< TIS codes.
  std::vector<std::string> media{};
  std::optional<std::int64_t> audience{};
  std::string uploader{};
  std::vector<std::string> keys{};  ///< Typed keys or licence ids that came with it.
  std::string series{};
  /// What is on record and cannot be read, in words: "published_at 'soon': expected a day".
  std::vector<std::string> unreadable{};
};

/// What people have decided on a use.
enum class Decision : std::uint8_t { kNone, kAccepted, kDisputed, kWhitelisted };

struct UseToJudge {
  std::size_t music = 0;  ///< Places in UsesToJudge.
  std::size_t video = 0;
  MediaTime length{0};
  std::int32_t speed_ppm = 1'000'000;
  std::int32_t pitch_cents = 0;
  bool alone = false;  ///< Nothing else is heard, and next to all of the video is this music.
  Decision decision = Decision::kNone;
  std::optional<Instant> decided_at{};
};

struct UsesToJudge {
  std::vector<Music> music;
  std::vector<PublishedVideo> videos;
  std::vector<UseToJudge> uses;
};

}  // namespace engine::licences

// Uses as royalties are reckoned from: what was played, where, and under which licence. Videos,
// tracks and licences are kept once, since a million uses share them.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/core/day.h"
#include "engine/core/media_time.h"
#include "engine/core/money.h"
#include "engine/licences/verdict.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::royalties {

struct PlayedVideo {
  std::string id;
  std::string channel{};
  std::string platform{};
  std::string territory{catalogue::kWorld};  ///< TIS code; the world where none, or several, are.
  std::string media{};
  std::optional<Day> day{};  ///< On which the use counts.
  std::int64_t plays = 0;    ///< 0: unknown.
};

struct PlayedTrack {
  std::string recording;
  std::string version = "full";
  catalogue::Work work{};
};

struct PlayedLicence {
  std::string id;
  std::string tier{};
  std::string model{};     ///< "single_use", "subscription", ...
  std::string licensee{};  ///< Who draws down bundles, and whose subscription pays.
  std::optional<Money> price{};
  bool exclusive = false;
};

struct Use {
  std::string id;         ///< Of the ledger; no two are the same.
  std::size_t video = 0;  ///< Its place in Uses::videos.
  std::size_t track = 0;
  std::optional<std::size_t> licence{};    ///< The one that covers it.
  std::optional<licences::State> state{};  ///< Empty: nobody has judged it.
  std::string_view function{};             ///< "background", "feature", ...: text that stays.
  std::string_view perception{};           ///< "visual", "source", ...: the same.
  MediaTime length{0};
};

struct Uses {
  std::vector<PlayedVideo> videos{};
  std::vector<PlayedTrack> tracks{};
  std::vector<PlayedLicence> licences{};
  std::vector<Use> uses{};

  const PlayedVideo& video_of(const Use& use) const { return videos[use.video]; }
  const PlayedTrack& track_of(const Use& use) const { return tracks[use.track]; }
  /// Null when no licence covers it.
  const PlayedLicence* licence_of(const Use& use) const {
    return use.licence ? &licences[*use.licence] : nullptr;
  }
  /// Who stands for it: the licensee, else the channel.
  const std::string& buyer_of(const Use& use) const {
    const PlayedLicence* const licence = licence_of(use);
    const bool named = licence != nullptr && !licence->licensee.empty();
    return named ? licence->licensee : video_of(use).channel;
  }
};

}  // namespace engine::royalties

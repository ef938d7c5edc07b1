// What people say of a video, which no sound shows: the production a cue sheet is about, and where
// and when the video was published. One record a video; every command, document and licence rule
// reads it here. How it is kept, and who said what when: video_metadata_store.h.
#pragma once

#include "engine/core/day.h"
#include "engine/core/media_time.h"

#include <optional>
#include <string>
#include <vector>

namespace engine::ledger {

/// Who answers for a cue sheet.
struct Preparer {
  std::string name;
  std::string email;
  std::optional<Day> date;  ///< When the sheet was prepared.

  friend bool operator==(const Preparer&, const Preparer&) = default;
};

/// What the head of a cue sheet says. Empty is unknown. The fields are those of the societies'
/// forms; an episode has a series and, where there is one, a title and a number of its own.
struct Production {
  std::string title;  ///< Of the programme, the film or the series.
  std::vector<std::string> akas;
  std::string episode_title;
  std::vector<std::string> episode_akas;
  std::string episode_number;
  std::string series;  ///< What makes videos episodes of one another.
  std::string season;
  std::string production_number;
  std::string company;
  std::string company_address;
  std::string network;            ///< Network, station, platform or other source.
  std::optional<Day> first_date;  ///< Of broadcast or release.
  std::string category;           ///< "Series", "Movie", "Reality", ...
  std::string version;            ///< "Original", "Edited for TV", ...
  std::vector<std::string> countries;
  std::string year;  ///< Four digits.
  std::vector<std::string> directors;
  std::vector<std::string> actors;
  std::string eidr;  ///< Compact.
  std::string isan;  ///< Compact.
  Preparer preparer;
  std::optional<MediaTime> duration;  ///< Of the programme; the file may hold more, or less.
  std::string frame_rate;             ///< A word of engine/core/timecode.h: "25", "29.97df".
  /// The label of the file's first frame, such as "01:00:00:00"; empty is zero.
  std::string start_timecode;

  friend bool operator==(const Production&, const Production&) = default;
};

/// Where, when and by whom a video was made public. Its series, season and episode are those of the
/// production.
struct Publication {
  std::string channel;
  std::string platform;
  std::string published_at;                ///< RFC 3339, or a day.
  std::vector<std::string> territories{};  ///< TIS codes or ISO 3166 letters, as given.
  std::string media;
  std::string audience;
  std::string uploader;
  std::string license_key;
  std::string description;

  friend bool operator==(const Publication&, const Publication&) = default;
};

struct VideoMetadata {
  Production production;
  Publication publication;

  friend bool operator==(const VideoMetadata&, const VideoMetadata&) = default;
};

}  // namespace engine::ledger

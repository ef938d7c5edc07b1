// Who made what: recordings, the works they are recordings of, and the parties behind the works.
#pragma once

#include "engine/core/id.h"
#include "engine/core/media_time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine::catalogue {

/// Someone who wrote or publishes works. Empty fields are unknown.
struct Party {
  std::string name;
  std::string ipi;      ///< IPI name number, as given.
  std::string society;  ///< Name or CISAC code, as given.

  friend bool operator==(const Party&, const Party&) = default;
};

enum class ContributionKind { kWriter = 0, kPublisher = 1 };

struct Contribution {
  ContributionKind kind = ContributionKind::kWriter;
  Party party;
  std::string role;  ///< CISAC role: C, A, CA, AR, E, ...; empty when unknown.
  /// Share of all writers or of all publishers in hundredths of a percent; unknown stays empty.
  std::optional<std::int32_t> share_bp;

  friend bool operator==(const Contribution&, const Contribution&) = default;
};

struct Work {
  std::string id;  ///< The customer's; else "work:" and the recording's id.
  std::string title;
  std::string iswc;
  std::vector<Contribution> contributions;  ///< Writers before publishers, in the order given.

  friend bool operator==(const Work&, const Work&) = default;
};

/// One recording. With a track it can be found in videos; without, it waits for its audio.
struct Recording {
  std::string id;  ///< The customer's; else recording_id_of.
  std::optional<TrackId> track;
  std::string path;  ///< Absolute, as added; empty while there is no audio.
  MediaTime duration{0};
  std::string title;
  std::string artist;
  std::string album;
  std::string isrc;              ///< Compact form; kept as given when it is not one.
  std::string version = "full";  ///< full, instrumental, no-melody, stinger, loop, stem, ...
  std::string parent_id;         ///< Recording this is a version of.
  std::string library;
  std::string album_code;
  std::string cut;
  std::string label;
  std::string bpm;
  std::string key;
  std::string moods;  ///< '|' between several, as in the file.
  std::string instruments;
  std::string uses;
  Work work;

  friend bool operator==(const Recording&, const Recording&) = default;
};

/// Names of the writers, in order, without repeats: what reports call the composers.
std::vector<std::string> writer_names(const Work& work);

/// The id of a recording the customer gave none: its track id in hex; without a track "row:" and a
/// digest of what tells recordings apart (ISRC, title, version, library, album code, cut, work id).
std::string recording_id_of(const Recording& recording);

/// Whether `id` is one that recording_id_of made, with this track or without a track.
bool is_made_id(const std::string& id, const std::optional<TrackId>& track);

/// 12 characters without prefix, hyphens and blanks, upper case; empty when that is not an ISRC
/// (ISO 3901: two letters, three letters or digits, seven digits).
std::string compact_isrc(const std::string& text);

}  // namespace engine::catalogue

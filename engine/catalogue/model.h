// Who made what: recordings, the works they are recordings of, and the parties behind the works.
// What a party owns and what it collects is in engine/catalogue/shares.h.
#pragma once

#include "engine/catalogue/territories.h"
#include "engine/core/day.h"
#include "engine/core/id.h"
#include "engine/core/media_time.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace engine::catalogue {

/// Facts that only registering a work asks for, by name, such as "copyright_date". Each format that
/// reads or writes them documents its names; nothing else in the program looks at them.
using Details = std::map<std::string, std::string>;

/// Someone who wrote or publishes works. Empty fields are unknown.
struct Party {
  std::string name;
  std::string ipi{};  ///< IPI name number: compact, or as given when it is none.
  /// Of the performing right: name or CISAC code, as given; several with their days: societies.h.
  std::string society{};
  std::string family_name{};         ///< The part of `name` that is sorted by; of people.
  std::string ipi_base{};            ///< Compact, or as given.
  std::string isni{};                ///< Compact, or as given.
  std::string mechanical_society{};  ///< As `society`; empty where it is the same or unknown.
  std::string sync_society{};
  std::string number{};  ///< What the customer calls the party; CWR's interested party number.

  friend bool operator==(const Party&, const Party&) = default;
};

enum class ContributionKind { kWriter = 0, kPublisher = 1 };

enum class Right : std::uint8_t { kPerformance = 0, kMechanical = 1, kSynchronisation = 2 };
inline constexpr std::array kRights = {Right::kPerformance, Right::kMechanical,
                                       Right::kSynchronisation};

/// Of the whole work, in millionths, by Right; empty when not stated.
using RightShares = std::array<std::optional<std::int32_t>, kRights.size()>;
inline constexpr std::int32_t kWholePpm = 1'000'000;

/// What somebody owns is one thing; what they collect, for themselves and for others, another.
enum class ShareKind : std::uint8_t { kOwnership = 0, kCollection = 1 };

/// What a contributor owns or collects somewhere, and for a time. Of several that fit a place and a
/// day, the last one holds.
struct ShareTerm {
  ShareKind kind = ShareKind::kOwnership;
  std::string territory{kWorld};  ///< A TIS code; as given when it is none.
  bool excluded = false;          ///< The territory is taken out of the terms before.
  RightShares shares_ppm{};       ///< All writers and publishers together have 1'000'000.
  std::optional<Day> from{};      ///< The first day; empty: since ever.
  std::optional<Day> until{};     ///< The last day; empty: for ever.

  friend bool operator==(const ShareTerm&, const ShareTerm&) = default;
};

/// That a publisher publishes a writer's part of a work.
struct PublishedWriter {
  std::uint32_t writer = 0;  ///< Its place among the writers of the work, from 0.
  std::string submitter_agreement{};
  std::string society_agreement{};

  friend bool operator==(const PublishedWriter&, const PublishedWriter&) = default;
};

struct Contribution {
  ContributionKind kind = ContributionKind::kWriter;
  Party party;
  std::string role;  ///< CISAC role: C, A, CA, AR, ...; E, AM, SE, ...; empty when unknown.
  /// Share of all writers or of all publishers in hundredths of a percent, as cue sheets have it
  /// ("200 %"); unknown stays empty.
  std::optional<std::int32_t> share_bp;
  bool controlled = false;         ///< By the customer, who registers and collects for it.
  std::vector<ShareTerm> terms{};  ///< Ownership before collection, else in the order given.
  std::uint32_t chain = 0;         ///< Publishers of one chain, E before AM, have one number.
  std::vector<PublishedWriter> writers{};  ///< Of a publisher: whose part it publishes.
  Details details{};

  friend bool operator==(const Contribution&, const Contribution&) = default;
};

struct WorkTitle {
  std::string title;
  std::string type{};      ///< CISAC title type: AT (alternative), FT, TE, ...
  std::string language{};  ///< ISO 639-1.

  friend bool operator==(const WorkTitle&, const WorkTitle&) = default;
};

/// What a society calls a work.
struct SocietyNumber {
  std::string society;
  std::string number;

  friend bool operator==(const SocietyNumber&, const SocietyNumber&) = default;
};

/// A society's answer to the registration of a work.
struct Acknowledgement {
  std::string work_id;  ///< The customer's.
  std::string title;
  std::string society;                  ///< CISAC code.
  std::string status;                   ///< CWR's: AS, AC, RA, DU, CO, RJ, NP, RC; empty: none.
  std::string number;                   ///< What the society calls the work; empty: it gave none.
  std::string iswc;                     ///< Empty: it gave none.
  std::vector<std::string> messages{};  ///< What it says of the registration, for people.

  friend bool operator==(const Acknowledgement&, const Acknowledgement&) = default;
};

struct Work {
  std::string id;  ///< The customer's; else "work:" and the recording's id.
  std::string title;
  std::string iswc;                         ///< Compact; kept as given when it is not one.
  std::vector<Contribution> contributions;  ///< Writers before publishers, in the order given.
  std::vector<WorkTitle> titles{};          ///< Alternative ones.
  std::vector<SocietyNumber> numbers{};
  Details details{};

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
  std::string genres;
  std::string keywords;
  std::string tempo;  ///< In words, such as "fast".
  std::string description;
  std::string lyrics;
  std::string vocals;            ///< yes or no; empty when unknown.
  std::string release_date;      ///< 2026-10-31, or a year.
  std::string ean;               ///< Of the release: compact, or as given.
  std::string catalogue_number;  ///< Of the release.
  std::string version_title;     ///< What the version is called, such as "Radio edit".
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

}  // namespace engine::catalogue

// What a person has said about one cue, over what was found. It is kept under the cue's id, and
// with the place it was found at, by which it finds its cue again after another scan.
#pragma once

#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "engine/ledger/amendments.h"
#include "reports/cue_sheet.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace reports {

struct CueCorrection {
  std::string cue;          ///< Id of the cue.
  std::string track_id;     ///< 32 hex digits; may be empty for a cue by hand.
  engine::MediaSpan found;  ///< In the video; of a cue by hand or a part, where it is to be.
  bool by_hand = false;     ///< Not found by the engine at all.
  std::string split_from;   ///< Id of the cue that this one is a part of.
  std::string merged_into;  ///< Id of the cue that this one has become part of.
  bool struck_out = false;
  std::optional<std::int64_t> order;  ///< Place on the sheet, from 1.
  // What the cue is to say in place of what it says by itself.
  std::optional<std::string> title;
  std::optional<std::string> notes;
  std::optional<engine::MediaTime> start;  ///< On the clock of the file.
  std::optional<engine::MediaTime> end;
  std::optional<Function> function;
  std::optional<Perception> perception;
  std::optional<Vocality> vocality;
  std::optional<Position> position;
  std::optional<Origin> origin;

  /// Nothing is left of it: the cue says what it says by itself.
  bool says_nothing() const;

  friend bool operator==(const CueCorrection&, const CueCorrection&) = default;
};

/// As it is kept, in JSON; an amendment without a value where it says nothing.
engine::ledger::Amendment amendment_of(const CueCorrection& correction);
/// Errors: kCorrupt.
engine::Result<CueCorrection> correction_of(const std::string& cue, const std::string& text);
engine::Result<std::vector<CueCorrection>> corrections_of(
    const engine::ledger::AmendmentValues& values);

/// The id of a cue that is found at a place: 16 hex digits.
std::string cue_id_of(const engine::VideoId& video, const std::string& track_id,
                      engine::MediaTime start);

/// A cue by hand of that track, or of no track of ours, without its place. Null for a track that
/// the catalogue does not have.
using CueOfTrack = std::function<std::optional<Cue>(const std::string& track_id)>;

struct CorrectedCues {
  std::vector<Cue> cues;
  std::vector<Cue> struck_out;
  std::vector<CueCorrection> without_cue;  ///< Their cues are found no more.
};

/// Cues as they are after all corrections, by start or as ordered. Those that were found elsewhere
/// before keep the ids that they were corrected under.
CorrectedCues corrected(std::vector<Cue> cues, std::vector<CueCorrection> corrections,
                        const CueOfTrack& cue_of_track);

}  // namespace reports

// The cue sheet of one video: what music plays, from when to when, and who wrote it. This is the
// one model that every format prints, that is frozen when a sheet is issued, and that two sheets
// are compared by. It is values all the way down: nothing in it refers to the ledger.
//
// It says what sound can show and what people have said; the rest is a finding, and while there
// are findings, the sheet is a draft.
#pragma once

#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "engine/core/scan_result.h"
#include "engine/ledger/video_metadata.h"
#include "reports/usage_axes.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reports {

using engine::ledger::Production;

struct CueSheetPolicy {
  /// Uses of one track with no more than this between them are one cue; 5 s at most.
  engine::MediaTime merge_gap = engine::from_ms(2000);
  /// Cues shorter than this are left out, and said to be.
  engine::MediaTime shortest_cue = engine::from_ms(1000);
  /// Specially composed cues of the same owners and function become one.
  bool roll_up = false;

  friend bool operator==(const CueSheetPolicy&, const CueSheetPolicy&) = default;
};

/// Who wrote or publishes the music of a cue. Empty fields are unknown.
struct Contributor {
  bool is_publisher = false;
  std::string name;         ///< Whole, as it is said: "Ann Example"; of a publisher, its name.
  std::string family_name;  ///< Of writers: the part of `name` that is sorted by.
  std::string role;         ///< CISAC role: C, A, CA, AR, ...; E, AM, SE, ...
  std::string ipi;          ///< Eleven digits, leading zeros kept; as given when it is none.
  std::string society;      ///< By name ("PRS"); "NS" for none.
  /// Of all writers, or of all publishers, in hundredths of a percent.
  std::optional<std::int32_t> share_bp;

  friend bool operator==(const Contributor&, const Contributor&) = default;
};

/// The parts of a writer's name that forms ask for apart. Where the family name is not known, it is
/// the last word.
std::string last_name(const Contributor& writer);
std::string first_names(const Contributor& writer);

/// The recording that a cue uses, as the catalogue has it.
struct CueRecording {
  std::string track_id;  ///< 32 hex digits; empty when it is no track of ours.
  std::string recording_id;
  std::string title;
  std::string artist;
  std::string album;
  std::string version;
  std::string isrc;
  std::string library;
  std::string album_code;
  std::string cut;
  std::string label;
  engine::MediaTime duration{0};

  friend bool operator==(const CueRecording&, const CueRecording&) = default;
};

/// One use that the engine found and that is in the cue.
struct CuePart {
  std::string usage_id;  ///< For `cuetrace verify` and `explain`; empty for what a person added.
  engine::MediaSpan in_video;
  engine::MediaSpan in_track;
  std::int32_t confidence_ppm = 0;

  friend bool operator==(const CuePart&, const CuePart&) = default;
};

struct CueEvidence {
  std::vector<CuePart> parts;                ///< By start; several when uses were merged.
  std::vector<std::string> ambiguous_among;  ///< Track ids that explain the sound as well.
  /// Heard at the start or end of other episodes of the series, or of other programmes of the
  /// company: what a person is to look at, never what the cue is said to be.
  bool theme_candidate = false;
  bool logo_candidate = false;
  /// What was done to make the cue of what was found, one sentence each: merges, corrections by a
  /// person, and what speaks for a candidate.
  std::vector<std::string> remarks;

  friend bool operator==(const CueEvidence&, const CueEvidence&) = default;
};

struct Cue {
  /// 16 hex digits: a digest of video, track and place, for people and files to name it by. It
  /// stays when the video is scanned again.
  std::string id;
  std::size_t number = 0;  ///< From 1, by start; or as a person has ordered.
  std::string title;       ///< The work's, or else the recording's; or as a person has said.
  std::vector<std::string> akas;
  UsageAxes usage;
  /// From the first part's start to the last part's end, on the clock of the file; exact.
  engine::MediaSpan in_video;
  /// How much music that is: in_video's length, but of rolled-up cues the sum of what they hold.
  engine::MediaTime length{0};
  /// Start and end on the clock of the production, from its start timecode on: "01:00:10:00", or
  /// "1:00:10.000" while the frame rate is not known. Empty for rolled-up cues.
  std::string time_in;
  std::string time_out;
  /// `length` half up to whole seconds, at least one; of rolled-up cues the sum of what those would
  /// print. The sheet's total is the sum of these.
  std::int64_t printed_seconds = 0;
  bool layered = false;  ///< Another cue sounds at the same time.
  CueRecording recording;
  std::string work_id;
  std::string iswc;
  std::vector<Contributor> contributors;  ///< Writers, then publishers; by share, then name.
  CueEvidence evidence;
  std::string notes;  ///< By people.

  friend bool operator==(const Cue&, const Cue&) = default;
};

/// What has to be mended before the sheet can be filed.
struct Finding {
  std::string rule;     ///< A name that scripts can rely on: "writer-shares".
  std::size_t cue = 0;  ///< Its number; 0 when it is about the whole sheet.
  std::string field;    ///< "perception", "writer_share", "network", ...
  std::string message;  ///< What is wrong.
  std::string remedy;   ///< How to mend it.

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// The same to be mended in several cues, as people read it.
struct FindingGroup {
  std::string what;  ///< "perception: sound does not show whether the music is seen".
  std::string remedy;
  std::string rule;
  std::string cues;  ///< "1, 2, 4"; empty when it is about the whole sheet.
};
/// In the order in which they came up.
std::vector<FindingGroup> grouped(const std::vector<Finding>& findings);

enum class Classification : std::uint8_t { kOriginal, kRevision };

/// Where a sheet is on its way. Submitted and approved sheets cannot be changed; they are revised.
enum class SheetState : std::uint8_t { kDraft, kIssued, kSubmitted, kApproved, kRejected };

std::string_view to_string(Classification classification);  ///< "Original", "Revision".
std::string_view to_string(SheetState state);               ///< "draft", "issued", ...
std::optional<Classification> classification_named(std::string_view name);
std::optional<SheetState> sheet_state_named(std::string_view name);

struct SheetIdentity {
  std::string id;          ///< 32 hex digits; each revision has its own.
  int revision = 0;        ///< 0: the original.
  std::string supersedes;  ///< Id of the sheet that this one takes the place of.
  Classification classification = Classification::kOriginal;
  SheetState state = SheetState::kDraft;

  friend bool operator==(const SheetIdentity&, const SheetIdentity&) = default;
};

struct CueSheet {
  SheetIdentity identity;
  Production production;  ///< With what the file itself says where nobody has said more.
  engine::VideoFacts video;
  CueSheetPolicy policy;
  std::vector<Cue> cues;
  std::vector<Cue> left_out;    ///< Shorter than the policy's shortest cue.
  std::vector<Cue> struck_out;  ///< By a person, who can restore them.
  std::int64_t total_seconds = 0;
  std::vector<Finding> findings;

  /// True while something is to be mended, and until the sheet is issued.
  bool is_draft() const { return !findings.empty() || identity.state == SheetState::kDraft; }
};

/// What formats print for the state: "DRAFT", "ISSUED", "SUBMITTED", "APPROVED", "REJECTED".
std::string printed_state(const CueSheet& sheet);

/// The name of the programme for a heading: title, or else the file's name.
std::string programme_name(const CueSheet& sheet);

std::string cue_sheet_table(const CueSheet& sheet);
/// One contributor a row; what belongs to the cue stands on the first row of the cue only, so that
/// adding up the duration column gives the total.
std::string cue_sheet_csv(const CueSheet& sheet);
/// Canonical: reading it again gives an equal sheet.
std::string cue_sheet_json(const CueSheet& sheet);
/// Errors: kInvalidInput, saying what is not as it should be.
engine::Result<CueSheet> cue_sheet_of_json(std::string_view text);

}  // namespace reports

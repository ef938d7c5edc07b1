// The cue sheet of one video: what music plays, from when to when, and who wrote it. It says what
// sound can show; the rest is listed as unresolved, and while anything mandatory is, it is a draft.
//
// The model is that of cue sheets societies take: usage on axes (function, perception, vocality,
// position, origin) rather than one society's codes, and contributors as the catalogue has them.
#pragma once

#include "engine/core/media_time.h"
#include "reports/use.h"

#include <cstdint>
#include <string>
#include <vector>

namespace reports {

struct CueSheetPolicy {
  /// Uses of one track with no more than this between them are one cue.
  engine::MediaTime merge_gap = engine::from_ms(2000);
  /// Cues shorter than this are left out, and said to be.
  engine::MediaTime shortest_cue = engine::from_ms(1000);
};

/// Each value is one of the words in the comment, or "unknown".
struct UsageAxes {
  std::string function = "unknown";    ///< background, feature, theme, logo, bumper.
  std::string perception = "unknown";  ///< visual, source, background.
  std::string vocality = "unknown";    ///< vocal, instrumental.
  std::string position = "unknown";    ///< opening, main, closing, segment, title, none.
  std::string origin = "unknown";      ///< library, commercial, commissioned.
};

struct Cue {
  std::size_t number = 0;  ///< From 1, by start.
  Use use;                 ///< The first of the uses it is made of, with all about the track.
  std::vector<engine::MediaSpan> parts;  ///< The uses merged into it; one when none were.
  engine::MediaSpan in_video;            ///< From the first part's start to the last end, exact.
  /// Rounded half up to whole seconds, at least one. The sheet's total is the sum of these.
  std::int64_t printed_seconds = 0;
  bool layered = false;  ///< Another cue sounds at the same time.
  UsageAxes usage;
  std::vector<Contribution> contributors;  ///< Writers, then publishers; by share, then name.
};

/// Something a person has to find out before the sheet can be filed.
struct Unresolved {
  std::size_t cue = 0;  ///< 0 when it is about the whole sheet.
  std::string field;    ///< "perception", "writer_share", "network", ...
  std::string reason;
};

struct CueSheet {
  engine::VideoFacts video;
  CueSheetPolicy policy;
  std::vector<Cue> cues;
  std::vector<Cue> left_out;  ///< Shorter than the policy's shortest cue.
  std::int64_t total_seconds = 0;
  std::vector<Unresolved> unresolved;

  bool is_draft() const { return !unresolved.empty(); }
};

/// `uses` are those of `video`, in any order.
CueSheet make_cue_sheet(const engine::VideoFacts& video, std::vector<Use> uses,
                        const CueSheetPolicy& policy = {});

/// The work's title, or else the recording's.
std::string cue_title(const Cue& cue);

std::string cue_sheet_table(const CueSheet& sheet);
/// One contributor a row; what belongs to the cue stands on the first row of the cue only, so that
/// adding up the duration column gives the total.
std::string cue_sheet_csv(const CueSheet& sheet);
std::string cue_sheet_json(const CueSheet& sheet);

}  // namespace reports

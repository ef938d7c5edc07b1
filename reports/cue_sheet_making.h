// Uses into cues: what is one cue, how long it is printed, who is to be paid for it.
#pragma once

#include "engine/ledger/video_metadata.h"
#include "reports/cue_correction.h"
#include "reports/cue_sheet.h"
#include "reports/recurrence.h"
#include "reports/use.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace reports {

/// All that a cue sheet is made of.
struct SheetMatter {
  engine::VideoFacts video;
  std::vector<Use> uses;  ///< Of the video, in any order.
  engine::ledger::VideoMetadata metadata;
  Recurrence recurrence;
  std::vector<CueCorrection> corrections;
  /// What the catalogue knows of a track, for cues by hand; may be empty when there are none.
  std::function<std::optional<engine::catalogue::Recording>(const std::string& track_id)>
      recording_of;
};

/// The cues that uses make, before anybody corrects them.
std::vector<Cue> found_cues(SheetMatter matter, const CueSheetPolicy& policy);

/// Its identity is that of a draft; who knows what was issued before gives it another.
CueSheet make_cue_sheet(SheetMatter matter, const CueSheetPolicy& policy = {});

CueSheet make_cue_sheet(const engine::VideoFacts& video, std::vector<Use> uses,
                        const CueSheetPolicy& policy = {},
                        const engine::ledger::VideoMetadata& metadata = {});

}  // namespace reports

// Uses into cues: what is one cue, how long it is printed, who is to be paid for it.
#pragma once

#include "engine/ledger/video_metadata.h"
#include "reports/cue_sheet.h"
#include "reports/use.h"

#include <vector>

namespace reports {

/// `uses` are those of `video`, in any order; `metadata` what people have said of it.
CueSheet make_cue_sheet(const engine::VideoFacts& video, std::vector<Use> uses,
                        const CueSheetPolicy& policy = {},
                        const engine::ledger::VideoMetadata& metadata = {});

}  // namespace reports

// Specially composed cues of the same owners as one, as APRA AMCOS, PRS and CWR have it: "EXAMPLE
// (BACKGROUND)". Only on request, since a sheet that lists the cues as well would claim twice.
#pragma once

#include "reports/cue_sheet.h"

#include <vector>

namespace reports {

/// Rolls up cues that are commissioned, have the same contributors and the same usage. The rest,
/// and what has nothing to be rolled up with, stays as it is. The sum of what is printed does not
/// change.
void roll_up(std::vector<Cue>& cues, const Production& production);

}  // namespace reports

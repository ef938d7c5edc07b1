// The rules that a cue sheet has to keep before it can be filed.
#pragma once

#include "reports/cue_sheet.h"

#include <vector>

namespace reports {

/// What is to be mended, in the order of sheet and cues, each with its remedy. Looks at nothing but
/// the sheet, so it holds for a sheet of any origin.
std::vector<Finding> findings_of(const CueSheet& sheet);

}  // namespace reports

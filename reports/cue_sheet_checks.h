// The rules that a cue sheet has to keep before it can be filed: those of ASCAP, BMI, SESAC, SOCAN,
// APRA AMCOS and PRS taken together.
#pragma once

#include "reports/cue_correction.h"
#include "reports/cue_sheet.h"

#include <span>
#include <string_view>
#include <vector>

namespace reports {

/// What is to be mended, in the order of sheet and cues, each with its remedy. Looks at nothing but
/// the sheet, so it holds for a sheet of any origin.
std::vector<Finding> findings_of(const CueSheet& sheet);

/// That a cue which a person has corrected is found no more.
Finding finding_of_lost_correction(const CueCorrection& correction);

/// The writer and publisher roles of CISAC that may stand on a sheet; a mixer is no author.
bool is_author_role(std::string_view role);
bool is_publisher_role(std::string_view role);

/// Every rule with what it asks for, in one line.
struct SheetRule {
  std::string_view name;
  std::string_view about;
};
std::span<const SheetRule> sheet_rules();

}  // namespace reports

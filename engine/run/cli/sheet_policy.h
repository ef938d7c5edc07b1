// How uses become cues, as the commands about cue sheets take it.
#pragma once

#include "engine/run/cli/arguments.h"
#include "engine/run/workspace.h"
#include "reports/cue_sheet.h"

#include <optional>

namespace engine::cli {

struct SheetPolicyOptions {
  std::optional<int> merge_gap_ms;
  std::optional<int> min_cue_ms;
  bool roll_up = false;
};

/// --merge-gap, --min-cue and --roll-up.
void declare_sheet_policy(SheetPolicyOptions& options, Arguments& arguments);

/// That of the sheet that was issued last, where the options do not say otherwise. Errors: those
/// of the ledger.
Result<reports::CueSheetPolicy> sheet_policy(const SheetPolicyOptions& options,
                                             const VideoId& video, ledger::Ledger& ledger);

}  // namespace engine::cli

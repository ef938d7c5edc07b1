#include "engine/run/cli/sheet_policy.h"

#include "reports/sheet_on_record.h"

namespace engine::cli {

void declare_sheet_policy(SheetPolicyOptions& options, Arguments& arguments) {
  constexpr Arguments::Range kMergeGapMs{0, 5000};
  constexpr Arguments::Range kMinCueMs{0, 60'000};
  arguments.number("--merge-gap MS",
                   "make uses of one track one cue when this much or less is between them; "
                   "2000 by default",
                   kMergeGapMs, options.merge_gap_ms);
  arguments.number("--min-cue MS", "leave out cues that are shorter; 1000 by default", kMinCueMs,
                   options.min_cue_ms);
  arguments.flag("--roll-up",
                 "make one cue of commissioned cues with the same owners and the same usage",
                 options.roll_up);
}

Result<reports::CueSheetPolicy> sheet_policy(const SheetPolicyOptions& options,
                                             const VideoId& video, ledger::Ledger& ledger) {
  TRY(reports::CueSheetPolicy policy, reports::policy_on_record(video, ledger));
  if (options.merge_gap_ms) policy.merge_gap = from_ms(*options.merge_gap_ms);
  if (options.min_cue_ms) policy.shortest_cue = from_ms(*options.min_cue_ms);
  if (options.roll_up) policy.roll_up = true;
  return policy;
}

}  // namespace engine::cli

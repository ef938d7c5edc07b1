// The cue sheet of a video as it is today: what was found, what people have corrected, and what has
// been issued before.
#pragma once

#include "engine/catalogue/catalogue.h"
#include "engine/core/result.h"
#include "engine/ledger/ledger.h"
#include "reports/cue_sheet.h"
#include "reports/cue_sheet_making.h"

#include <optional>
#include <string>

namespace reports {

/// All that the sheet is made of. Uses that people have rejected are not in it; those that they
/// have accepted are, whatever their confidence. Errors: those of the ledger.
engine::Result<SheetMatter> matter_on_record(const engine::VideoFacts& video,
                                             engine::ledger::Ledger& ledger,
                                             const engine::catalogue::Catalogue& catalogue);

/// The sheet of today. Where it says what was issued last, it has that one's identity and state;
/// else it is the draft of the next revision. Without a policy it is made by that of the last one.
engine::Result<CueSheet> sheet_on_record(const engine::VideoFacts& video,
                                         engine::ledger::Ledger& ledger,
                                         const engine::catalogue::Catalogue& catalogue,
                                         const std::optional<CueSheetPolicy>& policy);

/// The policy of the sheet that was issued last; the usual one when none was.
engine::Result<CueSheetPolicy> policy_on_record(const engine::VideoId& video,
                                                engine::ledger::Ledger& ledger);

/// Revision n as it was issued, with its state of today. Errors: kNotFound.
engine::Result<CueSheet> issued_sheet(const engine::VideoFacts& video, int revision,
                                      engine::ledger::Ledger& ledger);

/// A sheet that has been submitted or approved is not changed, it is revised. Errors: kInvalidInput
/// with the way out.
engine::Result<void> check_editable(const engine::VideoFacts& video,
                                    engine::ledger::Ledger& ledger);

/// Freezes the sheet of today and puts it on record. Errors: kInvalidInput when there are findings,
/// or when it has been issued already.
engine::Result<CueSheet> issue_sheet(const engine::VideoFacts& video,
                                     engine::ledger::Ledger& ledger,
                                     const engine::catalogue::Catalogue& catalogue,
                                     const std::optional<CueSheetPolicy>& policy,
                                     const engine::ledger::Author& author);

/// Moves the sheet that was issued last: issued to submitted, submitted to approved or rejected,
/// and submitted, approved or rejected to "revised", which opens it for changes. Errors:
/// kInvalidInput, saying where it is.
engine::Result<void> move_sheet(const engine::VideoFacts& video, const std::string& state,
                                const std::string& note, engine::ledger::Ledger& ledger,
                                const engine::ledger::Author& author);

}  // namespace reports

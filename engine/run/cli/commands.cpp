#include "engine/run/cli/commands.h"

#include "engine/run/cli/backup_command.h"
#include "engine/run/cli/catalog_command.h"
#include "engine/run/cli/completion_command.h"
#include "engine/run/cli/cuesheet_command.h"
#include "engine/run/cli/cuesheet_export_command.h"
#include "engine/run/cli/doctor_command.h"
#include "engine/run/cli/explain_command.h"
#include "engine/run/cli/fingerprint_command.h"
#include "engine/run/cli/help_command.h"
#include "engine/run/cli/index_command.h"
#include "engine/run/cli/license_command.h"
#include "engine/run/cli/license_key_command.h"
#include "engine/run/cli/live_command.h"
#include "engine/run/cli/rematch_command.h"
#include "engine/run/cli/report_audit_command.h"
#include "engine/run/cli/report_composer_command.h"
#include "engine/run/cli/report_dsr_command.h"
#include "engine/run/cli/report_statement_command.h"
#include "engine/run/cli/report_usage_command.h"
#include "engine/run/cli/review_command.h"
#include "engine/run/cli/royalty_command.h"
#include "engine/run/cli/scan_command.h"
#include "engine/run/cli/serve_command.h"
#include "engine/run/cli/token_command.h"
#include "engine/run/cli/unknown_command.h"
#include "engine/run/cli/verify_command.h"
#include "engine/run/cli/video_command.h"
#include "engine/run/cli/watch_command.h"

#include <algorithm>

namespace engine::cli {
namespace {

constexpr const Command* kCommands[] = {
    &kCatalogAddCommand,
    &kCatalogImportCommand,
    &kCatalogLsCommand,
    &kCatalogShowCommand,
    &kCatalogRmCommand,
    &kCatalogCheckCommand,
    &kCatalogQcCommand,
    &kCatalogExportCommand,
    &kScanCommand,
    &kWatchCommand,
    &kLiveCommand,
    &kRematchCommand,
    &kReportUsageCommand,
    &kReportComposerCommand,
    &kReportAuditCommand,
    &kReportStatementCommand,
    &kReportDsrCommand,
    &kVideoSetCommand,
    &kVideoShowCommand,
    &kLicenseAddCommand,
    &kLicenseLsCommand,
    &kLicenseShowCommand,
    &kLicenseRevokeCommand,
    &kLicenseKeygenCommand,
    &kLicenseIssueCommand,
    &kLicenseVerifyCommand,
    &kLicenseEmbedCommand,
    &kCuesheetExportCommand,
    &kCuesheetCheckCommand,
    &kCuesheetIssueCommand,
    &kCuesheetSubmitCommand,
    &kCuesheetApproveCommand,
    &kCuesheetRejectCommand,
    &kCuesheetReviseCommand,
    &kCuesheetChangesCommand,
    &kCuesheetDiffCommand,
    &kCuesheetHypothesesCommand,
    &kReviewLsCommand,
    &kReviewExportCommand,
    &kReviewApplyCommand,
    &kReviewSetCommand,
    &kReviewAcceptCommand,
    &kReviewRejectCommand,
    &kReviewDisputeCommand,
    &kReviewWhitelistCommand,
    &kReviewNoteCommand,
    &kReviewLogCommand,
    &kReviewUndoCommand,
    &kRoyaltyRunCommand,
    &kRoyaltyCloseCommand,
    &kRoyaltyReopenCommand,
    &kRoyaltyPayCommand,
    &kExplainCommand,
    &kVerifyCommand,
    &kUnknownLsCommand,
    &kUnknownShowCommand,
    &kUnknownNameCommand,
    &kServeCommand,
    &kTokenMakeCommand,
    &kTokenLsCommand,
    &kTokenRevokeCommand,
    &kBackupCommand,
    &kIndexStatsCommand,
    &kFingerprintCommand,
    &kDoctorCommand,
    &kCompletionCommand,
    &kHelpCommand,
};

constexpr CommandGroup kGroups[] = {
    {"catalog", "licensed tracks: put in, list, take out"},
    {"report", "who was used, where and how long"},
    {"video", "what people say of a video: production and publication"},
    {"cuesheet", "cue sheets of scanned videos: check, write, issue"},
    {"review", "correct cues, decide on uses, and what was changed"},
    {"license", "licences: put on record, list, revoke; keys"},
    {"royalty", "reckon with what uses earn: run, close, pay"},
    {"unknown", "music of nobody in the catalogue: list, show, name"},
    {"token", "who may ask the service: make, list, revoke"},
    {"index", "what is searched: tracks and fingerprints"},
};

}  // namespace

std::span<const Command* const> commands() { return kCommands; }

std::span<const CommandGroup> command_groups() { return kGroups; }

const Command* find_command(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kCommands), std::end(kCommands),
                                         [&](const Command* c) { return c->name == name; });
  return found == std::end(kCommands) ? nullptr : *found;
}

const CommandGroup* find_group(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kGroups), std::end(kGroups),
                                         [&](const CommandGroup& g) { return g.name == name; });
  return found == std::end(kGroups) ? nullptr : found;
}

void declare_global(GlobalOptions& options, Arguments& arguments) {
  constexpr Arguments::Range kThreads{0, 1024};
  arguments.option("--workspace DIR",
                   "where index and ledger lie; else $CUETRACE_WORKSPACE, else "
                   "$XDG_DATA_HOME/cuetrace",
                   options.workspace);
  arguments.number("--threads N", "how many threads compute; 0, the default, is one per core",
                   kThreads, options.threads);
  arguments.flag("-q, --quiet", "say nothing but results and errors", options.quiet);
  arguments.choice<ProgressMode>("--progress WHEN",
                                 "draw a progress bar: auto, the default, means on a terminal",
                                 {{"auto", ProgressMode::kAuto},
                                  {"always", ProgressMode::kAlways},
                                  {"never", ProgressMode::kNever}},
                                 options.progress);
}

}  // namespace engine::cli

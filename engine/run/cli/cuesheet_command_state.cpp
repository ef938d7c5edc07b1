// The way of a cue sheet: issued, submitted, approved or rejected, opened again.
#include "engine/core/text.h"
#include "engine/run/cli/author.h"
#include "engine/run/cli/cuesheet_command.h"
#include "engine/run/cli/sheet_policy.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"
#include "reports/sheet_on_record.h"

#include <ostream>

namespace engine::cli {
namespace {

struct IssueOptions {
  std::string video;
  SheetPolicyOptions policy;
  std::optional<std::string> by;
};

void declare_issue(IssueOptions& options, Arguments& arguments) {
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  declare_sheet_policy(options.policy, arguments);
  declare_author(options.by, arguments);
}

Result<Exit> run_issue(const IssueOptions& options, const Session& session) {
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  TRY(const VideoFacts video, run::find_video(options.video, workspace.ledger()));
  TRY(const auto policy, sheet_policy(options.policy, video.id, workspace.ledger()));
  TRY(const auto sheet, reports::issue_sheet(video, workspace.ledger(), workspace.catalogue(),
                                             policy, author_of(options.by)));
  session.console.out << reports::programme_name(sheet) << ": "
                      << to_string(sheet.identity.classification) << ", revision "
                      << sheet.identity.revision << ", issued as " << sheet.identity.id << '\n';
  return Exit::kDone;
}

struct MoveOptions {
  std::string video;
  std::string note;
  std::optional<std::string> by;
};

void declare_move(MoveOptions& options, Arguments& arguments) {
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  arguments.option("--note TEXT", "what is to be remembered about it", options.note);
  declare_author(options.by, arguments);
}

Result<Exit> move_to(const std::string& state, const MoveOptions& options, const Session& session) {
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  TRY(const VideoFacts video, run::find_video(options.video, workspace.ledger()));
  TRY_VOID(reports::move_sheet(video, state, clean_utf8(options.note), workspace.ledger(),
                               author_of(options.by)));
  session.console.out << video.location << ": " << (state == "revised" ? "open for changes" : state)
                      << '\n';
  return Exit::kDone;
}

Result<Exit> run_submit(const MoveOptions& options, const Session& session) {
  return move_to("submitted", options, session);
}
Result<Exit> run_approve(const MoveOptions& options, const Session& session) {
  return move_to("approved", options, session);
}
Result<Exit> run_reject(const MoveOptions& options, const Session& session) {
  return move_to("rejected", options, session);
}
Result<Exit> run_revise(const MoveOptions& options, const Session& session) {
  return move_to("revised", options, session);
}

}  // namespace

const Command kCuesheetIssueCommand{
    .name = "cuesheet issue",
    .summary = "freeze the cue sheet of a video and put it on record",
    .details =
        "Only a sheet without findings can be issued. What is issued never changes; when the\n"
        "video, the catalogue or the review say something else later, the next issue is a\n"
        "Revision that supersedes it.",
    .examples = "cuetrace cuesheet issue episode.mp4 --by \"Ann Example\"",
    .bind = bind<IssueOptions, declare_issue, run_issue>,
};

const Command kCuesheetSubmitCommand{
    .name = "cuesheet submit",
    .summary = "note that the issued cue sheet has been sent to a society",
    .details = "From then on cues and head cannot be changed until it is rejected or revised.",
    .examples = "cuetrace cuesheet submit episode.mp4 --note \"RapidCue, 12 November\"",
    .bind = bind<MoveOptions, declare_move, run_submit>,
};

const Command kCuesheetApproveCommand{
    .name = "cuesheet approve",
    .summary = "note that a submitted cue sheet has been accepted",
    .details = "",
    .examples = "cuetrace cuesheet approve episode.mp4",
    .bind = bind<MoveOptions, declare_move, run_approve>,
};

const Command kCuesheetRejectCommand{
    .name = "cuesheet reject",
    .summary = "note that a submitted cue sheet has been sent back",
    .details = "It can be changed again; the next issue is a Revision.",
    .examples = "cuetrace cuesheet reject episode.mp4 --note \"cue 3: publisher is missing\"",
    .bind = bind<MoveOptions, declare_move, run_reject>,
};

const Command kCuesheetReviseCommand{
    .name = "cuesheet revise",
    .summary = "open a submitted or approved cue sheet for changes",
    .details = "What was issued stays on record; the next issue is a Revision.",
    .examples = "cuetrace cuesheet revise episode.mp4 --note \"the writer has a new publisher\"",
    .bind = bind<MoveOptions, declare_move, run_revise>,
};

}  // namespace engine::cli

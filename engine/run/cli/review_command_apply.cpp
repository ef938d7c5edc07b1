#include "engine/core/file.h"
#include "engine/core/text.h"
#include "engine/run/cli/author.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/output.h"
#include "engine/run/cli/review_command.h"
#include "engine/run/sheet_review.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"
#include "reports/sheet_on_record.h"

#include <algorithm>
#include <ostream>

namespace engine::cli {
namespace {

using reports::ReviewRow;
using run::SheetReview;

Result<SheetReview> review_of(const std::string& name, run::Records& records) {
  TRY(const VideoFacts video, run::find_video(name, records.ledger()));
  return run::sheet_review(video, records);
}

Result<Exit> keep(const SheetReview& review, const std::vector<ReviewRow>& rows,
                  const std::optional<std::string>& by, run::Workspace& workspace,
                  const Session& session) {
  TRY(const std::size_t changed, run::keep_rows(review, rows, author_of(by), workspace.ledger()));
  session.console.out << review.video.location << ": "
                      << (changed == 0 ? "nothing new" : counted(changed, "cue") + " changed")
                      << '\n';
  return Exit::kDone;
}

struct ExportOptions {
  std::string video;
  bool as_json = false;
  std::optional<std::string> file;
};

void declare_export(ExportOptions& options, Arguments& arguments) {
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  arguments.choice<bool>("--format FORMAT", "what to write; csv by default",
                         {{"csv", false}, {"json", true}}, options.as_json);
  arguments.option("-o, --output FILE", "write to FILE in place of standard output", options.file);
}

Result<Exit> run_export(const ExportOptions& options, const Session& session) {
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const SheetReview review, review_of(options.video, records));
  TRY_VOID(deliver(options.as_json ? reports::review_json(review.rows, review.video)
                                   : reports::review_csv(review.rows),
                   options.file, session.console));
  return Exit::kDone;
}

struct ApplyOptions {
  std::string video;
  std::string file;
  std::optional<std::string> by;
};

void declare_apply(ApplyOptions& options, Arguments& arguments) {
  arguments.positional("VIDEO", "the video that the file was exported of", options.video);
  arguments.positional("FILE", "CSV or JSON of `review export`, edited", options.file);
  declare_author(options.by, arguments);
}

Result<Exit> run_apply(const ApplyOptions& options, const Session& session) {
  TRY(const std::string text, read_file(options.file, kTableBytesMax));
  auto rows = reports::read_review(text);
  if (!rows) return fail(std::move(rows).error().during(options.file));
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  TRY(const SheetReview review, review_of(options.video, workspace.records()));
  auto done = keep(review, *rows, options.by, workspace, session);
  if (!done) return fail(std::move(done).error().during(options.file));
  return done;
}

struct SetOptions {
  std::string video;
  std::vector<std::string> cues;
  std::vector<std::pair<std::string, std::optional<std::string>>> cells{
      {"title", {}},      {"in", {}},       {"out", {}},       {"function", {}},
      {"perception", {}}, {"vocality", {}}, {"position", {}},  {"origin", {}},
      {"notes", {}},      {"order", {}},    {"merge_into", {}}};
  std::optional<std::string> split;
  bool strike = false;
  bool restore = false;
  bool clear = false;
  std::optional<std::string> by;
};

void declare_set(SetOptions& options, Arguments& arguments) {
  constexpr const char* kHelp[] = {
      "what the cue is called",
      "where it starts: timecode, or a place in the file",
      "where it ends",
      "background, feature, theme, logo, bumper, dance, promo or paid_programming",
      "visual, source or background",
      "vocal or instrumental",
      "none, opening, main, closing, segment or title",
      "commissioned, library, commercial, live, video or public_domain",
      "what is to be remembered about it",
      "its place on the sheet; 0 takes that back",
      "make it a part of another cue: its number or id",
  };
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  arguments.positionals("CUE", "numbers or ids of cues, or all", options.cues);
  for (std::size_t i = 0; i < options.cells.size(); ++i) {
    auto& [name, value] = options.cells[i];
    arguments.option(option_for(name) + " TEXT", kHelp[i], value);
  }
  arguments.option("--split TIME", "cut it in two there", options.split);
  arguments.flag("--strike", "take it off the sheet; it can be restored", options.strike);
  arguments.flag("--restore", "put it on the sheet again", options.restore);
  arguments.flag("--clear", "take back all that was said about it", options.clear);
  declare_author(options.by, arguments);
}

bool names(const std::string& word, const ReviewRow& row) {
  constexpr std::size_t kShortestPrefix = 6;
  return word == "all" || word == row["cue"] ||
         (word.size() >= kShortestPrefix && row["id"].starts_with(word));
}

void edit(ReviewRow& row, const SetOptions& options) {
  for (const auto& [name, value] : options.cells) {
    if (value) row.cells[name] = *value;
  }
  if (options.strike) row.cells["strike"] = "yes";
  if (options.restore) row.cells["strike"] = "";
}

/// Takes back all that was said about the cues that are named.
Result<Exit> clear(const SheetReview& review, const SetOptions& options, run::Workspace& workspace,
                   const Session& session) {
  std::vector<ledger::Amendment> amendments;
  for (const auto& one : review.matter.corrections) {
    ReviewRow row;
    row.cells["id"] = one.cue;
    for (const ReviewRow& known : review.rows) {
      if (known["id"] == one.cue) row = known;
    }
    const bool named = std::ranges::any_of(
        options.cues, [&](const std::string& word) { return names(word, row); });
    if (named) amendments.push_back({ledger::AmendmentKind::kCue, one.cue, {}});
  }
  TRY_VOID(reports::check_editable(review.video, workspace.ledger()));
  TRY(const std::size_t changed,
      workspace.ledger().amendments().change(review.video.id, amendments, author_of(options.by)));
  session.console.out << review.video.location << ": " << counted(changed, "correction")
                      << " taken back\n";
  return Exit::kDone;
}

Result<Exit> run_set(const SetOptions& options, const Session& session) {
  if (options.cues.empty()) {
    return fail(Errc::kUsage, "name a cue by its number or id, or all of them by \"all\"");
  }
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  TRY(const SheetReview review, review_of(options.video, workspace.records()));
  if (options.clear) return clear(review, options, workspace, session);
  std::vector<ReviewRow> rows = review.rows;
  std::vector<std::size_t> edited;
  for (const std::string& word : options.cues) {
    const std::size_t before = edited.size();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!names(word, review.rows[i])) continue;
      edit(rows[i], options);
      edited.push_back(i);
    }
    if (edited.size() == before) {
      return fail(Errc::kNotFound, word + ": no such cue; `cuetrace review export` lists them");
    }
  }
  if (options.split) {
    if (edited.size() != 1) return fail(Errc::kUsage, "--split cuts one cue at a time");
    ReviewRow second = rows[edited.front()];
    rows[edited.front()].cells["out"] = *options.split;
    second.cells["in"] = *options.split;
    rows.push_back(std::move(second));
  }
  return keep(review, rows, options.by, workspace, session);
}

}  // namespace

const Command kReviewExportCommand{
    .name = "review export",
    .summary = "write the cues of a video to a file, to be edited",
    .details =
        "A row a cue. The columns up to `notes` may be changed: strike (yes takes a cue off the\n"
        "sheet), merge_into (number or id of a cue), order, in, out, title and the axes of usage.\n"
        "A row copied, with other times, splits the cue; a row without an id is a new one. The\n"
        "last columns tell what was found, and find the cue again after another scan.",
    .examples =
        "cuetrace review export episode.mp4 -o episode.csv\n"
        "cuetrace review apply episode.mp4 episode.csv",
    .bind = bind<ExportOptions, declare_export, run_export>,
};

const Command kReviewApplyCommand{
    .name = "review apply",
    .summary = "take corrections of cues from an edited file",
    .details =
        "All of the file or nothing. Applying it again changes nothing, and cues that it does not\n"
        "name stay as they are. Corrections lie over what was found: a later scan keeps them.",
    .examples = "cuetrace review apply episode.mp4 episode.csv --by \"Ann Example\"",
    .bind = bind<ApplyOptions, declare_apply, run_apply>,
};

const Command kReviewSetCommand{
    .name = "review set",
    .summary = "correct cues from the command line",
    .details = "What `review apply` does for a file, for the cues that are named.",
    .examples =
        "cuetrace review set episode.mp4 all --function background --perception background\n"
        "cuetrace review set episode.mp4 1 --function theme --position opening\n"
        "cuetrace review set episode.mp4 4 --split 0:12:30\n"
        "cuetrace review set episode.mp4 5 6 --strike",
    .bind = bind<SetOptions, declare_set, run_set>,
};

}  // namespace engine::cli

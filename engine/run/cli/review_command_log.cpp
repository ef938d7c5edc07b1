#include "engine/core/csv.h"
#include "engine/run/cli/author.h"
#include "engine/run/cli/output.h"
#include "engine/run/cli/review_command.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"
#include "reports/sheet_on_record.h"
#include "reports/table.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace engine::cli {
namespace {

using ledger::AmendmentChange;
using ledger::AmendmentKind;

struct LogOptions {
  std::string video;
  OutputOptions output;
};

void declare_log(LogOptions& options, Arguments& arguments) {
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  declare_output(options.output, arguments);
}

/// A change of any kind, or a step of a cue sheet, as it is shown.
struct Entry {
  std::string at;
  std::string by;
  std::string kind;
  std::string subject;
  std::string before;
  std::string after;
  std::string undoes;
};

Result<std::vector<Entry>> entries_of(const VideoId& video, ledger::Ledger& records) {
  TRY(const auto changes, records.amendments().history(video));
  TRY(const auto events, records.cue_sheets().events(video));
  std::vector<Entry> entries;
  for (const AmendmentChange& one : changes) {
    entries.push_back({one.at, one.by, std::string(to_string(one.kind)), one.subject,
                       one.before.value_or(""), one.after.value_or(""),
                       one.undoes ? std::to_string(*one.undoes) : ""});
  }
  for (const ledger::SheetEvent& one : events) {
    entries.push_back({one.at, one.by, "sheet", one.sheet, one.note, one.state, ""});
  }
  std::ranges::stable_sort(entries, {}, &Entry::at);
  return entries;
}

std::string short_text(const std::string& text) {
  constexpr std::size_t kShown = 60;
  return text.size() <= kShown ? text : text.substr(0, kShown) + "...";
}

std::string document(const std::vector<Entry>& entries, Format format) {
  using Json = nlohmann::ordered_json;
  using Row = std::vector<std::string>;
  if (format == Format::kJson) {
    Json json{{"schema", "cuetrace.review_log/1"}, {"changes", Json::array()}};
    for (const Entry& one : entries) {
      json["changes"].push_back({{"at", one.at},
                                 {"by", one.by},
                                 {"kind", one.kind},
                                 {"subject", one.subject},
                                 {"before", one.before},
                                 {"after", one.after},
                                 {"undoes", one.undoes}});
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  std::string csv = csv_row(Row{"at", "by", "kind", "subject", "before", "after", "undoes"});
  reports::Table table({{"At"}, {"By"}, {"What"}, {"Subject"}, {"Before"}, {"After"}});
  for (const Entry& one : entries) {
    csv += csv_row(Row{one.at, one.by, one.kind, one.subject, one.before, one.after, one.undoes});
    table.add({one.at, one.by, one.kind + (one.undoes.empty() ? "" : ", undone"), one.subject,
               short_text(one.before), short_text(one.after)});
  }
  return format == Format::kCsv ? csv : table.text();
}

Result<Exit> run_log(const LogOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const VideoFacts video, run::find_video(options.video, records.ledger()));
  TRY(const auto entries, entries_of(video.id, records.ledger()));
  TRY_VOID(deliver(document(entries, format), options.output.file, session.console));
  return Exit::kDone;
}

struct UndoOptions {
  std::string video;
  std::optional<std::string> by;
};

void declare_undo(UndoOptions& options, Arguments& arguments) {
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  declare_author(options.by, arguments);
}

Result<Exit> run_undo(const UndoOptions& options, const Session& session) {
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  TRY(const VideoFacts video, run::find_video(options.video, workspace.ledger()));
  TRY_VOID(reports::check_editable(video, workspace.ledger()));
  TRY(const auto undone,
      workspace.ledger().amendments().undo(
          video.id, {AmendmentKind::kFact, AmendmentKind::kCue, AmendmentKind::kDecision},
          author_of(options.by)));
  if (undone.empty()) {
    return fail(Errc::kNotFound, video.location + ": nothing to undo");
  }
  for (const AmendmentChange& one : undone) {
    session.console.out << "undone: " << to_string(one.kind) << " " << one.subject << ", by "
                        << one.by << '\n';
  }
  return Exit::kDone;
}

}  // namespace

const Command kReviewLogCommand{
    .name = "review log",
    .summary = "show what people have changed about a video, and when",
    .details =
        "Facts of the production, corrections of cues, decisions on uses, and the way of the cue\n"
        "sheet, the oldest first. Nothing is ever taken out.",
    .examples = "cuetrace review log episode.mp4\ncuetrace review log episode.mp4 --format json",
    .bind = bind<LogOptions, declare_log, run_log>,
};

const Command kReviewUndoCommand{
    .name = "review undo",
    .summary = "take back the last change that people made about a video",
    .details = "All that one command changed. Again takes back the one before.",
    .examples = "cuetrace review undo episode.mp4",
    .bind = bind<UndoOptions, declare_undo, run_undo>,
};

}  // namespace engine::cli

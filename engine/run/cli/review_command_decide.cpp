// Decisions on single uses: what cue sheets and licences go by.
#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "engine/ledger/use_decisions.h"
#include "engine/run/cli/author.h"
#include "engine/run/cli/output.h"
#include "engine/run/cli/review_command.h"
#include "engine/run/deciding.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"
#include "reports/table.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace engine::cli {
namespace {

using ledger::RecordedUse;
using ledger::UseDecision;
using ledger::Verdict;

struct ReviewLsOptions {
  std::optional<std::string> video;
  bool all = false;
  OutputOptions output;
};

void declare_ls(ReviewLsOptions& options, Arguments& arguments) {
  arguments.positional("VIDEO", "only of this video: its path, title or id", options.video);
  arguments.flag("--all", "also what needs no review, with what was decided", options.all);
  declare_output(options.output, arguments);
}

struct Judged {
  RecordedUse use;
  UseDecision decision;
};

Result<std::vector<Judged>> judged(const ReviewLsOptions& options, ledger::Ledger& records) {
  std::vector<RecordedUse> uses;
  if (options.video) {
    TRY(const VideoFacts video, run::find_video(*options.video, records));
    TRY(uses, records.findings_in(video.id));
  } else {
    TRY(uses, records.for_review());
    if (options.all) {
      TRY(const std::vector<RecordedUse> claims, records.uses());
      uses.insert(uses.end(), claims.begin(), claims.end());
    }
  }
  std::map<VideoId, std::vector<UseDecision>> decisions;
  std::vector<Judged> list;
  for (RecordedUse& use : uses) {
    auto known = decisions.find(use.video->id);
    if (known == decisions.end()) {
      TRY(auto made, ledger::decisions_on(use.video->id, records.amendments()));
      known = decisions.emplace(use.video->id, std::move(made)).first;
    }
    const UseDecision* const decision = ledger::decision_for(use.match, known->second);
    const bool open =
        !use.match.confident() && (decision == nullptr || decision->verdict == Verdict::kNone);
    if (!open && !options.all) continue;
    list.push_back({std::move(use), decision == nullptr ? UseDecision{} : *decision});
  }
  return list;
}

std::string title_of(const RecordedUse& use) {
  return use.recording->title.empty() ? to_string(use.match.track) : use.recording->title;
}

std::string as_table(const std::vector<Judged>& list) {
  constexpr std::size_t kTellingDigits = 8;
  reports::Table table(
      {{"Use"}, {"Video"}, {"In"}, {"Out"}, {"Track"}, {"Conf", true}, {"Decision"}, {"Note"}});
  for (const Judged& one : list) {
    const std::string& location = one.use.video->location;
    table.add({one.use.id.substr(0, kTellingDigits), location.substr(location.rfind('/') + 1),
               to_timecode(one.use.match.in_video.start), to_timecode(one.use.match.in_video.end),
               title_of(one.use), fixed_point(one.use.match.confidence_ppm / 1000, 3),
               std::string(to_string(one.decision.verdict)), one.decision.note});
  }
  return table.text();
}

std::vector<std::pair<std::string, std::string>> cells_of(const Judged& one) {
  const Match& match = one.use.match;
  return {{"usage_id", one.use.id},
          {"video", one.use.video->location},
          {"start_ms", std::to_string(to_ms(match.in_video.start))},
          {"end_ms", std::to_string(to_ms(match.in_video.end))},
          {"track_id", to_string(match.track)},
          {"track_title", title_of(one.use)},
          {"confidence", fixed_point(match.confidence_ppm, 6)},
          {"decision", std::string(to_string(one.decision.verdict))},
          {"note", one.decision.note}};
}

std::string document(const std::vector<Judged>& list, Format format) {
  if (format == Format::kTable) return as_table(list);
  using Json = nlohmann::ordered_json;
  Json json{{"schema", "cuetrace.review_list/1"}, {"uses", Json::array()}};
  std::string csv =
      csv_row(std::vector<std::string>{"usage_id", "video", "start_ms", "end_ms", "track_id",
                                       "track_title", "confidence", "decision", "note"});
  for (const Judged& one : list) {
    Json object = Json::object();
    std::vector<std::string> row;
    for (const auto& [name, value] : cells_of(one)) {
      object[name] = value;
      row.push_back(value);
    }
    json["uses"].push_back(std::move(object));
    csv += csv_row(row);
  }
  if (format == Format::kCsv) return csv;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Exit> run_ls(const ReviewLsOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const auto list, judged(options, records.ledger()));
  TRY_VOID(deliver(document(list, format), options.output.file, session.console));
  return Exit::kDone;
}

struct DecideOptions {
  std::vector<std::string> uses;
  std::optional<std::string> note;
  std::optional<std::string> by;
};

void declare_decide(DecideOptions& options, Arguments& arguments) {
  arguments.positionals("USE", "ids of uses, or their first digits", options.uses);
  arguments.required();
  arguments.option("--note TEXT", "what is to be remembered about it", options.note);
  declare_author(options.by, arguments);
}

/// A verdict of kNone only sets the note and leaves the verdict as it is.
Result<void> decide(const std::string& name, Verdict verdict, const DecideOptions& options,
                    run::Workspace& workspace, const Session& session) {
  TRY(const ledger::KnownUse known, workspace.ledger().resolve_use(name));
  run::DecisionAsked asked;
  if (verdict != Verdict::kNone) asked.verdict = verdict;
  if (options.note) asked.note = clean_utf8(*options.note);
  TRY(const run::Decided decided,
      run::decide(known.use, asked, author_of(options.by), workspace.ledger()));
  session.console.out << known.use.id << ": \"" << title_of(known.use) << "\" at "
                      << to_timecode(known.use.match.in_video.start) << " "
                      << (decided.changed == 0 ? "is so already"
                          : decided.decision.verdict == Verdict::kNone
                              ? "has a note"
                              : "is " + std::string(to_string(decided.decision.verdict)))
                      << '\n';
  return {};
}

Result<Exit> decide_all(Verdict verdict, const DecideOptions& options, const Session& session) {
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  TRY(auto transaction, workspace.begin());
  for (const std::string& name : options.uses) {
    TRY_VOID(decide(name, verdict, options, workspace, session));
  }
  TRY_VOID(transaction.commit());
  return Exit::kDone;
}

template <Verdict kVerdict>
Result<Exit> run_decide(const DecideOptions& options, const Session& session) {
  if (kVerdict == Verdict::kNone && !options.note) {
    return fail(Errc::kUsage, "say what is to be remembered, with --note TEXT");
  }
  return decide_all(kVerdict, options, session);
}

}  // namespace

const Command kReviewLsCommand{
    .name = "review ls",
    .summary = "list what is too uncertain to be a use and is still to be judged",
    .details = "With --all also what was decided, and the uses that need no decision.",
    .examples =
        "cuetrace review ls\n"
        "cuetrace review ls episode.mp4 --all --format csv",
    .bind = bind<ReviewLsOptions, declare_ls, run_ls>,
};

const Command kReviewAcceptCommand{
    .name = "review accept",
    .summary = "say that a finding is a use",
    .details =
        "It is on the cue sheet then, whatever its confidence. Decisions hold for the place of\n"
        "the track in the video, so a later scan keeps them.",
    .examples = "cuetrace review accept 3f9a02c1 --note \"heard it\"",
    .bind = bind<DecideOptions, declare_decide, run_decide<Verdict::kAccepted>>,
};

const Command kReviewRejectCommand{
    .name = "review reject",
    .summary = "say that a finding is no use",
    .details = "It is taken off the cue sheet.",
    .examples = "cuetrace review reject 3f9a02c1",
    .bind = bind<DecideOptions, declare_decide, run_decide<Verdict::kRejected>>,
};

const Command kReviewDisputeCommand{
    .name = "review dispute",
    .summary = "note that somebody contests a use",
    .details = "",
    .examples = "cuetrace review dispute 3f9a02c1 --note \"the uploader says it is cleared\"",
    .bind = bind<DecideOptions, declare_decide, run_decide<Verdict::kDisputed>>,
};

const Command kReviewWhitelistCommand{
    .name = "review whitelist",
    .summary = "note that a use is one and that nothing is claimed for it",
    .details = "",
    .examples = "cuetrace review whitelist 3f9a02c1 --note \"our own trailer\"",
    .bind = bind<DecideOptions, declare_decide, run_decide<Verdict::kWhitelisted>>,
};

const Command kReviewNoteCommand{
    .name = "review note",
    .summary = "remember something about a use",
    .details = "",
    .examples = "cuetrace review note 3f9a02c1 --note \"ask the editor\"",
    .bind = bind<DecideOptions, declare_decide, run_decide<Verdict::kNone>>,
};

}  // namespace engine::cli

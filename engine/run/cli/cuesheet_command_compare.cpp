// What two cue sheets say differently: ours against somebody else's, against an editor's list, and
// a revision against the one before.
#include "engine/core/csv.h"
#include "engine/core/file.h"
#include "engine/core/text.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/cuesheet_command.h"
#include "engine/run/cli/output.h"
#include "engine/run/cli/sheet_policy.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"
#include "reports/edit_list.h"
#include "reports/listed_sheet.h"
#include "reports/sheet_comparison.h"
#include "reports/sheet_on_record.h"
#include "reports/table.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace engine::cli {
namespace {

using reports::CueSheet;
using reports::Difference;

/// How the two sheets are called: "ours" and "theirs", "now" and "before".
struct Sides {
  const char* ours;
  const char* theirs;
};

std::string number_text(std::size_t number) { return number == 0 ? "" : std::to_string(number); }

std::string document(const std::vector<Difference>& differences,
                     const std::vector<std::string>& problems, const Sides& sides, Format format) {
  using Json = nlohmann::ordered_json;
  using Row = std::vector<std::string>;
  Json json{{"schema", "cuetrace.cuesheet_diff/1"},
            {"problems", problems},
            {"differences", Json::array()}};
  std::string csv = csv_row(Row{"difference", std::string("cue_") + sides.ours,
                                std::string("cue_") + sides.theirs, "title", "what", sides.ours,
                                sides.theirs, "evidence"});
  reports::Table table({{"Difference"},
                        {sides.ours, true},
                        {sides.theirs, true},
                        {"Title"},
                        {"What"},
                        {std::string("Says ") + sides.ours},
                        {std::string("Says ") + sides.theirs},
                        {"Evidence"}});
  for (const Difference& one : differences) {
    const Row row{std::string(to_string(one.kind)),
                  number_text(one.ours),
                  number_text(one.theirs),
                  one.title,
                  one.what,
                  one.our_value,
                  one.their_value,
                  one.evidence};
    table.add(row);
    csv += csv_row(row);
    json["differences"].push_back({{"difference", row[0]},
                                   {std::string("cue_") + sides.ours, one.ours},
                                   {std::string("cue_") + sides.theirs, one.theirs},
                                   {"title", one.title},
                                   {"what", one.what},
                                   {sides.ours, one.our_value},
                                   {sides.theirs, one.their_value},
                                   {"evidence", one.evidence}});
  }
  if (format == Format::kCsv) return csv;
  if (format == Format::kJson) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return differences.empty() ? "No difference.\n"
                             : table.text() + counted(differences.size(), "difference") + "\n";
}

Result<Exit> tell(const std::vector<Difference>& differences,
                  const std::vector<std::string>& problems, const Sides& sides,
                  const OutputOptions& output, const Session& session) {
  TRY(const Format format, chosen_format(output, session.console));
  TRY_VOID(deliver(document(differences, problems, sides, format), output.file, session.console));
  for (const std::string& problem : problems) session.console.log << clean_utf8(problem) << '\n';
  return differences.empty() && problems.empty() ? Exit::kDone : Exit::kFindings;
}

struct DiffOptions {
  std::string video;
  std::string sheet;
  SheetPolicyOptions policy;
  std::optional<std::string> frame_rate;
  OutputOptions output;
};

void declare_diff(DiffOptions& options, Arguments& arguments) {
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  arguments.positional("SHEET", "a cue sheet of others: XLSX, CSV or our JSON", options.sheet);
  declare_sheet_policy(options.policy, arguments);
  declare_output(options.output, arguments);
}

Result<CueSheet> sheet_of(const DiffOptions& options, run::Records& records) {
  TRY(const VideoFacts video, run::find_video(options.video, records.ledger()));
  TRY(const auto policy, sheet_policy(options.policy, video.id, records.ledger()));
  return reports::sheet_on_record(video, records.ledger(), records.catalogue(), policy);
}

Result<Exit> run_diff(const DiffOptions& options, const Session& session) {
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const CueSheet ours, sheet_of(options, records));
  TRY(const reports::ListedSheet theirs,
      reports::read_listed_sheet(options.sheet, reports::SheetClock(ours.production)));
  return tell(reports::compare_sheets(ours, theirs.sheet), theirs.problems, {"ours", "theirs"},
              options.output, session);
}

void declare_hypotheses(DiffOptions& options, Arguments& arguments) {
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  arguments.positional("FILE", "CMX3600 EDL, or session text of Pro Tools", options.sheet);
  arguments.option("--frame-rate RATE", "of an EDL; else that of the video", options.frame_rate);
  declare_sheet_policy(options.policy, arguments);
  declare_output(options.output, arguments);
}

/// Only what a list of clips can say: which music, where and how long.
bool is_about_places(const Difference& one) {
  using reports::DifferenceKind;
  return one.kind != DifferenceKind::kContributor && one.kind != DifferenceKind::kTotal;
}

Result<Exit> run_hypotheses(const DiffOptions& options, const Session& session) {
  TRY(const std::string text, read_file(options.sheet, kTableBytesMax));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const CueSheet ours, sheet_of(options, records));
  const reports::Production& production = ours.production;
  std::optional<FrameRate> rate = frame_rate_named(production.frame_rate);
  if (options.frame_rate) {
    rate = frame_rate_named(*options.frame_rate);
    if (!rate) return fail(Errc::kUsage, "'" + *options.frame_rate + "' is no frame rate");
  }
  auto list = reports::read_edit_list(text, rate);
  if (!list) return fail(std::move(list).error().during(options.sheet));
  FrameNumber start = list->start.value_or(0);
  if (!production.start_timecode.empty()) {
    TRY(start, parse_timecode(production.start_timecode, list->rate));
  }
  const CueSheet clips = reports::hypotheses_of(*list, start);
  std::vector<Difference> differences = reports::compare_sheets(ours, clips);
  std::erase_if(differences, [](const Difference& one) { return !is_about_places(one); });
  return tell(differences, list->problems, {"found", "listed"}, options.output, session);
}

struct ChangesOptions {
  std::string video;
  std::optional<int> from;
  std::optional<int> to;
  OutputOptions output;
};

void declare_changes(ChangesOptions& options, Arguments& arguments) {
  constexpr Arguments::Range kRevisions{0, 10'000};
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  arguments.number("--from N", "since this revision; the last one issued by default", kRevisions,
                   options.from);
  arguments.number("--to N", "until this revision; the sheet of today by default", kRevisions,
                   options.to);
  declare_output(options.output, arguments);
}

Result<Exit> run_changes(const ChangesOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  ledger::Ledger& ledger = records.ledger();
  TRY(const VideoFacts video, run::find_video(options.video, ledger));
  TRY(const auto latest, ledger.cue_sheets().latest(video.id));
  const int from = options.from.value_or(latest ? latest->revision : 0);
  TRY(const CueSheet before, reports::issued_sheet(video, from, ledger));
  Result<CueSheet> now =
      options.to ? reports::issued_sheet(video, *options.to, ledger)
                 : reports::sheet_on_record(video, ledger, records.catalogue(), std::nullopt);
  if (!now) return fail(std::move(now).error());
  reports::ComparisonPolicy exact;
  exact.exact = true;
  TRY_VOID(
      deliver(document(reports::compare_sheets(*now, before, exact), {}, {"now", "before"}, format),
              options.output.file, session.console));
  return Exit::kDone;
}

}  // namespace

const Command kCuesheetDiffCommand{
    .name = "cuesheet diff",
    .summary = "say what a cue sheet of others says differently, and why we think so",
    .details =
        "Reads our CSV and JSON, the template of ASCAP and BMI (XLSX), and tables laid out like\n"
        "it. Says what is missing, extra, too short, mistitled, or has other shares or societies,\n"
        "with the use that shows it: `cuetrace verify` computes that again. What the sheet does\n"
        "not tell is no difference. Ends with 4 when there are any, or when the sheet is wrong in\n"
        "itself.",
    .examples =
        "cuetrace cuesheet diff episode.mp4 from-the-network.xlsx\n"
        "cuetrace cuesheet diff episode.mp4 theirs.csv --format csv -o differences.csv",
    .bind = bind<DiffOptions, declare_diff, run_diff>,
};

const Command kCuesheetHypothesesCommand{
    .name = "cuesheet hypotheses",
    .summary = "hold an editor's list of music against what was found",
    .details =
        "Reads a CMX3600 EDL, or what Pro Tools exports as session text. Clips that nothing was\n"
        "found for are extra, cues that no clip stands for are missing. Impossible timecodes and\n"
        "events that overlap are told. Ends with 4 when anything differs.",
    .examples =
        "cuetrace cuesheet hypotheses episode.mp4 music.edl --frame-rate 25\n"
        "cuetrace cuesheet hypotheses episode.mp4 session.txt",
    .bind = bind<DiffOptions, declare_hypotheses, run_hypotheses>,
};

const Command kCuesheetChangesCommand{
    .name = "cuesheet changes",
    .summary = "say what has changed since a cue sheet was issued",
    .details = "",
    .examples =
        "cuetrace cuesheet changes episode.mp4\n"
        "cuetrace cuesheet changes episode.mp4 --from 0 --to 1",
    .bind = bind<ChangesOptions, declare_changes, run_changes>,
};

}  // namespace engine::cli

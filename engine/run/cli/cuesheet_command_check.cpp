#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "engine/run/cli/cuesheet_command.h"
#include "engine/run/cli/output.h"
#include "engine/run/cli/sheet_policy.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"
#include "reports/cue_sheet_checks.h"
#include "reports/sheet_on_record.h"
#include "reports/table.h"

#include <nlohmann/json.hpp>

namespace engine::cli {
namespace {

using reports::Finding;

struct CuesheetCheckOptions {
  std::string video;
  SheetPolicyOptions policy;
  OutputOptions output;
};

void declare(CuesheetCheckOptions& options, Arguments& arguments) {
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  declare_sheet_policy(options.policy, arguments);
  declare_output(options.output, arguments);
}

std::string cue_text(const Finding& finding) {
  return finding.cue == 0 ? "" : std::to_string(finding.cue);
}

std::string as_table(const reports::CueSheet& sheet) {
  if (sheet.findings.empty()) return "Nothing is to be mended: the cue sheet can be issued.\n";
  std::string text;
  for (const reports::FindingGroup& group : reports::grouped(sheet.findings)) {
    const std::string where = group.cues.empty() ? "sheet" : "cue " + group.cues;
    text += clean_utf8(group.rule + " (" + where + ")") + "\n  " + clean_utf8(group.what) +
            "\n  -> " + clean_utf8(group.remedy) + "\n";
  }
  return text + std::to_string(sheet.findings.size()) +
         " to be mended; until then the cue sheet is a draft.\n";
}

std::string as_csv(const reports::CueSheet& sheet) {
  using Row = std::vector<std::string>;
  std::string text = csv_row(Row{"rule", "cue", "field", "message", "remedy"});
  for (const Finding& one : sheet.findings) {
    text += csv_row(Row{one.rule, cue_text(one), one.field, one.message, one.remedy});
  }
  return text;
}

std::string as_json(const reports::CueSheet& sheet) {
  using Json = nlohmann::ordered_json;
  Json json{{"schema", "cuetrace.cuesheet_check/1"},
            {"status", reports::printed_state(sheet)},
            {"findings", Json::array()}};
  for (const Finding& one : sheet.findings) {
    json["findings"].push_back({{"rule", one.rule},
                                {"cue", one.cue},
                                {"field", one.field},
                                {"message", one.message},
                                {"remedy", one.remedy}});
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string document(const reports::CueSheet& sheet, Format format) {
  switch (format) {
    case Format::kCsv: return as_csv(sheet);
    case Format::kJson: return as_json(sheet);
    default: break;  // A table.
  }
  return as_table(sheet);
}

Result<Exit> run_check(const CuesheetCheckOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const VideoFacts video, run::find_video(options.video, records.ledger()));
  TRY(const auto policy, sheet_policy(options.policy, video.id, records.ledger()));
  TRY(const auto sheet,
      reports::sheet_on_record(video, records.ledger(), records.catalogue(), policy));
  TRY_VOID(deliver(document(sheet, format), options.output.file, session.console));
  return sheet.findings.empty() ? Exit::kDone : Exit::kFindings;
}

}  // namespace

const Command kCuesheetCheckCommand{
    .name = "cuesheet check",
    .summary = "say what has to be mended before a cue sheet can be filed",
    .details =
        "The rules are those of ASCAP, BMI, SESAC, SOCAN, APRA AMCOS and PRS taken together. Each\n"
        "finding has a name that scripts can rely on, and says how to mend it. Ends with 4 when\n"
        "there are any.",
    .examples =
        "cuetrace cuesheet check episode.mp4\n"
        "cuetrace cuesheet check episode.mp4 --format csv -o to-mend.csv",
    .bind = bind<CuesheetCheckOptions, declare, run_check>,
};

}  // namespace engine::cli

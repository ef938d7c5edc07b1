#include "engine/run/cli/cuesheet_export_command.h"

#include "engine/run/cli/output.h"
#include "engine/run/cli/sheet_policy.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"
#include "reports/sheet_on_record.h"

#include <ostream>

namespace engine::cli {
namespace {

struct CuesheetOptions {
  std::string video;
  SheetPolicyOptions policy;
  std::optional<int> revision;
  OutputOptions output;
};

void declare(CuesheetOptions& options, Arguments& arguments) {
  constexpr Arguments::Range kRevisions{0, 10'000};
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  declare_sheet_policy(options.policy, arguments);
  arguments.number("--revision N", "as it was issued; 0 is the original", kRevisions,
                   options.revision);
  declare_output(options.output, arguments);
}

std::string document(const reports::CueSheet& sheet, Format format) {
  switch (format) {
    case Format::kCsv: return reports::cue_sheet_csv(sheet);
    case Format::kJson: return reports::cue_sheet_json(sheet);
    default: break;  // A table.
  }
  return reports::cue_sheet_table(sheet);
}

Result<reports::CueSheet> sheet_of(const CuesheetOptions& options, const VideoFacts& video,
                                   run::Records& records) {
  if (options.revision) return reports::issued_sheet(video, *options.revision, records.ledger());
  TRY(const auto policy, sheet_policy(options.policy, video.id, records.ledger()));
  return reports::sheet_on_record(video, records.ledger(), records.catalogue(), policy);
}

Result<Exit> run_cuesheet(const CuesheetOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const VideoFacts video, run::find_video(options.video, records.ledger()));
  TRY(const reports::CueSheet sheet, sheet_of(options, video, records));
  TRY_VOID(deliver(document(sheet, format), options.output.file, session.console));
  if (!sheet.findings.empty() && !session.global.quiet) {
    session.console.log << "The cue sheet is a draft: " << sheet.findings.size()
                        << " things are to be resolved before it can be filed.\n";
  }
  return Exit::kDone;
}

}  // namespace

const Command kCuesheetExportCommand{
    .name = "cuesheet export",
    .summary = "write the cue sheet of a video",
    .details =
        "What sound cannot show (whether music is seen, what it is for) is never guessed:\n"
        "it is listed, and the sheet is a draft until people have said it (`cuetrace review`,\n"
        "`cuetrace video set`) and it is issued (`cuetrace cuesheet issue`).",
    .examples =
        "cuetrace cuesheet export episode.mp4\n"
        "cuetrace cuesheet export episode.mp4 --format csv -o episode.csv",
    .bind = bind<CuesheetOptions, declare, run_cuesheet>,
};

}  // namespace engine::cli

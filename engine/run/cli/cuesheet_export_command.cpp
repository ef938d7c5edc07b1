#include "engine/run/cli/cuesheet_export_command.h"

#include "engine/run/cli/output.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"
#include "reports/cue_sheet_making.h"

#include <ostream>

namespace engine::cli {
namespace {

struct CuesheetOptions {
  std::string video;
  int merge_gap_ms = 2000;
  OutputOptions output;
};

void declare(CuesheetOptions& options, Arguments& arguments) {
  constexpr Arguments::Range kMergeGapMs{0, 5000};
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  arguments.number("--merge-gap MS",
                   "make uses of one track one cue when this much or less is between them; "
                   "2000 by default",
                   kMergeGapMs, options.merge_gap_ms);
  declare_output(options.output, arguments);
}

std::string document(const reports::CueSheet& sheet, Format format) {
  switch (format) {
    case Format::kTable: return reports::cue_sheet_table(sheet);
    case Format::kCsv: return reports::cue_sheet_csv(sheet);
    case Format::kJson: return reports::cue_sheet_json(sheet);
  }
  return {};
}

Result<Exit> run_cuesheet(const CuesheetOptions& options, const Session& session) {
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const VideoFacts video, run::find_video(options.video, records.ledger()));
  TRY(auto uses, records.ledger().uses_in(video.id));
  reports::CueSheetPolicy policy;
  policy.merge_gap = from_ms(options.merge_gap_ms);
  const reports::CueSheet sheet = reports::make_cue_sheet(video, std::move(uses), policy);
  TRY_VOID(deliver(document(sheet, options.output.format), options.output.file, session.console));
  if (sheet.is_draft() && !session.global.quiet) {
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
        "it is listed, and the sheet is a draft until it is resolved.",
    .examples =
        "cuetrace cuesheet export episode.mp4\n"
        "cuetrace cuesheet export episode.mp4 --format csv -o episode.csv",
    .bind = bind<CuesheetOptions, declare, run_cuesheet>,
};

}  // namespace engine::cli

#include "engine/run/cli/cuesheet_export_command.h"

#include "engine/core/text.h"
#include "engine/run/asked_report.h"
#include "engine/run/cli/output.h"
#include "engine/run/cli/sheet_policy.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"
#include "reports/sheet_on_record.h"
#include "reports/suisa_list.h"
#include "reports/us_cue_sheet.h"

#include <charconv>
#include <ostream>

namespace engine::cli {
namespace {

enum class Layout { kSheet, kSuisa };

struct CuesheetOptions {
  std::string video;
  SheetPolicyOptions policy;
  std::optional<int> revision;
  Layout layout = Layout::kSheet;
  std::optional<std::string> on_air;
  std::optional<std::string> blank;
  reports::documents::Paper paper = reports::documents::Paper::kA4;
  OutputOptions output;
};

void declare(CuesheetOptions& options, Arguments& arguments) {
  using reports::documents::Paper;
  constexpr Arguments::Range kRevisions{0, 10'000};
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  declare_sheet_policy(options.policy, arguments);
  arguments.number("--revision N", "as it was issued; 0 is the original", kRevisions,
                   options.revision);
  arguments.option("--template BLANK",
                   "fill a blank copy of the cue sheet template of ASCAP and BMI (.xlsx)",
                   options.blank);
  arguments.choice<Layout>("--layout LAYOUT",
                           "suisa: the list of music broadcast that SUISA takes, as csv",
                           {{"sheet", Layout::kSheet}, {"suisa", Layout::kSuisa}}, options.layout);
  arguments.option("--on-air HH:MM:SS",
                   "the time of day at which the video began to be broadcast, for that list",
                   options.on_air);
  arguments.choice<Paper>("--paper SIZE", "of a PDF: a4, the default, or letter",
                          {{"a4", Paper::kA4}, {"letter", Paper::kLetter}}, options.paper);
  declare_output(options.output, arguments, kDocumentFormats);
}

/// "20:15:00". Errors: kUsage.
Result<std::optional<MediaTime>> time_of_day(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  const std::vector<std::string> parts = split(*text, ':');
  std::int64_t seconds = 0;
  bool good = parts.size() == 3;
  for (std::size_t i = 0; i < parts.size() && good; ++i) {
    int value = 0;
    const char* const end = parts[i].data() + parts[i].size();
    const auto [rest, error] = std::from_chars(parts[i].data(), end, value);
    good = error == std::errc() && rest == end && value >= 0 && value < (i == 0 ? 24 : 60);
    seconds = seconds * 60 + value;
  }
  if (!good) {
    return fail(Errc::kUsage, "--on-air takes a time of day such as 20:15:00, not " + *text);
  }
  return from_ms(seconds * 1000);
}

/// The list is csv and the template a workbook, whatever else is asked for. Errors: kUsage.
Result<Format> format_of(const CuesheetOptions& options, const Console& console) {
  if (options.layout == Layout::kSuisa) {
    if (options.output.asked.value_or(Format::kCsv) == Format::kCsv) return Format::kCsv;
    return fail(Errc::kUsage, "SUISA's list is csv; leave --format out");
  }
  OutputOptions output = options.output;
  if (options.blank) output.asked = Format::kXlsx;
  return chosen_format(output, console);
}

Result<std::string> document(const reports::CueSheet& sheet, Format format,
                             const CuesheetOptions& options) {
  if (options.layout == Layout::kSuisa) {
    TRY(const auto on_air, time_of_day(options.on_air));
    return reports::suisa_list_csv(sheet, on_air);
  }
  if (options.blank) return reports::us_cue_sheet::filled_template(*options.blank, sheet);
  return run::sheet_text(sheet, format, options.paper);
}

Result<reports::CueSheet> sheet_of(const CuesheetOptions& options, const VideoFacts& video,
                                   run::Records& records) {
  if (options.revision) return reports::issued_sheet(video, *options.revision, records.ledger());
  TRY(const auto policy, sheet_policy(options.policy, video.id, records.ledger()));
  return reports::sheet_on_record(video, records.ledger(), records.catalogue(), policy);
}

Result<Exit> run_cuesheet(const CuesheetOptions& options, const Session& session) {
  TRY(const Format format, format_of(options, session.console));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const VideoFacts video, run::find_video(options.video, records.ledger()));
  TRY(const reports::CueSheet sheet, sheet_of(options, video, records));
  TRY(const std::string bytes, document(sheet, format, options));
  TRY_VOID(deliver(bytes, options.output.file, session.console));
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
        "cuetrace cuesheet export episode.mp4 -o episode.pdf\n"
        "cuetrace cuesheet export episode.mp4 -o episode.xlsx\n"
        "cuetrace cuesheet export episode.mp4 --template blank.xlsx -o filled.xlsx\n"
        "cuetrace cuesheet export episode.mp4 --layout suisa --on-air 20:15:00",
    .bind = bind<CuesheetOptions, declare, run_cuesheet>,
};

}  // namespace engine::cli

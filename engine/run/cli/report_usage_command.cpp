#include "engine/run/cli/report_usage_command.h"

#include "engine/run/cli/report_options.h"
#include "engine/run/cli/timeline_option.h"
#include "reports/contributor_report.h"
#include "reports/usage_report.h"

namespace engine::cli {
namespace {

struct UsageOptions {
  ReportOptions report;
  bool review = false;
  bool contributors = false;
  bool timeline = false;
};

void declare(UsageOptions& options, Arguments& arguments) {
  arguments.option("--composer NAME", "only music of writers whose name contains NAME",
                   options.report.filter.composer);
  declare_report(options.report, arguments);
  arguments.flag("--review", "what is too uncertain to be a use, for a person to judge",
                 options.review);
  arguments.flag("--contributors", "who has which share of each use, in place of the uses",
                 options.contributors);
  arguments.flag("--timeline", "draw what plays when in each video, in place of a table",
                 options.timeline);
}

std::string contributors(const reports::ReportedUses& uses, Format format) {
  const auto rows = reports::contributor_rows(uses);
  switch (format) {
    case Format::kCsv: return reports::contributor_csv(rows);
    case Format::kJson: return reports::contributor_json(rows);
    default: return reports::contributor_table(rows);
  }
}

/// Each video's name, and its lanes.
std::string timelines(const reports::ReportedUses& uses, const Console& console) {
  std::string text;
  for (std::size_t first = 0; first < uses.uses.size();) {
    std::size_t end = first;
    while (end < uses.uses.size() && uses.uses[end].video->id == uses.uses[first].video->id) ++end;
    const reports::Timeline timeline = reports::timeline_of(uses, first, end);
    text += timeline_heading(timeline) + timeline_lines(timeline, console) + "\n";
    first = end;
  }
  return text;
}

bool is_page_or_workbook(Format format) {
  return format == Format::kHtml || format == Format::kPdf || format == Format::kXlsx;
}

Result<void> check(const UsageOptions& options, Format format) {
  if (options.timeline && format != Format::kTable) {
    return fail(Errc::kUsage,
                "--timeline is drawn on a terminal; html and pdf have timelines "
                "of their own");
  }
  if (options.contributors && is_page_or_workbook(format)) {
    return fail(Errc::kUsage,
                "--contributors goes as table, csv or json; the workbook of the "
                "uses has a sheet of them: --format xlsx without --contributors");
  }
  if (options.contributors + options.timeline + options.report.by.has_value() > 1) {
    return fail(Errc::kUsage, "give one of --by, --contributors and --timeline");
  }
  return {};
}

Result<std::string> document(const UsageOptions& options, Format format, run::Records& records,
                             const Console& console) {
  const auto findings = options.review ? run::Findings::kForReview : run::Findings::kUses;
  TRY(const reports::ReportedUses uses, run::asked_uses(options.report, format, records, findings));
  if (options.contributors) return contributors(uses, format);
  if (options.timeline) return timelines(uses, console);
  return run::usage_text(options.report, uses, format, records);
}

Result<Exit> run_usage(const UsageOptions& options, const Session& session) {
  const OutputOptions& output = options.report.output;
  TRY(const Format format, chosen_format(output, session.console));
  TRY_VOID(check(options, format));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const std::string text, document(options, format, records, session.console));
  TRY_VOID(deliver(text, output.file, session.console));
  return Exit::kDone;
}

}  // namespace

const Command kReportUsageCommand{
    .name = "report usage",
    .summary = "list every use of every track",
    .details = kReportDetails,
    .examples =
        "cuetrace report usage\n"
        "cuetrace report usage --review\n"
        "cuetrace report usage --timeline --video episode.mp4\n"
        "cuetrace report usage --period 2026-10 --by channel --format csv\n"
        "cuetrace report usage --period 2026-Q4 -o usage.html\n"
        "cuetrace report usage --composer \"Ann Ames\" --format csv -o ann.csv",
    .bind = bind<UsageOptions, declare, run_usage>,
};

}  // namespace engine::cli

#include "engine/run/cli/report_composer_command.h"

#include "engine/run/cli/report_options.h"
#include "reports/composer_report.h"

namespace engine::cli {
namespace {

struct ComposerOptions {
  std::optional<std::string> name;
  ReportOptions report;
};

void declare(ComposerOptions& options, Arguments& arguments) {
  arguments.positional("NAME", "only writers whose name contains NAME, with their uses one by one",
                       options.name);
  declare_report(options.report, arguments);
}

using Composers = std::vector<reports::ComposerUsage>;

Result<Exit> run_composer(const ComposerOptions& options, const Session& session) {
  const OutputOptions& output = options.report.output;
  TRY(const Format format, chosen_format(output, session.console));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const auto uses, run::asked_uses(options.report, format, records, run::Findings::kUses));
  const Composers composers = reports::composer_usage(uses, options.name.value_or(""));
  if (composers.empty() && options.name) {
    return fail(Errc::kNotFound, "\"" + *options.name +
                                     "\": no use of music by such a writer; "
                                     "`cuetrace report composer` lists them all");
  }
  TRY(const std::string text, run::composer_text(options.report, composers, uses,
                                                 options.name.has_value(), format, records));
  TRY_VOID(deliver(text, output.file, session.console));
  return Exit::kDone;
}

}  // namespace

const Command kReportComposerCommand{
    .name = "report composer",
    .summary = "sum up per composer: uses, videos, tracks, time",
    .details = kReportDetails,
    .examples =
        "cuetrace report composer\n"
        "cuetrace report composer \"Ann Ames\" --by month\n"
        "cuetrace report composer \"Ann Ames\" --period 2026-Q4 -o ann.html\n"
        "cuetrace report composer \"Ann Ames\" --format json",
    .bind = bind<ComposerOptions, declare, run_composer>,
};

}  // namespace engine::cli

#include "engine/run/cli/report_composer_command.h"

#include "engine/run/cli/output.h"
#include "engine/run/workspace.h"
#include "reports/composer_report.h"
#include "reports/use_filter.h"

namespace engine::cli {
namespace {

struct ComposerOptions {
  std::optional<std::string> name;
  reports::UseFilter filter;
  OutputOptions output;
};

void declare(ComposerOptions& options, Arguments& arguments) {
  arguments.positional("NAME", "only writers whose name contains NAME, with their uses one by one",
                       options.name);
  arguments.option("--video TEXT", "only videos whose place or title contains TEXT, or that id",
                   options.filter.video);
  arguments.option("--track TEXT", "only tracks whose title contains TEXT, or that ISRC or id",
                   options.filter.track);
  declare_output(options.output, arguments);
}

std::string document(const std::vector<reports::ComposerUsage>& composers,
                     const ComposerOptions& options, Format format) {
  switch (format) {
    case Format::kCsv: return reports::composer_csv(composers);
    case Format::kJson: return reports::composer_json(composers);
    default: break;  // A table.
  }
  return reports::composer_table(composers, options.name.has_value());
}

Result<Exit> run_composer(const ComposerOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(auto uses, records.ledger().uses());
  uses = reports::filtered(std::move(uses), options.filter);
  const auto composers = reports::composer_usage(uses, options.name.value_or(""));
  if (composers.empty() && options.name) {
    return fail(Errc::kNotFound, "\"" + *options.name +
                                     "\": no use of music by such a writer; "
                                     "`cuetrace report composer` lists them all");
  }
  TRY_VOID(deliver(document(composers, options, format), options.output.file, session.console));
  return Exit::kDone;
}

}  // namespace

const Command kReportComposerCommand{
    .name = "report composer",
    .summary = "sum up per composer: uses, videos, tracks, time",
    .details = "A use of a work by several writers counts for each of them, whole.",
    .examples =
        "cuetrace report composer\n"
        "cuetrace report composer \"Ann Ames\" --format json",
    .bind = bind<ComposerOptions, declare, run_composer>,
};

}  // namespace engine::cli

#include "engine/run/cli/report_usage_command.h"

#include "engine/run/cli/output.h"
#include "engine/run/workspace.h"
#include "reports/usage_report.h"
#include "reports/use_filter.h"

namespace engine::cli {
namespace {

struct UsageOptions {
  reports::UseFilter filter;
  bool review = false;
  OutputOptions output;
};

void declare(UsageOptions& options, Arguments& arguments) {
  arguments.option("--composer NAME", "only music of writers whose name contains NAME",
                   options.filter.composer);
  arguments.option("--video TEXT", "only videos whose place or title contains TEXT, or that id",
                   options.filter.video);
  arguments.option("--track TEXT", "only tracks whose title contains TEXT, or that ISRC or id",
                   options.filter.track);
  arguments.flag("--review", "what is too uncertain to be a use, for a person to judge",
                 options.review);
  declare_output(options.output, arguments);
}

std::string document(const std::vector<reports::Use>& uses, Format format) {
  switch (format) {
    case Format::kCsv: return reports::usage_csv(uses);
    case Format::kJson: return reports::usage_json(uses);
    default: break;  // A table.
  }
  return reports::usage_table(uses);
}

Result<Exit> run_usage(const UsageOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(auto uses, options.review ? records.ledger().for_review() : records.ledger().uses());
  uses = reports::filtered(std::move(uses), options.filter);
  const std::string text = document(uses, format);
  TRY_VOID(deliver(text, options.output.file, session.console));
  return Exit::kDone;
}

}  // namespace

const Command kReportUsageCommand{
    .name = "report usage",
    .summary = "list every use of every track",
    .details = "",
    .examples =
        "cuetrace report usage\n"
        "cuetrace report usage --review\n"
        "cuetrace report usage --composer \"Ann Ames\" --format csv -o ann.csv",
    .bind = bind<UsageOptions, declare, run_usage>,
};

}  // namespace engine::cli

#include "engine/run/cli/report_options.h"

namespace engine::cli {
void declare_filters(ReportOptions& options, Arguments& arguments) {
  reports::UseFilter& filter = options.filter;
  arguments.option("--video TEXT", "only videos whose place or title contains TEXT, or that id",
                   filter.video);
  arguments.option("--track TEXT", "only tracks whose title contains TEXT, or that ISRC or id",
                   filter.track);
  arguments.option("--channel NAME", "only videos of channels whose name contains NAME",
                   filter.channel);
  arguments.option("--platform NAME", "only videos on platforms whose name contains NAME",
                   filter.platform);
  arguments.option("--territory CODE", "only videos published in that territory", filter.territory);
  arguments.option("--from DAY", "only uses of that day and later, 2026-10-01", options.from);
  arguments.option("--to DAY", "only uses of that day and earlier", options.to);
  arguments.option("--period PERIOD", "a month (2026-10), a quarter (2026-Q4), a year or a day",
                   options.period);
}

void declare_report(ReportOptions& options, Arguments& arguments) {
  declare_filters(options, arguments);
  Choices<std::optional<reports::GroupBy>> groupings;
  for (const reports::GroupBy by : reports::all_groupings()) {
    groupings.emplace_back(reports::word_for(by), by);
  }
  arguments.choice<std::optional<reports::GroupBy>>(
      "--by WHAT", "add up: uses, videos, music and share of each", groupings, options.by);
  declare_output(options.output, arguments, kDocumentFormats);
}

}  // namespace engine::cli

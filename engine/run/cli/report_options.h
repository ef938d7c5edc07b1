// What the reports on uses have in common: which uses, of which time, and how they are added up.
#pragma once

#include "engine/run/asked_report.h"
#include "engine/run/cli/output.h"

#include <string_view>

namespace engine::cli {

struct ReportOptions : run::UseQuestion {
  OutputOptions output;
};

/// --video, --track, --channel, --platform, --territory, --from, --to and --period.
void declare_filters(ReportOptions& options, Arguments& arguments);
/// Those, --by, --format and -o.
void declare_report(ReportOptions& options, Arguments& arguments);

/// Paragraphs for the help of such a report: what music is, and which day counts.
inline constexpr std::string_view kReportDetails =
    "Music is the time during which at least one use plays, so two tracks at once count once;\n"
    "it is counted in each video, and added up. Shares are of that time. A use that belongs to\n"
    "several groups (composers, territories) counts for each of them, whole.\n"
    "\n"
    "A use counts on the day its video was published (`cuetrace video set --published-at`);\n"
    "where that is not on record, on the day of the video's scan, and the report says so.\n"
    "\n"
    "html is one page with charts and a timeline for each video; pdf is the same, to print; xlsx\n"
    "has every column of the csv, and who has which share of each use.";

}  // namespace engine::cli

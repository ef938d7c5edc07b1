// What the reports on uses have in common: which uses, of which time, and how they are added up.
#pragma once

#include "engine/core/result.h"
#include "engine/run/cli/output.h"
#include "engine/run/usage_records.h"
#include "reports/documents/document.h"
#include "reports/usage_document.h"
#include "reports/use_filter.h"

#include <optional>
#include <string>

namespace engine::cli {

struct ReportOptions {
  reports::UseFilter filter;
  std::optional<std::string> from;
  std::optional<std::string> to;
  std::optional<std::string> period;
  std::optional<reports::GroupBy> by;
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

/// The uses that were asked for; with verdicts where licences are on record and the report shows
/// how they stand: a page does, and --by licence. Errors: kUsage for a time that is none; those of
/// reported_uses.
Result<reports::ReportedUses> asked_uses(const ReportOptions& options, Format format,
                                         run::Records& records, run::Findings findings);

/// Takes out the uses that were not asked for. Errors: kUsage for a time that is none.
Result<void> keep_asked(const ReportOptions& options, reports::ReportedUses& uses);

/// What a page or a workbook of `uses` is to hold.
Result<reports::DocumentRequest> document_request(const ReportOptions& options, Format format,
                                                  const reports::ReportedUses& uses,
                                                  const run::Records& records);

/// Errors: those of the writers.
Result<std::string> written(const reports::documents::Document& document, Format format);

}  // namespace engine::cli

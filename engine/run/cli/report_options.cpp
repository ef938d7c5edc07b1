#include "engine/run/cli/report_options.h"

#include "engine/core/utc.h"
#include "engine/run/licence_records.h"

#include <utility>
#include <vector>

namespace engine::cli {
namespace {

Result<std::optional<Day>> day_of(std::string_view option, const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  if (const auto day = parse_day(*text)) return day;
  return fail(Errc::kUsage,
              std::string(option) + ": \"" + *text + "\" is no day; write it as 2026-10-31");
}

Result<reports::Period> asked_period(const ReportOptions& options) {
  if (options.period) {
    if (options.from || options.to) {
      return fail(Errc::kUsage, "--period says both ends; leave out --from and --to");
    }
    return reports::parse_period(*options.period);
  }
  reports::Period period;
  TRY(period.first, day_of("--from", options.from));
  TRY(period.last, day_of("--to", options.to));
  if (period.first && period.last && *period.first > *period.last) {
    return fail(Errc::kUsage, "--from " + *options.from + " is after --to " + *options.to);
  }
  return period;
}

}  // namespace

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

Result<void> keep_asked(const ReportOptions& options, reports::ReportedUses& uses) {
  TRY(const reports::Period period, asked_period(options));
  reports::keep_matching(options.filter, uses);
  reports::keep_period(period, uses);
  return {};
}

Result<reports::ReportedUses> asked_uses(const ReportOptions& options, Format format,
                                         run::Records& records, run::Findings findings) {
  TRY(reports::ReportedUses uses, run::reported_uses(records, findings));
  TRY(const bool without_licences, records.licences().is_empty());
  const bool shows_licences =
      format == Format::kHtml || format == Format::kPdf || options.by == reports::GroupBy::kLicence;
  if (shows_licences && !without_licences) {
    TRY(const licences::Moment now, licences::parse_moment(utc_now()));
    TRY_VOID(run::judge_uses(records, {.as_of = now.at}, uses));
  }
  TRY_VOID(keep_asked(options, uses));
  return uses;
}

Result<reports::DocumentRequest> document_request(const ReportOptions& options, Format format,
                                                  const reports::ReportedUses& uses,
                                                  const run::Records& records) {
  reports::DocumentRequest request{.medium = reports::Medium::kWorkbook, .by = options.by};
  if (format == Format::kXlsx) return request;
  request.medium = reports::Medium::kPage;
  TRY(request.waveforms, run::waveforms(records, reports::timeline_videos(uses)));
  return request;
}

Result<std::string> written(const reports::documents::Document& document, Format format) {
  if (format == Format::kXlsx) return reports::documents::xlsx_of(document);
  if (format == Format::kPdf) return reports::documents::pdf_of(document);
  return reports::documents::html_of(document);
}

}  // namespace engine::cli

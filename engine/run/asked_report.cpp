#include "engine/run/asked_report.h"

#include "engine/core/settings_file.h"
#include "engine/core/utc.h"
#include "engine/run/licence_records.h"
#include "reports/cue_sheet_document.h"
#include "reports/us_cue_sheet.h"
#include "reports/usage_document.h"
#include "reports/usage_report.h"

#include <algorithm>
#include <utility>

namespace engine::run {
namespace {

bool is_page_or_workbook(Format format) {
  return format == Format::kHtml || format == Format::kPdf || format == Format::kXlsx;
}

std::string groups_text(const reports::GroupedUses& grouped, Format format) {
  switch (format) {
    case Format::kCsv: return reports::groups_csv(grouped);
    case Format::kJson: return reports::groups_json(grouped);
    default: return reports::groups_table(grouped);
  }
}

Result<std::optional<Day>> day_of(std::string_view option, const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  if (const auto day = parse_day(*text)) return day;
  return fail(Errc::kUsage,
              std::string(option) + ": \"" + *text + "\" is no day; write it as 2026-10-31");
}

Result<reports::Period> asked_period(const UseQuestion& question) {
  if (question.period) {
    if (question.from || question.to) {
      return fail(Errc::kUsage, "--period says both ends; leave out --from and --to");
    }
    return reports::parse_period(*question.period);
  }
  reports::Period period;
  TRY(period.first, day_of("--from", question.from));
  TRY(period.last, day_of("--to", question.to));
  if (period.first && period.last && *period.first > *period.last) {
    return fail(Errc::kUsage, "--from " + *question.from + " is after --to " + *question.to);
  }
  return period;
}

/// What a page or a workbook of `uses` is to hold.
Result<reports::DocumentRequest> document_request(const UseQuestion& question, Format format,
                                                  const reports::ReportedUses& uses,
                                                  const Records& records,
                                                  const matcher::Index* index) {
  reports::DocumentRequest request{.medium = reports::Medium::kWorkbook, .by = question.by};
  if (format == Format::kXlsx) return request;
  request.medium = reports::Medium::kPage;
  const std::vector<VideoId> shown = reports::timeline_videos(uses);
  TRY(request.waveforms, index == nullptr ? waveforms(records, shown) : waveforms(*index, shown));
  return request;
}

}  // namespace

Result<void> keep_asked(const UseQuestion& question, reports::ReportedUses& uses) {
  TRY(const reports::Period period, asked_period(question));
  reports::keep_matching(question.filter, uses);
  reports::keep_period(period, uses);
  return {};
}

Result<reports::ReportedUses> asked_of(const UseQuestion& question,
                                       const reports::ReportedUses& all) {
  auto asked = reports::part_of(all, [&](const reports::Use& use) {
    return reports::matches(use, all.record_of(use), question.filter);
  });
  TRY_VOID(keep_asked(question, asked));
  return asked;
}

Result<reports::ReportedUses> asked_uses(const UseQuestion& question, Format format,
                                         Records& records, Findings findings) {
  TRY(reports::ReportedUses uses, reported_uses(records, findings));
  TRY(const bool without_licences, records.licences().is_empty());
  const bool shows_licences = format == Format::kHtml || format == Format::kPdf ||
                              question.by == reports::GroupBy::kLicence;
  if (shows_licences && !without_licences) {
    TRY(const licences::Moment now, licences::parse_moment(utc_now()));
    TRY_VOID(judge_uses(records, {.as_of = now.at}, uses));
  }
  TRY_VOID(keep_asked(question, uses));
  return uses;
}

Result<std::string> usage_text(const UseQuestion& question, const reports::ReportedUses& uses,
                               Format format, const Records& records, const matcher::Index* index) {
  if (is_page_or_workbook(format)) {
    TRY(const auto request, document_request(question, format, uses, records, index));
    return written(reports::usage_document(uses, request), format);
  }
  if (question.by) return groups_text(reports::grouped(uses, *question.by), format);
  if (format == Format::kCsv) return reports::usage_csv(uses);
  return format == Format::kJson ? reports::usage_json(uses) : reports::usage_table(uses);
}

Result<std::string> composer_text(const UseQuestion& question,
                                  const std::vector<reports::ComposerUsage>& composers,
                                  const reports::ReportedUses& uses, bool one_by_one, Format format,
                                  const Records& records, const matcher::Index* index) {
  if (is_page_or_workbook(format)) {
    const reports::ReportedUses theirs = reports::uses_of(composers, uses);
    TRY(const auto request, document_request(question, format, theirs, records, index));
    return written(reports::composer_document(composers, uses, request), format);
  }
  if (question.by) {
    return groups_text(reports::grouped(reports::uses_of(composers, uses), *question.by), format);
  }
  if (format == Format::kCsv) return reports::composer_csv(composers, uses);
  if (format == Format::kJson) return reports::composer_json(composers, uses);
  return reports::composer_table(composers, uses, one_by_one);
}

Result<std::string> audit_text(const reports::LicenceAudit& audit, Format format) {
  switch (format) {
    case Format::kTable: return reports::audit_table(audit);
    case Format::kCsv: return reports::audit_csv(audit);
    case Format::kJson: return reports::audit_json(audit);
    default: break;
  }
  const auto medium = format == Format::kXlsx ? reports::Medium::kWorkbook : reports::Medium::kPage;
  return written(reports::audit_document(audit, medium), format);
}

Result<std::string> sheet_text(const reports::CueSheet& sheet, Format format,
                               reports::documents::Paper paper) {
  switch (format) {
    case Format::kTable: return reports::cue_sheet_table(sheet);
    case Format::kCsv: return reports::cue_sheet_csv(sheet);
    case Format::kJson: return reports::cue_sheet_json(sheet);
    case Format::kXlsx: return reports::us_cue_sheet::workbook(sheet);
    case Format::kPdf: return pdf_of(reports::cue_sheet_document(sheet), paper);
    case Format::kHtml: return html_of(reports::cue_sheet_document(sheet));
  }
  return {};
}

Result<std::string> statement_text(const reports::Statement& statement, Format format) {
  switch (format) {
    case Format::kTable: return reports::statement_table(statement);
    case Format::kCsv: return reports::statement_csv(statement);
    case Format::kJson: return reports::statement_json(statement);
    default: return written(reports::statement_document(statement), format);
  }
}

Result<licences::OfferBook> offers_of(const std::optional<std::string>& rate_card) {
  if (!rate_card) return licences::OfferBook({});
  TRY(const std::string json, read_settings(*rate_card));
  auto offers = licences::read_offers(json);
  if (!offers) return fail(std::move(offers).error().during(*rate_card));
  return licences::OfferBook(*std::move(offers));
}

void keep_states(const std::vector<std::string>& words, reports::LicenceAudit& audit) {
  if (words.empty()) return;
  std::erase_if(audit.rows, [&](const reports::AuditRow& row) {
    const licences::State state = row.verdict->state();
    return std::ranges::none_of(words, [&](const std::string& word) {
      return word == to_string(state) || word == to_string(reports::standing_of(state));
    });
  });
}

}  // namespace engine::run

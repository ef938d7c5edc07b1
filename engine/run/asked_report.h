// Reports as people ask for them: which uses, of which time, added up by what, in which form; cue
// sheets and statements. Commands and the service hand out the same documents.
#pragma once

#include "engine/core/result.h"
#include "engine/licences/offers.h"
#include "engine/run/document_format.h"
#include "engine/run/usage_records.h"
#include "reports/composer_report.h"
#include "reports/cue_sheet.h"
#include "reports/licence_audit.h"
#include "reports/statement.h"
#include "reports/use_filter.h"
#include "reports/use_groups.h"

#include <optional>
#include <string>
#include <vector>

namespace engine::run {

struct UseQuestion {
  reports::UseFilter filter;
  std::optional<std::string> from;    ///< A day.
  std::optional<std::string> to;      ///< A day.
  std::optional<std::string> period;  ///< In place of both: "2026-10", "2026-Q4".
  std::optional<reports::GroupBy> by;
};

/// Takes out the uses that were not asked for. Errors: kUsage for a time that is none.
Result<void> keep_asked(const UseQuestion& question, reports::ReportedUses& uses);

/// Those of `all` that were asked for. Errors: kUsage for a time that is none.
Result<reports::ReportedUses> asked_of(const UseQuestion& question,
                                       const reports::ReportedUses& all);

/// The uses that were asked for; with verdicts where licences are on record and the report shows
/// how they stand: a page does, and one by licence. Errors: kUsage for a time that is none; those
/// of reported_uses.
Result<reports::ReportedUses> asked_uses(const UseQuestion& question, Format format,
                                         Records& records, Findings findings);

/// Each use, or what they come to. Pages show how loud videos are: that is asked of `index`, or,
/// where it is null, of the index beside the records, which is opened for that. Errors: those of
/// the writers, and of the index.
Result<std::string> usage_text(const UseQuestion& question, const reports::ReportedUses& uses,
                               Format format, const Records& records,
                               const matcher::Index* index = nullptr);

/// `one_by_one`: a table has the uses below each composer.
Result<std::string> composer_text(const UseQuestion& question,
                                  const std::vector<reports::ComposerUsage>& composers,
                                  const reports::ReportedUses& uses, bool one_by_one, Format format,
                                  const Records& records, const matcher::Index* index = nullptr);

Result<std::string> audit_text(const reports::LicenceAudit& audit, Format format);

/// A PDF on `paper`.
Result<std::string> sheet_text(const reports::CueSheet& sheet, Format format,
                               reports::documents::Paper paper = reports::documents::Paper::kA4);

Result<std::string> statement_text(const reports::Statement& statement, Format format);

/// The offers of a rate card; none without one. Errors: those of reading it, naming it.
Result<licences::OfferBook> offers_of(const std::optional<std::string>& rate_card);

/// Takes out what is not of one of these states or standings; no words keep all.
void keep_states(const std::vector<std::string>& words, reports::LicenceAudit& audit);

}  // namespace engine::run

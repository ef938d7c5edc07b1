#include "engine/run/cli/report_audit_command.h"

#include "engine/core/utc.h"
#include "engine/run/cli/report_options.h"
#include "engine/run/licence_records.h"
#include "reports/licence_audit.h"

#include <algorithm>

namespace engine::cli {
namespace {

using reports::Standing;

struct AuditOptions {
  ReportOptions report;
  std::optional<std::string> rate_card;
  std::optional<std::string> as_of;
  int dispute_days = 30;
  std::vector<std::string> states;
  std::vector<std::string> fail_on;
};

void declare(AuditOptions& options, Arguments& arguments) {
  constexpr Arguments::Range kDays{1, 3650};
  arguments.option("--composer NAME", "only music of writers whose name contains NAME",
                   options.report.filter.composer);
  declare_filters(options.report, arguments);
  arguments.option("--state STATE", "only uses of that state, or standing (violation); repeatable",
                   options.states);
  arguments.option("--rate-card FILE",
                   "TOML or JSON with [[offers]]: what would cover a use, and "
                   "for how much",
                   options.rate_card);
  arguments.option("--as-of WHEN", "the day of judgement, 2026-10-31; else now", options.as_of);
  arguments.number("--dispute-days N", "after which an open dispute lapses; 30", kDays,
                   options.dispute_days);
  arguments.option("--fail-on WHAT",
                   "end with 4 when a use is unlicensed, a violation or unknown; repeatable",
                   options.fail_on);
  declare_output(options.report.output, arguments, kDocumentFormats);
}

Result<std::vector<Standing>> standings_of(const std::vector<std::string>& words) {
  std::vector<Standing> standings;
  for (const std::string& word : words) {
    if (word != "unlicensed" && word != "violation" && word != "unknown") {
      return fail(Errc::kUsage,
                  "--fail-on: '" + word + "': expected unlicensed, violation or unknown");
    }
    for (std::size_t i = 0; i < reports::kStandings; ++i) {
      const auto standing = static_cast<Standing>(i);
      if (to_string(standing) == word) standings.push_back(standing);
    }
  }
  return standings;
}

/// Each names a state or a standing.
Result<void> check_states(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    const bool is_standing = std::ranges::any_of(
        licences::all_states(),
        [&](licences::State state) { return to_string(reports::standing_of(state)) == word; });
    if (is_standing || licences::state_named(word)) continue;
    return fail(Errc::kUsage, "--state: '" + word +
                                  "': expected a state such as UNLICENSED or VIOLATION_EXPIRED, or "
                                  "licensed, violation, unlicensed, unknown or frozen");
  }
  return {};
}

Result<Exit> run_audit(const AuditOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.report.output, session.console));
  TRY(const std::vector<Standing> failing, standings_of(options.fail_on));
  TRY_VOID(check_states(options.states));
  TRY(const licences::OfferBook offers, run::offers_of(options.rate_card));
  TRY(const licences::Moment as_of, licences::parse_moment(options.as_of.value_or(utc_now())));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(reports::ReportedUses uses, run::reported_uses(records, run::Findings::kUses));
  TRY(const licences::Judge judge,
      run::judge_uses(records, {.as_of = as_of.at, .dispute_days = options.dispute_days}, uses));
  TRY(reports::ReportedUses unknown, run::unknown_music(records, uses));
  TRY_VOID(run::keep_asked(options.report, uses));
  TRY_VOID(run::keep_asked(options.report, unknown));
  auto audit = reports::licence_audit(uses, unknown, judge, offers, as_of.at);
  run::keep_states(options.states, audit);
  TRY(const std::string text, run::audit_text(audit, format));
  TRY_VOID(deliver(text, options.report.output.file, session.console));
  const bool found = std::ranges::any_of(audit.rows, [&](const reports::AuditRow& row) {
    return std::ranges::find(failing, reports::standing_of(row.verdict->state())) != failing.end();
  });
  return found ? Exit::kFindings : Exit::kDone;
}

}  // namespace

const Command kReportAuditCommand{
    .name = "report audit",
    .summary = "say of every use whether it was licensed, and if not, why",
    .details =
        "A licence that passes every rule covers a use; where none does, the one that came "
        "nearest\n"
        "is named with each rule that failed. What is not on record of a video is never held\n"
        "against anybody: the use is UNKNOWN_DATA until somebody says it (`cuetrace video set`).\n"
        "Decisions (`cuetrace review dispute`, `whitelist`) count. With --rate-card, the cheapest\n"
        "offers that would have covered a use are named.",
    .examples =
        "cuetrace report audit\n"
        "cuetrace report audit --state unlicensed --rate-card rates.toml\n"
        "cuetrace report audit --period 2026-10 -o audit.html\n"
        "cuetrace report audit --fail-on violation --fail-on unlicensed --format csv -o audit.csv",
    .bind = bind<AuditOptions, declare, run_audit>,
};

}  // namespace engine::cli

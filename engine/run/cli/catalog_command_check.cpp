#include "engine/catalogue/checks/check.h"
#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/catalog_command.h"
#include "engine/run/cli/output.h"
#include "engine/run/workspace.h"
#include "reports/table.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>
#include <vector>

namespace engine::cli {
namespace {

using catalogue::CheckFinding;
using catalogue::Stops;
using catalogue::WorkToCheck;

enum class FailOn { kNever, kPayment, kFiling, kAnything };

struct CheckOptions {
  OutputOptions output;
  FailOn fail_on = FailOn::kNever;
  std::string only;
};

void declare(CheckOptions& options, Arguments& arguments) {
  arguments.option("--only CHECK", "one check, by its name", options.only);
  arguments.choice<FailOn>("--fail-on WHAT",
                           "end with exit code 4 when there is a finding that stops this",
                           {{"never", FailOn::kNever},
                            {"payment", FailOn::kPayment},
                            {"filing", FailOn::kFiling},
                            {"anything", FailOn::kAnything}},
                           options.fail_on);
  declare_output(options.output, arguments);
}

struct Checked {
  std::size_t works = 0;
  std::vector<CheckFinding> findings;
};

Checked check(const std::vector<WorkToCheck>& works, const std::string& only) {
  Checked checked;
  catalogue::CatalogueChecks across;
  const auto keep = [&](std::vector<CheckFinding> found) {
    for (CheckFinding& one : found) {
      if (only.empty() || one.check == only) checked.findings.push_back(std::move(one));
    }
  };
  for (const WorkToCheck& work : works) {
    keep(catalogue::check_work(work));
    across.add(work);
    ++checked.works;
  }
  keep(across.finish());
  return checked;
}

std::string as_table(const Checked& checked) {
  reports::Table table({{"Work"}, {"Stops"}, {"Check"}, {"What"}, {"How to mend it"}});
  for (const CheckFinding& one : checked.findings) {
    table.add(
        {one.title, std::string(catalogue::stops_name(one.stops)), one.check, one.what, one.mend});
  }
  return (checked.findings.empty() ? std::string() : table.text()) +
         counted(checked.works, "work") + " checked, " +
         counted(checked.findings.size(), "finding") + "\n";
}

std::string as_csv(const Checked& checked) {
  using Row = std::vector<std::string>;
  std::string text =
      csv_row(Row{"work_id", "recording_id", "title", "stops", "check", "what", "mend"});
  for (const CheckFinding& one : checked.findings) {
    text +=
        csv_row(Row{one.work_id, one.recording_id, one.title,
                    std::string(catalogue::stops_name(one.stops)), one.check, one.what, one.mend});
  }
  return text;
}

std::string as_json(const Checked& checked) {
  using Json = nlohmann::ordered_json;
  Json document{{"works", checked.works}, {"findings", Json::array()}};
  for (const CheckFinding& one : checked.findings) {
    document["findings"].push_back({{"work_id", one.work_id},
                                    {"recording_id", one.recording_id},
                                    {"title", one.title},
                                    {"stops", std::string(catalogue::stops_name(one.stops))},
                                    {"check", one.check},
                                    {"what", one.what},
                                    {"mend", one.mend}});
  }
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string document(const Checked& checked, Format format) {
  switch (format) {
    case Format::kCsv: return as_csv(checked);
    case Format::kJson: return as_json(checked);
    default: break;  // A table.
  }
  return as_table(checked);
}

bool fails(const std::vector<CheckFinding>& findings, FailOn what) {
  return std::any_of(findings.begin(), findings.end(), [&](const CheckFinding& one) {
    switch (what) {
      case FailOn::kNever: return false;
      case FailOn::kPayment: return one.stops == Stops::kPayment;
      case FailOn::kFiling: return one.stops != Stops::kNothing;
      case FailOn::kAnything: break;
    }
    return true;
  });
}

Result<void> check_name(const std::string& only) {
  const auto names = catalogue::check_names();
  const bool known =
      std::any_of(names.begin(), names.end(), [&](const auto& one) { return one.name == only; });
  if (only.empty() || known) return {};
  return fail(Errc::kUsage, "no check \"" + only + "\"; `cuetrace help catalog check` lists them");
}

Result<Exit> run_check(const CheckOptions& options, const Session& session) {
  TRY_VOID(check_name(options.only));
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(run::Records records, run::Records::open_for_reading(session.global.workspace));
  TRY(auto recordings, records.catalogue().list());
  const Checked checked = check(catalogue::works_of(std::move(recordings)), options.only);
  TRY_VOID(deliver(document(checked, format), options.output.file, session.console));
  return fails(checked.findings, options.fail_on) ? Exit::kFindings : Exit::kDone;
}

}  // namespace

const Command kCatalogCheckCommand{
    .name = "catalog check",
    .summary = "say what stops works from being paid or filed, and how to mend it",
    .details =
        "Shares, writers, publishers, societies and identifiers of every work, by the rules of "
        "CWR\n"
        "and of cue sheets. The checks:\n"
        "\n"
        "  writers-missing shares-unknown shares-over shares-under publishers-over-half\n"
        "  writers-under-half sides-disagree administrator-owns collection-over\n"
        "  territory-unknown publisher-without-share writer-without-publisher role-unknown\n"
        "  composer-missing original-arranged arranger-missing author-of-no-text id-invalid\n"
        "  society-missing society-unknown society-of-publisher ipi-missing\n"
        "  public-domain-claimed library-code-missing parent-elsewhere isrc-twice iswc-twice\n"
        "  two-societies",
    .examples =
        "cuetrace catalog check\n"
        "cuetrace catalog check --fail-on payment --format csv -o to-mend.csv\n"
        "cuetrace catalog check --only id-invalid",
    .bind = bind<CheckOptions, declare, run_check>,
};

}  // namespace engine::cli

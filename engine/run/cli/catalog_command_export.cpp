#include "engine/catalogue/catalogue_export.h"
#include "engine/catalogue/checks/check.h"
#include "engine/catalogue/cwr/cwr_writer.h"
#include "engine/core/utc.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/catalog_command.h"
#include "engine/run/cli/output.h"
#include "engine/run/workspace.h"

#include <algorithm>
#include <vector>

namespace engine::cli {
namespace {

using catalogue::Recording;

enum class ExportFormat { kCsv, kJson, kCwr21, kCwr22 };

struct ExportOptions {
  ExportFormat format = ExportFormat::kCsv;
  std::optional<std::string> file;
  std::string sender_id;
  std::string sender_name;
  std::string created;
};

void declare(ExportOptions& options, Arguments& arguments) {
  arguments.choice<ExportFormat>("--format FORMAT", "csv, json, cwr21 or cwr22; csv when not given",
                                 {{"csv", ExportFormat::kCsv},
                                  {"json", ExportFormat::kJson},
                                  {"cwr21", ExportFormat::kCwr21},
                                  {"cwr22", ExportFormat::kCwr22}},
                                 options.format);
  arguments.option("-o, --output FILE", "write there; - is standard output", options.file);
  arguments.option("--sender-id NUMBER", "of CWR: the sender's IPI name number", options.sender_id);
  arguments.option("--sender-name NAME", "of CWR: the sender's name", options.sender_name);
  arguments.option("--created TIME",
                   "of CWR: when it was made, UTC, as in 2026-11-21T15:14:33Z; "
                   "now when not given",
                   options.created);
}

Result<void> check_sender(const ExportOptions& options) {
  const std::string& id = options.sender_id;
  const bool digits =
      id.size() >= 9 && id.size() <= 11 && id.find_first_not_of("0123456789") == std::string::npos;
  if (!digits || options.sender_name.empty()) {
    return fail(Errc::kUsage,
                "CWR names its sender: give --sender-id (an IPI name number of 9 to 11 digits, "
                "known to CISAC) and --sender-name");
  }
  return {};
}

/// Why a society would not take the work: what CWR needs and lacks, and what it forbids.
std::vector<std::string> hindrances(const catalogue::WorkToCheck& subject) {
  std::vector<std::string> reasons;
  for (const std::string& what : catalogue::cwr::lacking(subject.work)) {
    reasons.push_back("CWR needs " + what);
  }
  for (const catalogue::CheckFinding& one : catalogue::check_work(subject)) {
    if (catalogue::stops_registration(one.check)) reasons.push_back(one.what + "; " + one.mend);
  }
  return reasons;
}

/// Works that nothing hinders; the others are complained of.
Result<Exit> export_cwr(const ExportOptions& options, std::vector<Recording> recordings,
                        const Session& session) {
  TRY_VOID(check_sender(options));
  const auto version = options.format == ExportFormat::kCwr21 ? catalogue::cwr::Version::k21
                                                              : catalogue::cwr::Version::k22;
  catalogue::cwr::CwrFrame frame(version,
                                 {.number = options.sender_id, .name = options.sender_name},
                                 options.created.empty() ? utc_now() : options.created);
  std::string text;
  run::BatchReport report;
  for (catalogue::WorkToCheck& one : catalogue::works_of(std::move(recordings))) {
    if (one.work.title.empty()) one.work.title = one.recordings.front().title;
    const std::vector<std::string> reasons = hindrances(one);
    for (const std::string& why : reasons) {
      complain({Errc::kInvalidInput, "\"" + one.work.title + "\": left out: " + why}, session);
    }
    ++(reasons.empty() ? report.done : report.failed);
    if (reasons.empty()) text += frame.transaction(one.work, one.recordings);
  }
  text = frame.header() + text + frame.trailer();
  TRY_VOID(deliver(text, options.file, session.console));
  return end_of_batch(report, report.done + report.failed, session);
}

Result<Exit> run_export(const ExportOptions& options, const Session& session) {
  TRY(run::Records records, run::Records::open_for_reading(session.global.workspace));
  TRY(auto recordings, records.catalogue().list());
  switch (options.format) {
    case ExportFormat::kCsv:
      TRY_VOID(deliver(catalogue::catalogue_csv(recordings), options.file, session.console));
      return Exit::kDone;
    case ExportFormat::kJson:
      TRY_VOID(deliver(catalogue::catalogue_json(recordings), options.file, session.console));
      return Exit::kDone;
    case ExportFormat::kCwr21:
    case ExportFormat::kCwr22: break;
  }
  return export_cwr(options, std::move(recordings), session);
}

}  // namespace

const Command kCatalogExportCommand{
    .name = "catalog export",
    .summary = "write the catalogue as CSV, JSON or CWR",
    .details =
        "CSV has the columns of `catalog import`, which reads it back. CWR 2.1 and 2.2 register\n"
        "works: a draft in the name of the sender, to be checked before it is sent. A work of "
        "which\n"
        "CWR needs more than the catalogue has is left out, with what is lacking.",
    .examples =
        "cuetrace catalog export -o catalogue.csv\n"
        "cuetrace catalog export --format cwr22 --sender-id 00014107338 --sender-name \"House "
        "Music\" -o CW260001HOU_000.V22",
    .bind = bind<ExportOptions, declare, run_export>,
};

}  // namespace engine::cli

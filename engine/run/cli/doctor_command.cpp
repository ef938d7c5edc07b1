#include "engine/run/cli/doctor_command.h"

#include "engine/run/workspace.h"
#include "engine/run/workspace_lock.h"
#include "ingest/versions.h"
#include "reports/table.h"

#include <unistd.h>
#include <filesystem>
#include <ostream>

namespace engine::cli {
namespace {

namespace fs = std::filesystem;

struct DoctorOptions {};

void declare(DoctorOptions&, Arguments&) {}

/// Collects one line for each thing looked at.
class Findings {
 public:
  void good(const std::string& what, const std::string& how) { table_.add({what, "ok", how}); }
  void bad(const std::string& what, const std::string& how) {
    table_.add({what, "PROBLEM", how});
    all_well_ = false;
  }

  bool all_well() const { return all_well_; }
  std::string text() const { return table_.text(); }

 private:
  reports::Table table_{{{"Check"}, {"State"}, {"What was found"}}};
  bool all_well_ = true;
};

std::string megabytes(std::uintmax_t bytes) { return std::to_string(bytes / 1'000'000) + " MB"; }

void check_space(const fs::path& folder, Findings& findings) {
  constexpr std::uintmax_t kScarceBytes = 500'000'000;  // Some hours of a batch's fingerprints.
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (error) {
    findings.bad("disk space", folder.string() + ": " + error.message());
  } else if (space.available < kScarceBytes) {
    findings.bad("disk space", "only " + megabytes(space.available) + " free; make room");
  } else {
    findings.good("disk space", "enough");
  }
}

/// The lock is held for a moment only: a writer that starts just then is told to try again.
void check_writing(const fs::path& folder, Findings& findings) {
  if (::access(folder.c_str(), W_OK) != 0) {
    findings.bad("writing", folder.string() + ": not allowed; change its owner or permissions");
    return;
  }
  const auto lock = run::WorkspaceLock::take(folder);
  if (lock || lock.error().code() == Errc::kLocked) {
    findings.good("writing", lock ? "nobody else does" : lock.error().message());
  } else {
    findings.bad("writing", lock.error().message());
  }
}

Result<std::string> contents(const std::optional<std::string>& named) {
  TRY(auto records, run::Records::open_for_reading(named));
  TRY(const auto tracks, records.catalogue().tracks());
  TRY(const auto videos, records.ledger().videos());
  return "tracks " + std::to_string(tracks.size()) + ", videos " + std::to_string(videos.size());
}

Result<void> check_workspace(const std::optional<std::string>& named, Findings& findings) {
  TRY(const fs::path folder, run::workspace_folder(named));
  std::error_code ignored;
  if (!fs::exists(folder, ignored)) {
    findings.good("workspace", folder.string() + ": not there yet; `catalog add` makes it");
    return {};
  }
  findings.good("workspace", folder.string());
  check_writing(folder, findings);
  check_space(folder, findings);
  if (const auto what = contents(named)) {
    findings.good("ledger", *what);
  } else {
    findings.bad("ledger", what.error().message());
  }
  return {};
}

Result<Exit> run_doctor(const DoctorOptions&, const Session& session) {
  Findings findings;
  findings.good("media libraries", ingest::libav_version());
  TRY_VOID(check_workspace(session.global.workspace, findings));
  session.console.out << findings.text();
  return findings.all_well() ? Exit::kDone : Exit::kFailed;
}

}  // namespace

const Command kDoctorCommand{
    .name = "doctor",
    .summary = "check the workspace and the libraries",
    .details = "",
    .examples = "cuetrace doctor\ncuetrace --workspace /srv/cuetrace doctor",
    .bind = bind<DoctorOptions, declare, run_doctor>,
};

}  // namespace engine::cli

#include "engine/run/cli/report_dsr_command.h"

#include "engine/core/digest.h"
#include "engine/core/file.h"
#include "engine/core/id.h"
#include "engine/core/utc.h"
#include "engine/run/cli/output.h"
#include "engine/run/usage_records.h"
#include "reports/dsr/profiles.h"

#include <filesystem>
#include <ostream>

namespace engine::cli {
namespace {

using reports::dsr::Profile;

struct DsrOptions {
  Profile profile = Profile::kUgc;
  std::string period;
  std::string sender;
  std::string sender_dpid;
  std::string recipient;
  std::string recipient_dpid;
  std::optional<std::string> folder;
};

void declare(DsrOptions& options, Arguments& arguments) {
  arguments.choice<Profile>("--profile PROFILE", "what a block is: a recording, or a video",
                            {{"ugc", Profile::kUgc}, {"audiovisual", Profile::kAudioVisual}},
                            options.profile);
  arguments.option("--period PERIOD", "2026, 2026-Q4, 2026-10 or 2026-10-31", options.period);
  arguments.required();
  arguments.option("--sender NAME", "who reports", options.sender);
  arguments.required();
  arguments.option("--sender-dpid DPID", "its DDEX party id", options.sender_dpid);
  arguments.required();
  arguments.option("--recipient NAME", "who gets the report", options.recipient);
  arguments.option("--recipient-dpid DPID", "its DDEX party id", options.recipient_dpid);
  arguments.option("--folder DIR", "write to DIR under the name that DDEX has for it",
                   options.folder);
}

/// The same uses in the same minute are the same message.
std::string message_id(const std::vector<reports::dsr::Record>& records) {
  Sha256 digest;
  for (const reports::dsr::Record& record : records) {
    digest.add_field(record.type);
    for (const auto& [name, values] : record.cells) {
      if (name == "MessageId" || name == "MessageCreatedDateTime") continue;
      for (const std::string& value : values) digest.add_field(value);
    }
  }
  return to_hex(digest.finish_id());
}

Result<Exit> run_dsr(const DsrOptions& options, const Session& session) {
  TRY(const reports::Period period, reports::parse_period(options.period));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(reports::ReportedUses uses, reported_uses(records, run::Findings::kUses));
  keep_period(period, uses);
  reports::dsr::Message message{.id = "-",
                                .created_at = utc_now(),
                                .sender_dpid = options.sender_dpid,
                                .sender_name = options.sender,
                                .recipient_dpid = options.recipient_dpid,
                                .recipient_name = options.recipient};
  message.id = message_id(records_of(uses, options.profile, message));
  TRY(const std::string text, flat_text(records_of(uses, options.profile, message)));
  if (!options.folder) {
    TRY_VOID(deliver(text, std::nullopt, session.console));
    return Exit::kDone;
  }
  const auto file = std::filesystem::path(*options.folder) / file_name(uses, message);
  TRY_VOID(write_file(file, text));
  session.console.out << file.string() << '\n';
  return Exit::kDone;
}

}  // namespace

const Command kReportDsrCommand{
    .name = "report dsr",
    .summary = "uses of a period as a flat file of DDEX's Digital Sales Report",
    .details =
        "ugc is UgcProfile 1.2: a block for each recording, with the videos it is in and who owns\n"
        "the performing right. audiovisual is AudioVisualProfile 1.1: a block for each video, "
        "with\n"
        "its cues. No amounts are in either. LICENSING.md says what using the format asks for.",
    .examples =
        "cuetrace report dsr --period 2026-10 --sender \"House Music\" --sender-dpid "
        "PADPIDA2014120301J --recipient Society --folder outbox",
    .bind = bind<DsrOptions, declare, run_dsr>,
};

}  // namespace engine::cli

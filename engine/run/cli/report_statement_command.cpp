#include "engine/run/cli/report_statement_command.h"

#include "engine/core/file.h"
#include "engine/core/signature.h"
#include "engine/royalties/payments.h"
#include "engine/run/asked_report.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/license_key_command.h"
#include "engine/run/cli/output.h"
#include "engine/run/cli/report_options.h"
#include "engine/run/usage_records.h"
#include "reports/manifest.h"
#include "reports/statement.h"
#include "reports/table.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <ostream>

namespace engine::cli {
namespace {

namespace fs = std::filesystem;
using reports::Statement;
using royalties::Payee;

struct StatementOptions {
  std::optional<std::string> party;
  std::string period;
  std::optional<std::string> folder;
  std::optional<std::string> key;
  OutputOptions output;
};

void declare(StatementOptions& options, Arguments& arguments) {
  arguments.positional("PARTY", "a name, an IPI name number or an account; without it, all parties",
                       options.party);
  arguments.option("--period PERIOD", "a month (2026-10) or a quarter (2026-Q4)", options.period);
  arguments.required();
  arguments.option("--folder DIR",
                   "write each statement in every format into DIR, with MANIFEST.sha256",
                   options.folder);
  arguments.option("--key FILE",
                   "sign the manifest with this Ed25519 key; else with that of `license keygen`",
                   options.key);
  declare_output(options.output, arguments, kDocumentFormats);
}

/// Names of files keep to letters that every system takes.
std::string file_name(const Statement& statement, Format format) {
  std::string name = statement.number + "-" + statement.payee.name;
  std::replace_if(
      name.begin(), name.end(),
      [](char c) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        return !plain;
      },
      '_');
  return name + "." + std::string(word_for(format));
}

Result<std::optional<PrivateKey>> signing_key(const StatementOptions& options,
                                              const fs::path& workspace) {
  fs::path file = options.key.value_or("");
  std::error_code ignored;
  if (!options.key && fs::exists(workspace / kPrivateKeyFile, ignored)) {
    file = workspace / kPrivateKeyFile;
  }
  if (file.empty()) return std::nullopt;
  TRY(PrivateKey key, PrivateKey::read(file));
  return key;
}

/// All statements in all formats, their digests, and the signature of these if there is a key.
Result<Exit> write_folder(const StatementOptions& options, const std::vector<Payee>& payees,
                          const reports::StatementMaking& making, const fs::path& workspace,
                          const Session& session) {
  const fs::path folder = *options.folder;
  TRY(const auto key, signing_key(options, workspace));
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return fail(file_error(folder, failed.value()));
  std::map<std::string, std::string> digested;
  for (const Payee& payee : payees) {
    TRY(const Statement statement, making.statement(payee));
    for (const Format format : kDocumentFormats) {
      if (format == Format::kTable) continue;
      TRY(const std::string text, run::statement_text(statement, format));
      const std::string name = file_name(statement, format);
      TRY_VOID(write_file(folder / name, text));
      digested.emplace(name, text);
    }
  }
  const std::string manifest = reports::manifest_of(digested);
  TRY_VOID(write_file(folder / "MANIFEST.sha256", manifest));
  if (key) {
    const Signature signature = key->sign(manifest);
    TRY_VOID(write_file(folder / "MANIFEST.sha256.sig",
                        std::string(signature.begin(), signature.end())));
  }
  session.console.out << folder.string() << ": " << counted(payees.size(), "statement") << ", "
                      << counted(digested.size(), "file")
                      << (key ? ", signed\n" : ", not signed\n");
  return Exit::kDone;
}

std::string list(const std::vector<Payee>& payees, const royalties::BookPeriod& period,
                 const reports::StatementMaking& making) {
  reports::Table table({{"Party"}, {"Account"}, {"Statement"}, {"Payable", true}});
  for (const Payee& payee : payees) {
    for (const auto& account : making.accounts_of(payee.key)) {
      table.add({payee.name, payee.key, royalties::statement_number(period, payee),
                 account.payable ? to_string(*account.payable) : "carried over"});
    }
  }
  return table.text();
}

Result<Exit> run_statement(const StatementOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(const auto period, royalties::BookPeriod::parse(options.period));
  if (!options.party && !options.folder && format != Format::kTable) {
    return fail(Errc::kUsage, "whose statement? Name a party, or write all with --folder DIR");
  }
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const reports::UseIndex uses, indexed_uses(records));
  const std::string maker = std::string("cuetrace ") + CUETRACE_VERSION;
  TRY(const auto making, reports::StatementMaking::of(records.books(), period, uses, maker));
  TRY(std::vector<Payee> payees, reports::statement_parties(records.books(), period));
  if (options.party) {
    TRY(const Payee payee, reports::resolve_payee(payees, *options.party));
    payees = {payee};
  }
  if (options.folder) return write_folder(options, payees, making, records.folder(), session);
  std::string text;
  if (options.party) {
    TRY(const Statement statement, making.statement(payees.front()));
    TRY(text, run::statement_text(statement, format));
  } else {
    text = list(payees, period, making);
  }
  TRY_VOID(deliver(text, options.output.file, session.console));
  return Exit::kDone;
}

}  // namespace

const Command kReportStatementCommand{
    .name = "report statement",
    .summary = "what a party has earned in a period, use by use, and why",
    .details =
        "Every line has the id of its booking, the same in every format, and says why it is this\n"
        "amount. While the period is open the statement is a draft. Uses that a performing rights\n"
        "society pays for are listed as evidence, without an amount.\n"
        "\n"
        "`sha256sum -c MANIFEST.sha256` checks the files of --folder, and\n"
        "`openssl pkeyutl -verify -pubin -inkey license-key.pub.pem -rawin -in MANIFEST.sha256\n"
        "-sigfile MANIFEST.sha256.sig` the signature.",
    .examples =
        "cuetrace report statement --period 2026-10\n"
        "cuetrace report statement \"Ann Ames\" --period 2026-10 -o ann.pdf\n"
        "cuetrace report statement --period 2026-10 --folder statements",
    .bind = bind<StatementOptions, declare, run_statement>,
};

}  // namespace engine::cli

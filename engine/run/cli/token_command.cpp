#include "engine/run/cli/token_command.h"

#include "engine/core/day.h"
#include "engine/core/text.h"
#include "engine/run/cli/output.h"
#include "engine/run/service/tokens.h"
#include "engine/run/workspace.h"
#include "reports/table.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace engine::cli {
namespace {

using service::Token;
using service::Tokens;

/// Tokens are made beside a running service, so nothing is locked; but there must be a workspace.
Result<Tokens> open_tokens(const Session& session) {
  TRY(const auto records, run::Records::open_for_reading(session.global.workspace));
  return Tokens::open(records.folder());
}

struct MakeOptions {
  std::string name;
  std::string scopes;
  std::optional<std::string> expires;
};

void declare_make(MakeOptions& options, Arguments& arguments) {
  arguments.positional("NAME", "whose it is to be", options.name);
  arguments.option("--scopes SCOPES",
                   "read, ingest, review, admin, several with commas; or composer:ID",
                   options.scopes);
  arguments.required();
  arguments.option("--expires DAY", "the last day on which it holds, such as 2027-12-31",
                   options.expires);
}

Result<Exit> run_make(const MakeOptions& options, const Session& session) {
  TRY(const auto scopes, service::scopes_named(options.scopes));
  std::string expires_at;
  if (options.expires) {
    if (!parse_day(*options.expires)) {
      return fail(Errc::kUsage,
                  "--expires takes a day such as 2027-12-31, not " + *options.expires);
    }
    expires_at = *options.expires + "T23:59:59Z";
  }
  TRY(Tokens tokens, open_tokens(session));
  TRY(const auto made, tokens.make(options.name, scopes, expires_at));
  session.console.out << made.secret << '\n';
  if (!session.global.quiet) {
    session.console.log << "Token " << made.token.id << " of " << made.token.name << ", "
                        << to_string(made.token.scopes) << ". It is not shown again.\n";
  }
  return Exit::kDone;
}

struct LsOptions {
  OutputOptions output;
};

void declare_ls(LsOptions& options, Arguments& arguments) {
  declare_output(options.output, arguments, {Format::kTable, Format::kJson});
}

std::string state_of(const Token& token) {
  if (!token.revoked_at.empty()) return "revoked " + token.revoked_at;
  return token.expires_at.empty() ? "holds" : "holds until " + token.expires_at;
}

Result<Exit> run_ls(const LsOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(const Tokens tokens, open_tokens(session));
  TRY(const auto all, tokens.list());
  reports::Table table({{"Token"}, {"Name"}, {"Scopes"}, {"Made"}, {"State"}});
  auto list = nlohmann::ordered_json::array();
  for (const Token& one : all) {
    table.add({one.id, one.name, to_string(one.scopes), one.made_at, state_of(one)});
    list.push_back({{"id", one.id},
                    {"name", one.name},
                    {"scopes", to_string(one.scopes)},
                    {"made_at", one.made_at},
                    {"expires_at", one.expires_at},
                    {"revoked_at", one.revoked_at}});
  }
  TRY_VOID(deliver(format == Format::kJson ? list.dump(2) + "\n" : table.text(),
                   options.output.file, session.console));
  return Exit::kDone;
}

struct RevokeOptions {
  std::string id;
};

void declare_revoke(RevokeOptions& options, Arguments& arguments) {
  arguments.positional("TOKEN", "its id, or whose it is, as `token ls` has them", options.id);
}

Result<Exit> run_revoke(const RevokeOptions& options, const Session& session) {
  TRY(Tokens tokens, open_tokens(session));
  TRY(const Token token, tokens.revoke(options.id));
  session.console.out << token.id << " of " << token.name << " is revoked\n";
  return Exit::kDone;
}

}  // namespace

const Command kTokenMakeCommand{
    .name = "token make",
    .summary = "make a token for the service, and print it, once",
    .details =
        "read sees everything; ingest uploads and checks; review decides and corrects, and reads;\n"
        "admin may all. composer:ID sees the works of one writer or publisher and nothing else;\n"
        "ID is an IPI name number, or a name as the catalogue has it.",
    .examples =
        "cuetrace token make \"Upload queue\" --scopes ingest\n"
        "cuetrace token make Ann --scopes composer:00199032457 --expires 2027-12-31",
    .bind = bind<MakeOptions, declare_make, run_make>,
};

const Command kTokenLsCommand{
    .name = "token ls",
    .summary = "list the tokens of the service",
    .details = "",
    .examples = "cuetrace token ls",
    .bind = bind<LsOptions, declare_ls, run_ls>,
};

const Command kTokenRevokeCommand{
    .name = "token revoke",
    .summary = "take a token back; it holds no more, from the next request on",
    .details = "",
    .examples =
        "cuetrace token revoke 3f9a02c1\n"
        "cuetrace token revoke Ann",
    .bind = bind<RevokeOptions, declare_revoke, run_revoke>,
};

}  // namespace engine::cli

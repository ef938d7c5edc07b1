#include "engine/core/text.h"
#include "engine/core/utc.h"
#include "engine/licences/keys/licence_key.h"
#include "engine/licences/licence_fields.h"
#include "engine/run/cli/author.h"
#include "engine/run/cli/license_command.h"
#include "engine/run/workspace.h"
#include "reports/table.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace engine::cli {
namespace {

using licences::Licence;

struct LicenseShowOptions {
  std::string licence;
};

void declare_show(LicenseShowOptions& options, Arguments& arguments) {
  arguments.positional("LICENCE", "its id, or its key", options.licence);
  arguments.required();
}

Result<Licence> resolve(const std::string& name, const licences::LicenceStore& store) {
  TRY(auto found, store.find(name));
  if (!found) {
    TRY(found, store.find_by_key(licences::tidy_key(name)));
  }
  if (found) return *std::move(found);
  return fail(Errc::kNotFound, "no licence '" + clean_utf8(name) +
                                   "', by its id or its key; `cuetrace license ls` lists them");
}

/// "valid_to: 2026-12-31, was 2026-10-31", for each field that differs.
std::string difference(const licences::LicenceChange& change) {
  const auto before = nlohmann::json::parse(change.before, nullptr, false);
  const auto after = nlohmann::json::parse(change.after, nullptr, false);
  if (!before.is_object()) return "put on record";
  std::vector<std::string> parts;
  for (const auto& field : licences::licence_fields()) {
    const std::string name(field.name);
    const std::string was = before.value(name, std::string());
    const std::string is = after.value(name, std::string());
    if (was == is) continue;
    parts.push_back(name + ": " + (is.empty() ? "nothing" : is) + ", was " +
                    (was.empty() ? "nothing" : was));
  }
  return joined(parts, "; ");
}

Result<Exit> run_show(const LicenseShowOptions& options, const Session& session) {
  TRY(run::Records records, run::Records::open_for_reading(session.global.workspace));
  TRY(const Licence licence, resolve(options.licence, records.licences()));
  TRY(const auto history, records.licences().history(licence.id));
  reports::Table fields({{"Field"}, {"Says"}});
  licences::LicenceTexts texts = licences::texts_of(licence);
  for (const auto& field : licences::licence_fields()) {
    const std::string name(field.name);
    if (texts.contains(name)) fields.add({name, texts[name]});
  }
  reports::Table changes({{"When"}, {"Who"}, {"What"}});
  for (const licences::LicenceChange& one : history) {
    changes.add({one.at, one.by, difference(one)});
  }
  session.console.out << fields.text() << '\n' << changes.text();
  return Exit::kDone;
}

struct LicenseRevokeOptions {
  std::vector<std::string> licences;
  std::optional<std::string> at;
  bool lift = false;
  std::optional<std::string> by;
};

void declare_revoke(LicenseRevokeOptions& options, Arguments& arguments) {
  arguments.positionals("LICENCE", "ids or keys", options.licences);
  arguments.required();
  arguments.option("--at WHEN", "from when on it covers nothing, a day or an instant; else now",
                   options.at);
  arguments.flag("--lift", "take the revocation back", options.lift);
  declare_author(options.by, arguments);
}

Result<Exit> run_revoke(const LicenseRevokeOptions& options, const Session& session) {
  if (options.lift && options.at) {
    return fail(Errc::kUsage, "--lift takes a revocation back, whenever it was; leave out --at");
  }
  std::optional<licences::Moment> at;
  if (!options.lift) {
    TRY(at, licences::parse_moment(options.at.value_or(utc_now())));
  }
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  TRY(auto transaction, workspace.begin());
  std::string told;
  for (const std::string& name : options.licences) {
    TRY(const Licence licence, resolve(name, workspace.licences()));
    TRY_VOID(workspace.licences().revoke(licence.id, at, author_of(options.by)));
    told += licence.id + ": " + (at ? "revoked " + to_string(*at) : "no longer revoked") + "\n";
  }
  TRY_VOID(transaction.commit());
  session.console.out << told;
  return Exit::kDone;
}

}  // namespace

const Command kLicenseShowCommand{
    .name = "license show",
    .summary = "show one licence, and all that was ever changed in it",
    .details = "",
    .examples = "cuetrace license show L-1",
    .bind = bind<LicenseShowOptions, declare_show, run_show>,
};

const Command kLicenseRevokeCommand{
    .name = "license revoke",
    .summary = "say that a licence covers nothing any more",
    .details =
        "Uses that stand on it become REVOKED in `cuetrace report audit`, whenever they were\n"
        "published. All licences given are revoked, or none is.",
    .examples =
        "cuetrace license revoke L-1\n"
        "cuetrace license revoke L-1 --lift",
    .bind = bind<LicenseRevokeOptions, declare_revoke, run_revoke>,
};

}  // namespace engine::cli

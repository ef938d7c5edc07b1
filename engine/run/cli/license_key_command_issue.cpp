#include "engine/core/file.h"
#include "engine/core/signature.h"
#include "engine/core/text.h"
#include "engine/licences/keys/certificate.h"
#include "engine/run/cli/author.h"
#include "engine/run/cli/license_key_command.h"
#include "engine/run/cli/output.h"
#include "engine/run/workspace.h"

#include <ostream>

namespace engine::cli {
namespace {

using licences::Licence;

struct LicenseIssueOptions {
  std::string licence;
  std::optional<std::string> private_key;
  std::optional<std::string> output;
  bool replace = false;
  std::optional<std::string> by;
};

void declare(LicenseIssueOptions& options, Arguments& arguments) {
  arguments.positional("LICENCE", "id of a licence on record", options.licence);
  arguments.required();
  arguments.option("--private-key FILE",
                   "the key to sign with; else license-key.pem of the workspace",
                   options.private_key);
  arguments.option("-o, --output FILE", "where the certificate goes as well, a line of text",
                   options.output);
  arguments.flag("--replace", "give the licence a new key, though it has another", options.replace);
  declare_author(options.by, arguments);
}

Result<Licence> licence_to_issue(const std::string& id, const licences::LicenceStore& store) {
  TRY(auto licence, store.find(id));
  if (!licence) {
    return fail(Errc::kNotFound,
                "no licence '" + clean_utf8(id) + "' on record; `cuetrace license ls` lists them");
  }
  if (licence->revoked_at) {
    return fail(Errc::kInvalidInput, id + ": was revoked on " + to_string(*licence->revoked_at) +
                                         "; take that back first, or issue another licence");
  }
  return *std::move(licence);
}

/// A video that carries the old key would lose its licence: that is for a person to want.
Result<void> check_replacing(const Licence& licence, const std::string& key, bool replace) {
  if (licence.key.empty() || licence.key == key || replace) return {};
  return fail(Errc::kInvalidInput,
              licence.id + ": goes by the key " + licence.key +
                  " already, and its terms or the signing key differ from then; videos that carry "
                  "that key would lose it. --replace gives it a new one");
}

Result<PrivateKey> signing_key(const LicenseIssueOptions& options,
                               const run::Workspace& workspace) {
  if (options.private_key) return PrivateKey::read(*options.private_key);
  auto key = PrivateKey::read(workspace.folder() / kPrivateKeyFile);
  if (key || key.error().code() != Errc::kNotFound) return key;
  return fail(Errc::kNotFound,
              "no key to sign with; give --private-key FILE, or make a pair with `cuetrace license "
              "keygen`");
}

Result<Exit> run_issue(const LicenseIssueOptions& options, const Session& session) {
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  TRY(const PrivateKey signer, signing_key(options, workspace));
  TRY(Licence licence, licence_to_issue(options.licence, workspace.licences()));
  TRY(const licences::Certificate certificate, issue_certificate(licence, signer));
  const std::string key = to_string(certificate.key);
  TRY_VOID(check_replacing(licence, key, options.replace));
  const Author author = author_of(options.by);
  licence.key = key;
  TRY(auto transaction, workspace.begin());
  TRY_VOID(workspace.licences().put({licence}, author));
  TRY_VOID(workspace.certificates().put(certificate, author));
  TRY_VOID(transaction.commit());
  if (options.output) TRY_VOID(write_file(*options.output, to_string(certificate) + "\n"));
  session.console.out << key << '\n';
  return Exit::kDone;
}

}  // namespace

const Command kLicenseIssueCommand{
    .name = "license issue",
    .summary = "sign a licence on record, and print the key it goes by",
    .details =
        "The licensee puts the key into the video's description, into VIDEO.json as "
        "\"license_key\",\n"
        "or into the video itself: `license embed`. The certificate proves to anybody with the\n"
        "public key who gave which licence to whom, and for when. The same terms, signed with the\n"
        "same key, give the same key again.",
    .examples =
        "cuetrace license issue L-2026-0001\n"
        "cuetrace license issue L-2026-0001 --private-key ours.pem -o L-2026-0001.cert",
    .bind = bind<LicenseIssueOptions, declare, run_issue>,
};

}  // namespace engine::cli

#include "engine/core/file.h"
#include "engine/core/signature.h"
#include "engine/run/cli/license_key_command.h"
#include "engine/run/workspace.h"

#include <filesystem>
#include <ostream>

namespace engine::cli {
namespace {

namespace fs = std::filesystem;

struct KeygenOptions {
  std::optional<std::string> private_file;
  std::optional<std::string> public_file;
};

void declare(KeygenOptions& options, Arguments& arguments) {
  arguments.option("--private FILE", "where the key to sign with goes; else into the workspace",
                   options.private_file);
  arguments.option("--public FILE",
                   "where the key to verify with goes; else beside the other, as NAME.pub.pem",
                   options.public_file);
}

Result<fs::path> private_path(const KeygenOptions& options, const Session& session) {
  if (options.private_file) return fs::path(*options.private_file);
  TRY(const fs::path folder, run::workspace_folder(session.global.workspace));
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return fail(file_error(folder, error.value()));
  return folder / kPrivateKeyFile;
}

fs::path public_path(const KeygenOptions& options, const fs::path& beside) {
  if (options.public_file) return *options.public_file;
  return beside.parent_path() / (beside.stem().string() + ".pub.pem");
}

Result<Exit> run_keygen(const KeygenOptions& options, const Session& session) {
  TRY(const fs::path secret, private_path(options, session));
  const fs::path shown = public_path(options, secret);
  std::error_code ignored;
  if (fs::exists(shown, ignored) || shown == secret) {
    return fail(Errc::kInvalidInput, shown.string() +
                                         ": is there already, and is not written over; name "
                                         "another file with --public");
  }
  TRY(const PrivateKey key, PrivateKey::generate());
  TRY_VOID(write_secret_file(secret, key.pem()));
  if (auto written = write_file(shown, key.public_key().pem()); !written) {
    fs::remove(secret, ignored);  // Half a pair is of no use, and would be in the way.
    return fail(std::move(written).error());
  }
  session.console.out << "private key  " << secret.string() << "\npublic key   " << shown.string()
                      << '\n';
  if (!session.global.quiet) {
    session.console.log << "Keep the private key to yourself, and a copy of it in a safe place; "
                           "give the public key to whoever is to verify licences.\n";
  }
  return Exit::kDone;
}

}  // namespace

const Command kLicenseKeygenCommand{
    .name = "license keygen",
    .summary = "make the pair of keys that licences are signed and verified with",
    .details =
        "Ed25519, as PEM. The private key is for its owner's eyes alone (mode 0600), and no file\n"
        "is written over: with a lost key no licence can be issued under it again.",
    .examples =
        "cuetrace license keygen\n"
        "cuetrace license keygen --private ours.pem --public ours.pub.pem",
    .bind = bind<KeygenOptions, declare, run_keygen>,
};

}  // namespace engine::cli

#include "engine/core/signature.h"
#include "engine/core/text.h"
#include "engine/core/utc.h"
#include "engine/licences/keys/keys_in_text.h"
#include "engine/licences/keys/offline_check.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/license_key_command.h"
#include "engine/run/json_text.h"
#include "engine/run/keys_of_files.h"
#include "engine/run/workspace.h"

#include <algorithm>
#include <filesystem>
#include <ostream>

namespace engine::cli {
namespace {

namespace fs = std::filesystem;

struct LicenseVerifyOptions {
  std::string subject;
  std::optional<std::string> public_key;
  std::optional<std::string> as_of;
  bool json = false;
};

void declare(LicenseVerifyOptions& options, Arguments& arguments) {
  arguments.positional("KEY|CERTIFICATE|FILE",
                       "what to verify; of a file - a certificate, a text, a VIDEO.json, a video - "
                       "all that is found in it",
                       options.subject);
  arguments.option("--public-key FILE",
                   "the licensor's public key; else license-key.pub.pem of the workspace",
                   options.public_key);
  arguments.option("--as-of WHEN", "the day or time to answer for, 2026-10-31; else now",
                   options.as_of);
  arguments.flag("--json", "print one JSON object a line for each key", options.json);
}

/// What is said of one key.
struct Verified {
  std::string key;
  std::string state;
  std::string why;
  std::optional<licences::CertifiedTerms> terms;

  bool good() const { return state == "valid"; }
};

/// Errors: kNotFound, kInvalidInput (no key), kCorrupt (an altered certificate).
Result<licences::KeysInText> keys_of(const std::string& subject) {
  std::error_code ignored;
  if (fs::is_regular_file(subject, ignored)) {
    TRY(licences::KeysInText found, run::keys_in_file(subject));
    if (found.keys.empty() && found.look_alikes.empty()) {
      return fail(Errc::kNotFound, subject + ": holds no licence key; see `license embed --help`");
    }
    return found;
  }
  licences::KeysInText one;
  if (subject.find('.') != subject.npos && subject.starts_with(licences::kKeyPrefix)) {
    TRY(licences::Certificate certificate, licences::parse_certificate(subject));
    const licences::LicenceKey key = certificate.key;
    one.keys.push_back({key, std::move(certificate)});
    return one;
  }
  auto key = licences::parse_licence_key(subject);
  if (!key && subject.find_first_of("/.") != subject.npos) {
    return fail(Errc::kNotFound, subject + ": no such file, and no licence key; check the name");
  }
  if (!key) return fail(std::move(key).error());
  one.keys.push_back({*key, std::nullopt});
  return one;
}

Result<PublicKey> public_key(const LicenseVerifyOptions& options, const Session& session) {
  if (options.public_key) return PublicKey::read(*options.public_key);
  const auto folder = run::workspace_folder(session.global.workspace);
  std::error_code ignored;
  if (folder && fs::exists(*folder / kPublicKeyFile, ignored)) {
    return PublicKey::read(*folder / kPublicKeyFile);
  }
  return fail(Errc::kUsage, "whose signature? Give the licensor's key with --public-key FILE");
}

/// The workspace's word, where there is one: verifying needs none. Errors: what is wrong with a
/// workspace that was named.
Result<std::optional<run::Records>> records_at_hand(const Session& session) {
  auto records = run::Records::open_for_reading(session.global.workspace);
  if (records) return std::optional<run::Records>(*std::move(records));
  const bool none = records.error().code() == Errc::kNoWorkspace ||
                    (!session.global.workspace && records.error().code() == Errc::kUsage);
  if (none) return std::optional<run::Records>();
  return fail(std::move(records).error());
}

/// What its record says against a certificate that is good by itself.
Result<void> hear_record(run::Records& records, const licences::Moment& as_of, Verified& one) {
  TRY(const auto licence, records.licences().find(one.terms->licence_id));
  if (!licence) {
    one.why += "; not on record here";
    return {};
  }
  const licences::Window revocation{licence->revoked_at, std::nullopt, licence->zone};
  if (licence->revoked_at && revocation.place_of(as_of) != licences::Place::kBefore) {
    one.state = "revoked";
    one.why = "revoked on " + to_string(*licence->revoked_at) +
              ", the record says, whatever its term is; ask for a new licence";
  } else if (licence->key != one.key) {
    one.state = "replaced";
    one.why = "replaced: the licence goes by the key " + licence->key + " now; use that";
  } else {
    one.why += "; on record, not revoked";
  }
  return {};
}

Result<Verified> verified(const licences::FoundKey& found, const PublicKey& licensor,
                          const licences::Moment& as_of, std::optional<run::Records>& records) {
  Verified one;
  one.key = to_string(found.key);
  std::optional<licences::Certificate> certificate = found.certificate;
  if (!certificate && records) {
    TRY(certificate, records->certificates().find(found.key));
  }
  if (!certificate) {
    one.state = "unproven";
    one.why =
        "well formed, but a typed key proves nothing by itself; verify the certificate that it "
        "was issued with, or give the workspace that it was issued in";
    return one;
  }
  const auto finding = check_offline(*certificate, licensor, as_of);
  one.state = to_string(finding.state);
  one.why = finding.why;
  one.terms = certificate->terms;
  if (one.good() && records) TRY_VOID(hear_record(*records, as_of, one));
  return one;
}

std::string as_json(const Verified& one) {
  auto object = run::JsonText::object();
  object.add("key", run::text_json(one.key));
  object.add("state", run::text_json(one.state));
  object.add("why", run::text_json(one.why));
  if (one.terms) {
    object.add("licence_id", run::text_json(one.terms->licence_id));
    object.add("licensor", run::text_json(one.terms->licensor));
    object.add("licensee", run::text_json(one.terms->licensee));
    object.add("issued_at", run::text_json(one.terms->issued_at));
    object.add("tracks", run::text_json(joined(one.terms->tracks, "|")));
    object.add("catalogues", run::text_json(joined(one.terms->catalogues, "|")));
  }
  return object.text() + "\n";
}

std::string as_text(const Verified& one) {
  std::string text = one.key + ": " + one.why + "\n";
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) text += "  " + std::string(name) + clean_utf8(value) + "\n";
  };
  add("licence     ", one.terms->licence_id);
  add("licensor    ", one.terms->licensor);
  add("licensee    ", one.terms->licensee);
  add("issued      ", one.terms->issued_at);
  add("tracks      ", joined(one.terms->tracks, ", "));
  add("catalogues  ", joined(one.terms->catalogues, ", "));
  return text;
}

void tell(const Verified& one, bool json, const Session& session) {
  if (json) session.console.out << as_json(one);
  if (one.good() && !json) session.console.out << as_text(one);
  if (!one.good()) complain({Errc::kInvalidInput, one.key + ": " + one.why}, session);
}

Result<Exit> run_verify(const LicenseVerifyOptions& options, const Session& session) {
  TRY(const licences::KeysInText found, keys_of(options.subject));
  TRY(const PublicKey licensor, public_key(options, session));
  TRY(const licences::Moment as_of, licences::parse_moment(options.as_of.value_or(utc_now())));
  TRY(std::optional<run::Records> records, records_at_hand(session));
  std::size_t good = 0;
  for (const licences::FoundKey& key : found.keys) {
    TRY(const Verified one, verified(key, licensor, as_of, records));
    tell(one, options.json, session);
    if (one.good()) ++good;
  }
  for (const licences::LookAlike& other : found.look_alikes) {
    complain({Errc::kInvalidInput, other.why}, session);
  }
  if (good == 0) return Exit::kFailed;
  const bool all = good == found.keys.size() && found.look_alikes.empty();
  return all ? Exit::kDone : Exit::kSomeFailed;
}

}  // namespace

const Command kLicenseVerifyCommand{
    .name = "license verify",
    .summary = "say whether a licence certificate is genuine and in its term, offline",
    .details =
        "Takes the licensor's public key and nothing else: no workspace, no network. A "
        "certificate\n"
        "that was altered, signed by somebody else, is not yet valid or has expired is told as\n"
        "such, and the command ends with 1; with 3 when some of several are good. A workspace, "
        "where\n"
        "there is one, has its say as well: whether the licence was revoked, or goes by another\n"
        "key now; and of the licences issued in it the key alone is enough.",
    .examples =
        "cuetrace license verify licence.cert --public-key library.pub.pem\n"
        "cuetrace license verify episode.mp4 --public-key library.pub.pem --as-of 2026-10-31",
    .bind = bind<LicenseVerifyOptions, declare, run_verify>,
};

}  // namespace engine::cli

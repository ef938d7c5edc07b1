#include "engine/core/file.h"
#include "engine/core/text.h"
#include "engine/licences/licence_fields.h"
#include "engine/licences/licence_file.h"
#include "engine/licences/recording_music.h"
#include "engine/run/cli/author.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/license_command.h"
#include "engine/run/workspace.h"

#include <algorithm>
#include <iterator>
#include <ostream>
#include <set>

namespace engine::cli {
namespace {

using licences::Licence;
using licences::LicenceField;

constexpr std::uint64_t kFileBytesMax = 256ULL << 20;  // A million licences.

struct LicenseAddOptions {
  std::vector<std::string> files;
  bool dry_run = false;
  std::optional<std::string> by;
  std::vector<std::optional<std::string>> values =
      std::vector<std::optional<std::string>>(licences::licence_fields().size());
};

void declare(LicenseAddOptions& options, Arguments& arguments) {
  arguments.positionals("FILE", "CSV or JSON with licences; their columns have the names below",
                        options.files);
  for (std::size_t i = 0; i < options.values.size(); ++i) {
    const LicenceField& field = licences::licence_fields()[i];
    arguments.option(option_for(field.name) + " TEXT", field.about, options.values[i]);
  }
  arguments.flag("--dry-run", "check, and say what would be put on record", options.dry_run);
  declare_author(options.by, arguments);
}

/// What was read of all files; complaints go to the log.
struct Wanted {
  std::vector<Licence> licences;
  std::size_t refused = 0;
};

Result<void> read_file_of(const std::string& file, Wanted& wanted, const Session& session) {
  TRY(const std::string text, read_file(file, kFileBytesMax));
  auto read = licences::read_licences(text);
  if (!read) return fail(std::move(read).error().during(file));
  for (const licences::RefusedLicence& one : read->refused) {
    session.console.log << file << ":" << one.line << ": " << one.why << '\n';
  }
  for (const std::string& name : read->unknown_columns) {
    session.console.log << file << ": '" << name << "' is no field of a licence; left out\n";
  }
  wanted.refused += read->refused.size();
  std::ranges::move(read->licences, std::back_inserter(wanted.licences));
  return {};
}

Result<Wanted> wanted_of(const LicenseAddOptions& options, const Session& session) {
  Wanted wanted;
  licences::LicenceTexts texts;
  for (std::size_t i = 0; i < options.values.size(); ++i) {
    if (!options.values[i]) continue;
    texts.emplace(licences::licence_fields()[i].name, *options.values[i]);
  }
  if (texts.empty() == options.files.empty()) {
    return fail(Errc::kUsage,
                "give files with licences, or one licence by its fields, as in --licence-id L-1 "
                "--licensee \"Ann Example\" --tracks R-1");
  }
  if (!texts.empty()) {
    TRY(wanted.licences.emplace_back(), licences::licence_of(texts));
  }
  for (const std::string& file : options.files) TRY_VOID(read_file_of(file, wanted, session));
  return wanted;
}

/// Tracks that nobody knows are most often typing errors, and would never license anything.
Result<void> warn_of_unknown_tracks(const std::vector<Licence>& licences, run::Workspace& workspace,
                                    const Session& session) {
  constexpr std::size_t kTold = 20;
  std::set<std::string> known;
  TRY(const auto recordings, workspace.catalogue().list());
  for (const catalogue::Recording& one : recordings) {
    for (const std::string& id : licences::music_of(one).ids) known.insert(to_lower_ascii(id));
  }
  std::size_t unknown = 0;
  for (const Licence& licence : licences) {
    for (const std::string& track : licence.tracks) {
      if (known.contains(to_lower_ascii(track)) || ++unknown > kTold) continue;
      session.console.log << licence.id << ": '" << track
                          << "' is no recording, ISRC or work of the catalogue yet\n";
    }
  }
  if (unknown > kTold) {
    session.console.log << "and " << unknown - kTold << " more that the catalogue lacks\n";
  }
  return {};
}

Result<Exit> run_add(const LicenseAddOptions& options, const Session& session) {
  TRY(const Wanted wanted, wanted_of(options, session));
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace));
  TRY(auto transaction, workspace.begin());
  TRY_VOID(warn_of_unknown_tracks(wanted.licences, workspace, session));
  TRY(const licences::PutLicences put,
      workspace.licences().put(wanted.licences, author_of(options.by)));
  if (!options.dry_run) TRY_VOID(transaction.commit());
  session.console.out << counted(wanted.licences.size(), "licence") << ": " << put.added << " new, "
                      << put.changed << " changed, " << put.unchanged << " as before";
  if (wanted.refused > 0) session.console.out << "; " << wanted.refused << " refused";
  session.console.out << (options.dry_run ? " (nothing was written)\n" : "\n");
  if (wanted.refused == 0) return Exit::kDone;
  return wanted.licences.empty() ? Exit::kFailed : Exit::kSomeFailed;
}

}  // namespace

const Command kLicenseAddCommand{
    .name = "license add",
    .summary = "put licences on record: who may use which music, where, when and how",
    .details =
        "What is left open allows all. Days are whole days of the licence's time zone; an instant\n"
        "valid_to is out. A licence that is on record already is replaced, and what it said stays\n"
        "in its history; its key and a revocation stay.",
    .examples =
        "cuetrace license add licences.csv\n"
        "cuetrace license add --licence-id L-1 --licensee \"Ann Example\" --model subscription "
        "--channels youtube:ann --valid-from 2026-01-01 --valid-to 2026-12-31",
    .bind = bind<LicenseAddOptions, declare, run_add>,
};

}  // namespace engine::cli

#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "engine/core/utc.h"
#include "engine/licences/licence_fields.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/license_command.h"
#include "engine/run/cli/output.h"
#include "engine/run/workspace.h"
#include "reports/table.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace engine::cli {
namespace {

using licences::Licence;

enum class Standing { kRunning, kEnded, kRevoked, kToCome };

struct LicenseLsOptions {
  std::optional<std::string> licensee;
  std::optional<std::string> track;
  std::optional<Standing> standing;
  OutputOptions output;
};

constexpr std::pair<std::string_view, Standing> kStandings[] = {
    {"running", Standing::kRunning},
    {"ended", Standing::kEnded},
    {"revoked", Standing::kRevoked},
    {"to-come", Standing::kToCome},
};

void declare(LicenseLsOptions& options, Arguments& arguments) {
  arguments.option("--licensee NAME", "only those of licensees whose name contains NAME",
                   options.licensee);
  arguments.option("--track ID", "only those that name that recording, ISRC or work",
                   options.track);
  Choices<std::optional<Standing>> standings;
  for (const auto& [word, standing] : kStandings) standings.emplace_back(word, standing);
  arguments.choice<std::optional<Standing>>("--standing WHICH", "only those that stand so today",
                                            standings, options.standing);
  declare_output(options.output, arguments);
}

Standing standing_of(const Licence& licence, const licences::Moment& now) {
  if (licence.revoked_at && start_of(*licence.revoked_at, licence.zone) <= now.at) {
    return Standing::kRevoked;
  }
  switch (licence.term().place_of(now)) {
    case licences::Place::kBefore: return Standing::kToCome;
    case licences::Place::kAfter: return Standing::kEnded;
    default: return Standing::kRunning;
  }
}

std::string word_for(Standing standing) {
  return std::string(kStandings[static_cast<std::size_t>(standing)].first);
}

bool contains(const std::string& text, const std::string& part) {
  return to_lower_ascii(text).find(to_lower_ascii(part)) != std::string::npos;
}

bool is_asked(const Licence& licence, const LicenseLsOptions& options,
              const licences::Moment& now) {
  if (options.licensee && !contains(licence.licensee, *options.licensee)) return false;
  if (options.standing && standing_of(licence, now) != *options.standing) return false;
  return !options.track || std::ranges::any_of(licence.tracks, [&](const std::string& track) {
    return to_lower_ascii(track) == to_lower_ascii(*options.track);
  });
}

std::string as_table(const std::vector<Licence>& list, const licences::Moment& now) {
  reports::Table table(
      {{"Licence"}, {"Model"}, {"Licensee"}, {"From"}, {"To"}, {"For"}, {"Key"}, {"Today"}});
  const auto day = [](const std::optional<licences::Moment>& moment) {
    return moment ? to_string(*moment) : std::string();
  };
  for (const Licence& one : list) {
    const std::string music =
        one.tracks.empty() ? joined(one.catalogues, ", ") : counted(one.tracks.size(), "track");
    table.add({one.id, std::string(to_string(one.model)), one.licensee, day(one.valid_from),
               day(one.valid_to), music.empty() ? "all music" : music, one.key,
               word_for(standing_of(one, now))});
  }
  return table.text() + counted(list.size(), "licence") + "\n";
}

/// Every field, so that `license add` reads it back.
std::string as_csv(const std::vector<Licence>& list) {
  std::vector<std::string> row;
  for (const auto& field : licences::licence_fields()) row.emplace_back(field.name);
  std::string text = csv_row(row);
  for (const Licence& one : list) {
    licences::LicenceTexts texts = licences::texts_of(one);
    row.clear();
    for (const auto& field : licences::licence_fields()) {
      row.push_back(texts[std::string(field.name)]);
    }
    text += csv_row(row);
  }
  return text;
}

std::string as_json(const std::vector<Licence>& list) {
  using Json = nlohmann::ordered_json;
  Json json = Json::array();
  for (const Licence& one : list) json.push_back(licences::texts_of(one));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Exit> run_ls(const LicenseLsOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(run::Records records, run::Records::open_for_reading(session.global.workspace));
  TRY(auto list, records.licences().all());
  TRY(const licences::Moment now, licences::parse_moment(utc_now()));
  std::erase_if(list, [&](const Licence& one) { return !is_asked(one, options, now); });
  const std::string text = format == Format::kCsv    ? as_csv(list)
                           : format == Format::kJson ? as_json(list)
                                                     : as_table(list, now);
  TRY_VOID(deliver(text, options.output.file, session.console));
  return Exit::kDone;
}

}  // namespace

const Command kLicenseLsCommand{
    .name = "license ls",
    .summary = "list licences on record",
    .details = "csv and json have every field, and `cuetrace license add` reads them back.",
    .examples =
        "cuetrace license ls --standing running\n"
        "cuetrace license ls --format csv -o licences.csv",
    .bind = bind<LicenseLsOptions, declare, run_ls>,
};

}  // namespace engine::cli

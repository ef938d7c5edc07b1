#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/output.h"
#include "engine/run/cli/unknown_command.h"
#include "engine/run/workspace.h"
#include "reports/table.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace engine::cli {
namespace {

using ledger::UnknownSummary;

struct UnknownLsOptions {
  OutputOptions output;
  int min_videos = 1;
};

void declare(UnknownLsOptions& options, Arguments& arguments) {
  constexpr Arguments::Range kVideos{1, 1'000'000};
  arguments.number("--min-videos N", "only what is heard in N videos or more", kVideos,
                   options.min_videos);
  declare_output(options.output, arguments);
}

std::string as_table(const std::vector<UnknownSummary>& list) {
  constexpr std::size_t kTellingDigits = 8;  // Enough for `unknown show`.
  constexpr std::size_t kDateColumns = 10;
  reports::Table table({{"Music"},
                        {"Name"},
                        {"Videos", true},
                        {"Places", true},
                        {"Time", true},
                        {"First seen"},
                        {"Last seen"}});
  for (const UnknownSummary& one : list) {
    table.add({to_string(one.cluster.id).substr(0, kTellingDigits), one.cluster.name,
               std::to_string(one.videos), std::to_string(one.places), to_clock(one.duration),
               one.first_seen.substr(0, kDateColumns), one.last_seen.substr(0, kDateColumns)});
  }
  return table.text() + counted(list.size(), "piece") + " of unknown music\n";
}

std::string as_csv(const std::vector<UnknownSummary>& list) {
  using Row = std::vector<std::string>;
  std::string text =
      csv_row(Row{"cluster", "name", "videos", "places", "duration_ms", "first_seen", "last_seen"});
  for (const UnknownSummary& one : list) {
    text += csv_row(Row{to_string(one.cluster.id), one.cluster.name, std::to_string(one.videos),
                        std::to_string(one.places), std::to_string(to_ms(one.duration)),
                        one.first_seen, one.last_seen});
  }
  return text;
}

std::string as_json(const std::vector<UnknownSummary>& list) {
  using Json = nlohmann::ordered_json;
  Json json = Json::array();
  for (const UnknownSummary& one : list) {
    json.push_back({{"cluster", to_string(one.cluster.id)},
                    {"name", one.cluster.name},
                    {"videos", one.videos},
                    {"places", one.places},
                    {"duration_ms", to_ms(one.duration)},
                    {"first_seen", one.first_seen},
                    {"last_seen", one.last_seen}});
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string document(const std::vector<UnknownSummary>& list, Format format) {
  switch (format) {
    case Format::kCsv: return as_csv(list);
    case Format::kJson: return as_json(list);
    default: break;  // A table.
  }
  return as_table(list);
}

Result<Exit> run_ls(const UnknownLsOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(run::Records records, run::Records::open_for_reading(session.global.workspace));
  TRY(auto list, records.ledger().unknown_clusters().list());
  std::erase_if(list, [&](const UnknownSummary& one) { return one.videos < options.min_videos; });
  TRY_VOID(deliver(document(list, format), options.output.file, session.console));
  return Exit::kDone;
}

}  // namespace

const Command kUnknownLsCommand{
    .name = "unknown ls",
    .summary = "list music of nobody in the catalogue, the most heard first",
    .details =
        "Stretches of unknown music that are the same recording are one piece, whatever videos\n"
        "they are in. Time is that of all its places. See where with `cuetrace unknown show`,\n"
        "and tell what it is, once for all of them, with `cuetrace unknown name`.",
    .examples =
        "cuetrace unknown ls --min-videos 2\n"
        "cuetrace unknown ls --format csv -o unknown.csv",
    .bind = bind<UnknownLsOptions, declare, run_ls>,
};

}  // namespace engine::cli

#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "engine/run/cli/output.h"
#include "engine/run/cli/unknown_command.h"
#include "engine/run/workspace.h"
#include "reports/table.h"

#include <nlohmann/json.hpp>

#include <limits>
#include <vector>

namespace engine::cli {
namespace {

using ledger::UnknownCluster;
using ledger::UnknownPlace;

struct UnknownShowOptions {
  std::string cluster;
  OutputOptions output;
};

void declare(UnknownShowOptions& options, Arguments& arguments) {
  arguments.positional("ID", "id of unknown music, or its first digits", options.cluster);
  declare_output(options.output, arguments);
}

std::string as_table(const UnknownCluster& cluster, const std::vector<UnknownPlace>& places) {
  std::string text = "Music  " + to_string(cluster.id) + "\n";
  if (!cluster.name.empty()) text += "Name   " + clean_utf8(cluster.name) + "\n";
  reports::Table table({{"Video"}, {"Start", true}, {"End", true}, {"Length", true}, {"Seen"}});
  for (const UnknownPlace& place : places) {
    table.add({place.location, to_timecode(place.span.start), to_timecode(place.span.end),
               to_clock(place.span.length()), place.seen_at});
  }
  return text + "\n" + table.text();
}

std::string as_csv(const UnknownCluster& cluster, const std::vector<UnknownPlace>& places) {
  using Row = std::vector<std::string>;
  std::string text =
      csv_row(Row{"cluster", "name", "video", "start_ms", "end_ms", "seen_at", "video_id"});
  for (const UnknownPlace& place : places) {
    text +=
        csv_row(Row{to_string(cluster.id), cluster.name, place.location,
                    std::to_string(to_ms(place.span.start)), std::to_string(to_ms(place.span.end)),
                    place.seen_at, to_string(place.video)});
  }
  return text;
}

std::string as_json(const UnknownCluster& cluster, const std::vector<UnknownPlace>& places) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const UnknownPlace& place : places) {
    list.push_back({{"video", place.location},
                    {"start_ms", to_ms(place.span.start)},
                    {"end_ms", to_ms(place.span.end)},
                    {"seen_at", place.seen_at},
                    {"video_id", to_string(place.video)}});
  }
  const Json json = {
      {"cluster", to_string(cluster.id)}, {"name", cluster.name}, {"places", std::move(list)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string document(const UnknownCluster& cluster, const std::vector<UnknownPlace>& places,
                     Format format) {
  switch (format) {
    case Format::kCsv: return as_csv(cluster, places);
    case Format::kJson: return as_json(cluster, places);
    default: break;  // A table.
  }
  return as_table(cluster, places);
}

Result<Exit> run_show(const UnknownShowOptions& options, const Session& session) {
  constexpr auto kAll = std::numeric_limits<std::int32_t>::max();
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(run::Records records, run::Records::open_for_reading(session.global.workspace));
  const auto clusters = records.ledger().unknown_clusters();
  TRY(const UnknownCluster cluster, clusters.resolve(options.cluster));
  TRY(const auto places, clusters.places_of(cluster.number, kAll));
  TRY_VOID(deliver(document(cluster, places, format), options.output.file, session.console));
  return Exit::kDone;
}

}  // namespace

const Command kUnknownShowCommand{
    .name = "unknown show",
    .summary = "show where a piece of unknown music is heard",
    .details = "Its places in the order in which they were found.",
    .examples =
        "cuetrace unknown show 3f9a02c1\n"
        "cuetrace unknown show 3f9a02c1 --format json",
    .bind = bind<UnknownShowOptions, declare, run_show>,
};

}  // namespace engine::cli

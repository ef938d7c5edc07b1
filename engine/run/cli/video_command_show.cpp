#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "engine/ledger/video_facts.h"
#include "engine/run/cli/output.h"
#include "engine/run/cli/video_command.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"
#include "reports/table.h"

#include <nlohmann/json.hpp>

namespace engine::cli {
namespace {

struct VideoShowOptions {
  std::string video;
  OutputOptions output;
};

void declare(VideoShowOptions& options, Arguments& arguments) {
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  declare_output(options.output, arguments);
}

using Values = std::map<std::string, std::string>;
using Pairs = std::vector<std::pair<std::string, std::string>>;

/// In the order of the fields, as people write them.
Pairs in_order(const Values& values) {
  Pairs pairs;
  for (const ledger::VideoField& field : ledger::video_fields()) {
    const auto found = values.find(std::string(field.name));
    if (found == values.end()) continue;
    std::string text = found->second;
    if (field.name == "duration") {
      text = to_timecode(MediaTime{parse_fixed_point(text, 0).value_or(0)});
    }
    pairs.emplace_back(field.name, std::move(text));
  }
  return pairs;
}

std::string as_table(const VideoFacts& video, const Pairs& pairs) {
  reports::Table table({{"Field"}, {"Value"}});
  table.add({"video", video.location});
  table.add({"video_id", to_string(video.id)});
  table.add({"file_title", video.title.empty() ? "-" : video.title});
  table.add({"file_duration", to_timecode(video.duration)});
  for (const auto& [name, value] : pairs) table.add({name, value});
  return table.text() +
         (pairs.empty() ? "Nobody has said anything of it yet; `cuetrace video set` does.\n" : "");
}

/// As `video set --file` reads it.
std::string as_csv(const VideoFacts& video, const Pairs& pairs) {
  std::vector<std::string> names{"video"};
  std::vector<std::string> cells{video.location};
  for (const auto& [name, value] : pairs) {
    names.push_back(name);
    cells.push_back(value);
  }
  return csv_row(names) + csv_row(cells);
}

std::string as_json(const VideoFacts& video, const Pairs& pairs) {
  using Json = nlohmann::ordered_json;
  Json json{{"video", video.location}};
  for (const auto& [name, value] : pairs) json[name] = value;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string document(const VideoFacts& video, const Pairs& pairs, Format format) {
  switch (format) {
    case Format::kCsv: return as_csv(video, pairs);
    case Format::kJson: return as_json(video, pairs);
    default: break;  // A table.
  }
  return as_table(video, pairs);
}

Result<Exit> run_show(const VideoShowOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  TRY(auto records, run::Records::open_for_reading(session.global.workspace));
  TRY(const VideoFacts video, run::find_video(options.video, records.ledger()));
  TRY(const Values values,
      records.ledger().amendments().of(video.id, ledger::AmendmentKind::kFact));
  TRY_VOID(
      deliver(document(video, in_order(values), format), options.output.file, session.console));
  return Exit::kDone;
}

}  // namespace

const Command kVideoShowCommand{
    .name = "video show",
    .summary = "show what people have said of a video",
    .details = "As CSV or JSON it is what `cuetrace video set --file` reads.",
    .examples = "cuetrace video show episode.mp4\ncuetrace video show episode.mp4 --format json",
    .bind = bind<VideoShowOptions, declare, run_show>,
};

}  // namespace engine::cli

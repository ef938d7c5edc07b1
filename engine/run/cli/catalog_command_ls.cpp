#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/catalog_command.h"
#include "engine/run/cli/output.h"
#include "engine/run/workspace.h"
#include "reports/table.h"

#include <nlohmann/json.hpp>

#include <vector>

namespace engine::cli {
namespace {

using catalogue::Recording;

std::string track_of(const Recording& recording) {
  return recording.track ? to_string(*recording.track) : std::string();
}

std::string writers_of(const Recording& recording, std::string_view between) {
  std::string text;
  for (const std::string& name : writer_names(recording.work)) {
    if (!text.empty()) text += between;
    text += name;
  }
  return text;
}

std::string as_table(const std::vector<Recording>& recordings) {
  constexpr std::size_t kTellingDigits = 8;  // Enough for `catalog show`, in most catalogues.
  reports::Table table({{"Track"}, {"Title"}, {"Composer"}, {"Version"}, {"Length", true}});
  for (const Recording& recording : recordings) {
    table.add({recording.track ? track_of(recording).substr(0, kTellingDigits) : "(no audio)",
               recording.title, writers_of(recording, ", "), recording.version,
               recording.track ? to_clock(recording.duration) : ""});
  }
  return table.text() + counted(recordings.size(), "recording") + "\n";
}

std::string as_csv(const std::vector<Recording>& recordings) {
  using Row = std::vector<std::string>;
  std::string text =
      csv_row(Row{"track_id", "recording_id", "title", "artist", "album", "isrc", "version",
                  "work_title", "iswc", "writers", "duration_ms", "path"});
  for (const Recording& recording : recordings) {
    text += csv_row(Row{track_of(recording), recording.id, recording.title, recording.artist,
                        recording.album, recording.isrc, recording.version, recording.work.title,
                        recording.work.iswc, writers_of(recording, "|"),
                        std::to_string(to_ms(recording.duration)), recording.path});
  }
  return text;
}

std::string as_json(const std::vector<Recording>& recordings) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const Recording& recording : recordings) {
    list.push_back({{"track_id", track_of(recording)},
                    {"recording_id", recording.id},
                    {"title", recording.title},
                    {"artist", recording.artist},
                    {"album", recording.album},
                    {"isrc", recording.isrc},
                    {"version", recording.version},
                    {"work_title", recording.work.title},
                    {"iswc", recording.work.iswc},
                    {"writers", writer_names(recording.work)},
                    {"duration_ms", to_ms(recording.duration)},
                    {"path", recording.path}});
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string document(const std::vector<Recording>& recordings, Format format) {
  switch (format) {
    case Format::kCsv: return as_csv(recordings);
    case Format::kJson: return as_json(recordings);
    default: break;  // A table.
  }
  return as_table(recordings);
}

struct LsOptions {
  OutputOptions output;
  std::vector<std::string> words;
  catalogue::RecordingFilter filter;
  std::string bpm;
};

void declare(LsOptions& options, Arguments& arguments) {
  arguments.positionals("WORD", "words to find, or their beginnings; all of them must be there",
                        options.words);
  arguments.option("--title WORDS", "in titles, alternative ones too", options.filter.title);
  arguments.option("--composer NAME", "in names of writers", options.filter.composer);
  arguments.option("--isrc ISRC", "with or without hyphens", options.filter.isrc);
  arguments.option("--mood MOOD", "one of the moods", options.filter.mood);
  arguments.option("--bpm RANGE", "beats in a minute: 120, or 100-120", options.bpm);
  arguments.option("--version-type VERSION", "full, instrumental, no-melody, stinger, ...",
                   options.filter.version);
  arguments.option("--missing FIELD",
                   "of which this is not known: isrc, iswc, composer, share, ...",
                   options.filter.missing);
  declare_output(options.output, arguments);
}

/// "100-120" or "120".
Result<catalogue::RecordingFilter::Range> bpm_range(const std::string& text) {
  constexpr std::int64_t kMost = 1'000;
  const std::size_t hyphen = text.find('-');
  const auto low = parse_fixed_point(text.substr(0, hyphen), 0);
  const auto high = hyphen == text.npos ? low : parse_fixed_point(text.substr(hyphen + 1), 0);
  if (!low || !high || *low < 0 || *high < *low || *high > kMost) {
    return fail(Errc::kUsage, "--bpm: '" + text + "' is no range; give 120, or 100-120");
  }
  return catalogue::RecordingFilter::Range{static_cast<int>(*low), static_cast<int>(*high)};
}

Result<Exit> run_ls(const LsOptions& options, const Session& session) {
  TRY(const Format format, chosen_format(options.output, session.console));
  catalogue::RecordingFilter filter = options.filter;
  for (const std::string& word : options.words) filter.words += word + " ";
  if (!options.bpm.empty()) {
    TRY(filter.bpm, bpm_range(options.bpm));
  }
  TRY(run::Records records, run::Records::open_for_reading(session.global.workspace));
  TRY(const std::vector<Recording> recordings, records.catalogue().list(filter));
  TRY_VOID(deliver(document(recordings, format), options.output.file, session.console));
  return Exit::kDone;
}

}  // namespace

const Command kCatalogLsCommand{
    .name = "catalog ls",
    .summary = "list the catalogue, or what is found in it",
    .details =
        "Recordings by title, of which all that is given holds. One that waits for its audio has "
        "no\n"
        "track. Words are found whatever their accents and case, and by their beginnings.",
    .examples =
        "cuetrace catalog ls\n"
        "cuetrace catalog ls krakow --mood calm --bpm 80-100\n"
        "cuetrace catalog ls --missing isrc --version-type full\n"
        "cuetrace catalog ls --format csv -o catalogue.csv",
    .bind = bind<LsOptions, declare, run_ls>,
};

}  // namespace engine::cli

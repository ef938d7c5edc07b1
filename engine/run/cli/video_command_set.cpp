#include "engine/core/file.h"
#include "engine/core/text.h"
#include "engine/ledger/video_facts.h"
#include "engine/run/cli/author.h"
#include "engine/run/cli/batch.h"
#include "engine/run/cli/video_command.h"
#include "engine/run/fact_setting.h"
#include "engine/run/stated_facts.h"
#include "engine/run/video_file.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"

#include <algorithm>
#include <ostream>

namespace engine::cli {
namespace {

using ledger::VideoField;

struct VideoSetOptions {
  std::optional<std::string> video;
  std::optional<std::string> file;
  std::optional<std::string> by;
  std::vector<std::optional<std::string>> values =
      std::vector<std::optional<std::string>>(ledger::video_fields().size());
};

void declare(VideoSetOptions& options, Arguments& arguments) {
  arguments.positional("VIDEO", "a scanned video: its path, title or id", options.video);
  for (std::size_t i = 0; i < options.values.size(); ++i) {
    const VideoField& field = ledger::video_fields()[i];
    const std::string help = std::string(field.about) +
                             (field.expected.empty() ? "" : "; " + std::string(field.expected));
    arguments.option(option_for(field.name) + " TEXT", help, options.values[i]);
  }
  arguments.option("--file FILE",
                   "take all this from CSV or JSON, of many videos by its column \"video\"",
                   options.file);
  declare_author(options.by, arguments);
}

/// What is to be said of one video, by field.
using Wanted = ledger::AmendmentValues;

/// Errors: kInvalidInput, all that is wrong in one message.
Result<Wanted> wanted_of(const run::VideoRow& row, std::vector<std::string>& unknown) {
  run::StatedFacts stated = run::stated_facts(row);
  for (std::string& name : stated.unknown) {
    if (std::ranges::find(unknown, name) == unknown.end()) unknown.push_back(std::move(name));
  }
  if (!stated.problems.empty()) return fail(Errc::kInvalidInput, joined(stated.problems, "; "));
  return std::move(stated.values);
}

/// Returns how many fields changed; what only looks like a key of a licence is told.
Result<std::size_t> set(const VideoFacts& video, const Wanted& wanted, const ledger::Author& author,
                        run::Workspace& workspace, const Session& session) {
  TRY(const run::FactsSet set, run::set_facts(video, wanted, author, workspace));
  for (const licences::LookAlike& other : set.look_alikes) {
    complain({Errc::kInvalidInput, other.why}, session);
  }
  return set.changed;
}

void tell(const VideoFacts& video, std::size_t changed, const Session& session) {
  session.console.out << video.location << ": "
                      << (changed == 0   ? "nothing new"
                          : changed == 1 ? "1 field changed"
                                         : std::to_string(changed) + " fields changed")
                      << '\n';
}

Result<Exit> set_from_file(const VideoSetOptions& options, const Session& session) {
  TRY(const std::string text, read_file(*options.file, kTableBytesMax));
  auto rows = run::read_video_file(text);
  if (!rows) return fail(std::move(rows).error().during(*options.file));
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  TRY(auto transaction, workspace.begin());
  const ledger::Author author = author_of(options.by);
  std::vector<std::string> unknown;
  bool failed = false;
  const auto one = [&](const run::VideoRow& row) -> Result<void> {
    const std::string name = row.video.empty() ? options.video.value_or("") : row.video;
    if (name.empty()) {
      return fail(Errc::kInvalidInput, "names no video; give it in a column \"video\"");
    }
    TRY(Wanted wanted, wanted_of(row, unknown));
    std::erase_if(wanted, [](const auto& field) { return field.second.empty(); });  // Says nothing.
    TRY(const VideoFacts video, run::find_video(name, workspace.ledger()));
    TRY(const std::size_t changed, set(video, wanted, author, workspace, session));
    tell(video, changed, session);
    return {};
  };
  for (const run::VideoRow& row : *rows) {
    if (auto done = one(row); !done) {
      failed = true;
      session.console.log << *options.file << ":" << row.line << ": " << done.error().message()
                          << '\n';
    }
  }
  TRY_VOID(transaction.commit());
  for (const std::string& name : unknown) {
    session.console.log << *options.file << ": '" << clean_utf8(name)
                        << "' is no field of a video; left out\n";
  }
  return failed ? Exit::kSomeFailed : Exit::kDone;
}

Result<Exit> run_set(const VideoSetOptions& options, const Session& session) {
  run::VideoRow row;
  for (std::size_t i = 0; i < options.values.size(); ++i) {
    if (!options.values[i]) continue;
    row.fields.emplace_back(ledger::video_fields()[i].name, *options.values[i]);
  }
  if (options.file) {
    if (!row.fields.empty()) {
      return fail(Errc::kUsage, "give fields on the command line, or in --file, not both");
    }
    return set_from_file(options, session);
  }
  if (!options.video || row.fields.empty()) {
    return fail(Errc::kUsage,
                "say of which video what, as in --title \"My Programme\", or give --file FILE");
  }
  std::vector<std::string> unknown;
  TRY(const Wanted wanted, wanted_of(row, unknown));
  TRY(auto workspace, run::Workspace::open_for_writing(session.global.workspace,
                                                       run::Workspace::IfAbsent::kRefuse));
  TRY(const VideoFacts video, run::find_video(*options.video, workspace.ledger()));
  TRY(const std::size_t changed, set(video, wanted, author_of(options.by), workspace, session));
  tell(video, changed, session);
  return Exit::kDone;
}

}  // namespace

const Command kVideoSetCommand{
    .name = "video set",
    .summary = "say of a video what no sound shows: production, dates, where it was published",
    .details =
        "Cue sheets have it at their head, and reports and licences go by it. An empty value\n"
        "takes a field back. Identifiers are checked, and every change stays in the history:\n"
        "`cuetrace review log`. In a file an empty cell says nothing. Keys of licences that a\n"
        "description names are taken as the video's.",
    .examples =
        "cuetrace video set episode.mp4 --title \"The Example\" --episode 7 --network BBC1\n"
        "cuetrace video set episode.mp4 --frame-rate 25 --start-timecode 10:00:00:00\n"
        "cuetrace video set --file season.csv",
    .bind = bind<VideoSetOptions, declare, run_set>,
};

}  // namespace engine::cli

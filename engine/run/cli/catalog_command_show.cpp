#include "engine/core/text.h"
#include "engine/run/cli/catalog_command.h"
#include "engine/run/track_label.h"
#include "engine/run/workspace.h"

#include <ostream>

namespace engine::cli {
namespace {

using catalogue::Contribution;
using catalogue::ContributionKind;
using catalogue::Recording;

struct ShowOptions {
  std::string track;
};

void declare(ShowOptions& options, Arguments& arguments) {
  arguments.positional("TRACK", "track id or its first digits, recording id, ISRC, or path",
                       options.track);
}

/// `Ann Author (C), IPI 00012345678, STIM, 50.00 %`: what is unknown is left out.
std::string described(const Contribution& contribution) {
  const catalogue::Party& party = contribution.party;
  std::string text = party.name;
  if (!contribution.role.empty()) text += " (" + contribution.role + ")";
  if (!party.ipi.empty()) text += ", IPI " + party.ipi;
  if (!party.society.empty()) text += ", " + party.society;
  if (contribution.share_bp) text += ", " + fixed_point(*contribution.share_bp, 2) + " %";
  return text;
}

class Card {
 public:
  explicit Card(std::ostream& out) : out_(out) {}

  void line(std::string_view name, std::string_view value) {
    constexpr std::size_t kNameColumns = 13;
    if (value.empty()) return;
    std::string text(name);
    text.resize(kNameColumns, ' ');
    out_ << text << clean_utf8(value) << '\n';
  }

 private:
  std::ostream& out_;
};

void print(const Recording& recording, std::ostream& out) {
  Card card(out);
  card.line("Title", recording.title);
  card.line("Artist", recording.artist);
  card.line("Album", recording.album);
  card.line("Version", recording.version);
  card.line("Version of", recording.parent_id);
  card.line("Length", recording.track ? to_timecode(recording.duration) : "");
  card.line("ISRC", recording.isrc);
  card.line("Work", recording.work.title);
  card.line("ISWC", recording.work.iswc);
  for (const Contribution& contribution : recording.work.contributions) {
    const bool writer = contribution.kind == ContributionKind::kWriter;
    card.line(writer ? "Writer" : "Publisher", described(contribution));
  }
  card.line("Library", recording.library);
  card.line("Album code", recording.album_code);
  card.line("Cut", recording.cut);
  card.line("Label", recording.label);
  card.line("BPM", recording.bpm);
  card.line("Key", recording.key);
  card.line("Moods", recording.moods);
  card.line("Instruments", recording.instruments);
  card.line("Uses", recording.uses);
  card.line("Recording", recording.id);
  card.line("Track", recording.track ? to_string(*recording.track) : "(no audio yet)");
  card.line("Path", recording.path);
}

Result<Exit> run_show(const ShowOptions& options, const Session& session) {
  TRY(run::Records records, run::Records::open_for_reading(session.global.workspace));
  TRY(const auto found, run::find_recordings(options.track, records.catalogue()));
  for (const Recording& recording : found) {
    if (&recording != &found.front()) session.console.out << '\n';
    print(recording, session.console.out);
  }
  return Exit::kDone;
}

}  // namespace

const Command kCatalogShowCommand{
    .name = "catalog show",
    .summary = "show everything known of a track",
    .details = "",
    .examples =
        "cuetrace catalog show 3f9a02c1\n"
        "cuetrace catalog show music/theme.flac",
    .bind = bind<ShowOptions, declare, run_show>,
};

}  // namespace engine::cli

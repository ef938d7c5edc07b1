#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/core/text.h"
#include "engine/run/cli/catalog_command.h"
#include "engine/run/cli/kin_text.h"
#include "engine/run/track_label.h"
#include "engine/run/workspace.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace engine::cli {
namespace {

using catalogue::Contribution;
using catalogue::ContributionKind;
using catalogue::Recording;

struct ShowOptions {
  std::string track;
  std::string as_of;
  bool json = false;
};

void declare(ShowOptions& options, Arguments& arguments) {
  arguments.positional("TRACK", "track id or its first digits, recording id, ISRC, or path",
                       options.track);
  arguments.option("--as-of TIME", "as it was known then: a day, or UTC as in 2026-11-21T15:14:33Z",
                   options.as_of);
  arguments.flag("--json", "print a JSON array of the recordings, with what they have in common",
                 options.json);
}

/// A recording, what was measured of its track, and the tracks that have something in common with
/// it.
struct Shown {
  Recording recording;
  std::optional<TrackMeasurement> measured;
  std::vector<Kinship> kin;
  run::TrackLabels labels;  // Of the others.
};

Result<Shown> all_about(Recording recording, run::Records& records) {
  Shown shown{.recording = std::move(recording), .measured = {}, .kin = {}, .labels = {}};
  if (!shown.recording.track) return shown;
  const TrackId& track = *shown.recording.track;
  TRY(shown.measured, records.measurements().find(track));
  TRY(shown.kin, records.catalogue().kin(track));
  TRY(shown.labels, run::labels_of_kin(track, shown.kin, records.catalogue()));
  return shown;
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

/// `pcm_s24le, 48000 Hz, 24 bit, stereo`.
std::string described(const SoundFormat& format) {
  std::string text = format.codec + ", " + std::to_string(format.rate_hz) + " Hz, ";
  if (format.bits > 0) text += std::to_string(format.bits) + " bit, ";
  return text + format.layout;
}

/// `-14.49 LUFS, range 6.10 LU, true peak -0.26 dBTP`; empty for silence.
std::string loudness_of(const TrackMeasurement& measured) {
  std::string text;
  const auto add = [&](const char* before, const std::optional<std::int32_t>& value,
                       const char* unit) {
    if (value) text += (text.empty() ? "" : ", ") + (before + fixed_point(*value, 2)) + unit;
  };
  add("", measured.integrated_centi_lufs, " LUFS");
  add("range ", measured.range_centi_lu, " LU");
  add("true peak ", measured.true_peak_centi_db, " dBTP");
  return text;
}

/// `92.36 BPM (confidence 0.301), A major (confidence 0.222)`.
std::string music_of(const TrackMeasurement& measured) {
  const auto sure = [](std::int32_t permille) {
    return " (confidence " + fixed_point(permille, 3) + ")";
  };
  std::string text;
  if (const auto& tempo = measured.tempo) {
    text = fixed_point(tempo->centi_bpm, 2) + " BPM" + sure(tempo->confidence_permille);
  }
  if (const auto& heard = measured.key) {
    text += (text.empty() ? "" : ", ") + to_string(heard->key) + sure(heard->confidence_permille);
  }
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

void print(const Shown& shown, std::ostream& out) {
  const Recording& recording = shown.recording;
  Card card(out);
  card.line("Title", recording.title);
  card.line("Artist", recording.artist);
  card.line("Album", recording.album);
  card.line("Version", recording.version);
  card.line("Version of", recording.parent_id);
  card.line("Length", recording.track ? to_timecode(recording.duration) : "");
  card.line("ISRC", recording.isrc);
  card.line("Work", recording.work.title);
  for (const catalogue::WorkTitle& title : recording.work.titles) {
    card.line("Other title", title.title);
  }
  card.line("ISWC", identifiers::display_iswc(recording.work.iswc));
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
  if (shown.measured) {
    card.line("Format", described(shown.measured->format));
    card.line("Loudness", loudness_of(*shown.measured));
    card.line("Heard", music_of(*shown.measured));
  }
  card.line("Recording", recording.id);
  card.line("Track", recording.track ? to_string(*recording.track) : "(no audio yet)");
  card.line("Path", recording.path);
  if (shown.kin.empty()) return;
  std::string_view name = "Family";
  for (const std::string& line : kin_lines(*recording.track, shown.kin, shown.labels)) {
    card.line(std::exchange(name, ""), line);
  }
}

using Json = nlohmann::ordered_json;

Json region_json(const SharedRegion& region, bool is_first) {
  const MediaSpan& here = is_first ? region.in_first : region.in_second;
  const MediaSpan& there = is_first ? region.in_second : region.in_first;
  return {{"start_ms", to_ms(here.start)},
          {"end_ms", to_ms(here.end)},
          {"other_start_ms", to_ms(there.start)},
          {"other_end_ms", to_ms(there.end)},
          {"found_ppm", is_first ? region.found_in_first_ppm : region.found_in_second_ppm},
          {"found_in_other_ppm", is_first ? region.found_in_second_ppm : region.found_in_first_ppm},
          {"score_milli", region.score_milli}};
}

Json family_json(const Shown& shown) {
  Json family = Json::array();
  for (const Kinship& kinship : shown.kin) {
    const TrackId& other = kinship.other_than(*shown.recording.track);
    const run::TrackLabel& label = shown.labels.at(other);
    Json regions = Json::array();
    for (const SharedRegion& region : kinship.regions) {
      regions.push_back(region_json(region, kinship.second == other));
    }
    family.push_back({{"track_id", to_string(other)},
                      {"title", label.title},
                      {"path", label.path},
                      {"kind", to_string(kinship.kind)},
                      {"regions", std::move(regions)}});
  }
  return family;
}

std::string as_json(const std::vector<Shown>& recordings) {
  Json list = Json::array();
  for (const Shown& shown : recordings) {
    const Recording& recording = shown.recording;
    list.push_back({{"track_id", recording.track ? to_string(*recording.track) : ""},
                    {"recording_id", recording.id},
                    {"title", recording.title},
                    {"version", recording.version},
                    {"parent_id", recording.parent_id},
                    {"isrc", recording.isrc},
                    {"work_title", recording.work.title},
                    {"iswc", recording.work.iswc},
                    {"writers", writer_names(recording.work)},
                    {"duration_ms", to_ms(recording.duration)},
                    {"path", recording.path},
                    {"family", family_json(shown)}});
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// What was known of a track's recording at a time: at the end of a day, where no time is given.
Result<Recording> known_then(const Recording& recording, const std::string& as_of,
                             const catalogue::Catalogue& catalogue) {
  const auto day = parse_day(as_of);
  const std::string time = day ? to_string(*day) + "T23:59:59Z" : as_of;
  if (!recording.track) {
    return fail(Errc::kNotFound, recording.id + ": has no audio; only of tracks the past is shown");
  }
  TRY(auto then, catalogue.find(*recording.track, time));
  if (!then) return fail(Errc::kNotFound, recording.title + ": not known yet at " + as_of);
  return *std::move(then);
}

Result<Exit> run_show(const ShowOptions& options, const Session& session) {
  TRY(run::Records records, run::Records::open_for_reading(session.global.workspace));
  TRY(auto found, run::find_recordings(options.track, records.catalogue()));
  std::vector<Shown> recordings;
  for (Recording& recording : found) {
    if (!options.as_of.empty()) {
      TRY(recording, known_then(recording, options.as_of, records.catalogue()));
    }
    TRY(Shown shown, all_about(std::move(recording), records));
    recordings.push_back(std::move(shown));
  }
  if (options.json) {
    session.console.out << as_json(recordings);
    return Exit::kDone;
  }
  for (const Shown& shown : recordings) {
    if (&shown != &recordings.front()) session.console.out << '\n';
    print(shown, session.console.out);
  }
  return Exit::kDone;
}

}  // namespace

const Command kCatalogShowCommand{
    .name = "catalog show",
    .summary = "show everything known of a track",
    .details =
        "Also its family: tracks of the same sound, versions of it, and tracks that share a loop\n"
        "or a sample with it, as they were found when the later of the two was added.",
    .examples =
        "cuetrace catalog show 3f9a02c1\n"
        "cuetrace catalog show music/theme.flac --as-of 2026-10-31",
    .bind = bind<ShowOptions, declare, run_show>,
};

}  // namespace engine::cli

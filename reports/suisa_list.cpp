#include "reports/suisa_list.h"

#include "engine/core/csv.h"

#include <array>
#include <vector>

namespace reports {
namespace {

const std::vector<std::string> kColumns{"Sender",
                                        "Titel des Musikwerks",
                                        "Name des Komponisten",
                                        "Interpret(en)",
                                        "Sendedatum",
                                        "Sendedauer",
                                        "Sendezeit",
                                        "ISRC",
                                        "Label",
                                        "Identifikationsnummer",
                                        "Eigenaufnahmen",
                                        "EAN / GTIN",
                                        "Albumtitel / Titel des Tonträgers",
                                        "Aufnahmedatum",
                                        "Aufnahmeland",
                                        "Erstveröffentlichungsdatum",
                                        "Katalog-Nummer / CD ID",
                                        "Werkverzeichnisangaben",
                                        "Bestellnummer",
                                        "Veröffentlichungsland",
                                        "Liveaufnahme"};

/// "01:02:03"; a time of day begins anew after 24 hours.
std::string clock_text(std::int64_t seconds) {
  std::string text;
  for (const std::int64_t part : {seconds / 3600, seconds / 60 % 60, seconds % 60}) {
    if (!text.empty()) text += ":";
    if (part < 10) text += "0";
    text += std::to_string(part);
  }
  return text;
}

std::string composers_of(const Cue& cue) {
  std::string names;
  for (const Contributor& who : cue.contributors) {
    if (who.is_publisher || who.name.empty()) continue;
    names += (names.empty() ? "" : "; ") + who.name;
  }
  return names;
}

}  // namespace

std::string suisa_list_csv(const CueSheet& sheet, std::optional<engine::MediaTime> on_air) {
  constexpr std::int64_t kSecondsOfDay = 24 * 3600;
  std::string text = engine::csv_row(kColumns);
  for (const Cue& cue : sheet.cues) {
    const CueRecording& recording = cue.recording;
    const std::int64_t at =
        engine::to_ms(on_air.value_or(engine::MediaTime{0}) + cue.in_video.start) / 1000;
    // What begins in the evening may go on into the next day.
    const auto later = std::chrono::days(on_air ? at / kSecondsOfDay : 0);
    const auto& first = sheet.production.first_date;
    const std::string day = first ? engine::to_string(*first + later) : "";
    const std::string time = on_air ? clock_text(at % kSecondsOfDay) : "";
    const std::vector<std::string> row{sheet.production.network,
                                       cue.title,
                                       composers_of(cue),
                                       recording.artist,
                                       day,
                                       clock_text(cue.printed_seconds),
                                       time,
                                       recording.isrc,
                                       recording.label,
                                       recording.recording_id,
                                       "",
                                       "",
                                       recording.album,
                                       "",
                                       "",
                                       "",
                                       recording.album_code,
                                       "",
                                       "",
                                       "",
                                       ""};
    text += engine::csv_row(row);
  }
  return text;
}

}  // namespace reports

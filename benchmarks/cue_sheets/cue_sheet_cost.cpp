// What it takes to write a cue sheet in each format.
//
//   cue_sheet_cost [CUES [CONTRIBUTORS [FOLDER]]]      300 cues of 12 contributors by default
//
// Prints the CPU time and the size of each; with a FOLDER the files are left there to be looked at.
#include "engine/core/file.h"
#include "reports/cue_sheet_document.h"
#include "reports/suisa_list.h"
#include "reports/us_cue_sheet.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>

namespace {

using namespace reports;
using engine::Result;

Contributor contributor(std::size_t number, std::size_t of) {
  constexpr std::array<const char*, 6> kNames{"Ann Example",      "Björk Åström",
                                              "Дмитрий Образцов", "שרה כהן",
                                              "山田 太郎",        "Jean-Luc O'Neil de la Cour"};
  constexpr std::array<const char*, 4> kSocieties{"PRS", "STIM", "ASCAP", "GEMA"};
  Contributor who;
  who.is_publisher = number >= of / 2;
  who.name = kNames[number % kNames.size()];
  if (who.is_publisher) who.name += " Publishing Ltd";
  who.role = who.is_publisher ? "E" : "CA";
  who.ipi = "00052210040";
  who.society = kSocieties[number % kSocieties.size()];
  who.share_bp = static_cast<std::int32_t>(20'000 / of);
  return who;
}

CueSheet sheet_of(std::size_t cues, std::size_t contributors) {
  CueSheet sheet;
  sheet.identity.state = SheetState::kIssued;
  sheet.production.title = "A Programme of Many Cues";
  sheet.production.episode_title = "The Longest One";
  sheet.production.episode_number = "7";
  sheet.production.company = "Far Films";
  sheet.production.network = "Channel One";
  sheet.production.first_date = engine::parse_day("2026-10-31");
  sheet.production.preparer = {"Pat Preparer", "pat@example.org", engine::parse_day("2026-11-02")};
  sheet.video.duration = engine::from_ms(static_cast<std::int64_t>(cues) * 20'000);
  for (std::size_t i = 0; i < cues; ++i) {
    Cue cue;
    cue.number = i + 1;
    cue.title = i % 7 == 3 ? "A title that goes on and on until nobody knows how it began, part " +
                                 std::to_string(i)
                           : "Track " + std::to_string(i);
    const auto start = static_cast<std::int64_t>(i) * 20'000;
    cue.in_video = {engine::from_ms(start), engine::from_ms(start + 15'000)};
    cue.length = cue.in_video.length();
    cue.time_in = engine::to_timecode(cue.in_video.start);
    cue.time_out = engine::to_timecode(cue.in_video.end);
    cue.printed_seconds = 15;
    cue.usage = {Function::kBackground, Perception::kBackground, Vocality::kInstrumental,
                 Position::kNone, Origin::kLibrary};
    cue.recording.library = "Sample Library";
    cue.recording.album_code = "SL-" + std::to_string(i / 10);
    cue.recording.cut = std::to_string(i % 10 + 1);
    for (std::size_t c = 0; c < contributors; ++c) {
      cue.contributors.push_back(contributor(c, contributors));
    }
    sheet.total_seconds += cue.printed_seconds;
    sheet.cues.push_back(std::move(cue));
  }
  return sheet;
}

bool measure(const char* name, const std::function<Result<std::string>()>& make,
             const std::string& folder) {
  const std::clock_t start = std::clock();
  const Result<std::string> bytes = make();
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  if (!bytes) {
    std::fprintf(stderr, "%s: %s\n", name, bytes.error().message().c_str());
    return false;
  }
  std::printf("%-6s %6.2f s %10zu bytes\n", name, seconds, bytes->size());
  if (folder.empty()) return true;
  return engine::write_file(folder + "/cue_sheet." + name, *bytes).has_value();
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int at, std::size_t otherwise) {
    return argc > at ? std::strtoul(argv[at], nullptr, 10) : otherwise;
  };
  const CueSheet sheet = sheet_of(number(1, 300), number(2, 12));
  const std::string folder = argc > 3 ? argv[3] : "";
  const bool good =
      measure(
          "csv", [&] { return cue_sheet_csv(sheet); }, folder) &&
      measure(
          "json", [&] { return cue_sheet_json(sheet); }, folder) &&
      measure(
          "xlsx", [&] { return us_cue_sheet::workbook(sheet); }, folder) &&
      measure(
          "pdf", [&] { return documents::pdf_of(cue_sheet_document(sheet)); }, folder) &&
      measure(
          "html", [&] { return documents::html_of(cue_sheet_document(sheet)); }, folder) &&
      measure(
          "suisa", [&] { return suisa_list_csv(sheet); }, folder);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
